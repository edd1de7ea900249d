/**
 * Every operation that the bot calls, and every event that comes to it, on the embedded GitHub and
 * as GitHub describes them. Other files check what their stories happen to do; this one, all.
 */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type EmbeddedGitHub, startEmbeddedGitHub } from '@newbie-tasks/embedded-github';
import type { Octokit } from '@octokit/rest';
import { parse } from 'yaml';
import { appClient, installationClient, tokenClient } from '../../src/github/client.js';
import { sentence } from '../loaded-once.js';
import { createBotOracle } from '../oracle/oracle.js';
import { ORGANISATIONS } from './a-bot.js';
import { makeBusy } from './a-busy-repository.js';
import { everyOperation, type Parameters } from './every-operation.js';

const { operations, events } = JSON.parse(readFileSync('test/oracle/operations.json', 'utf8')) as {
  readonly operations: Readonly<Record<string, readonly string[]>>;
  readonly events: readonly string[];
};

/** As of an App that may publish too. */
const PERMISSIONS = {
  issues: 'write',
  metadata: 'read',
  contents: 'write',
  pull_requests: 'write',
};

const oracle = createBotOracle();
let github: EmbeddedGitHub;
let parameters: Readonly<Record<string, Parameters>> = {};
const clients = new Map<string, Octokit>();

beforeAll(async () => {
  github = await startEmbeddedGitHub({
    slug: 'newbie-tasks',
    organisations: ORGANISATIONS,
    people: ['ann'],
    permissions: PERMISSIONS,
    watch: oracle,
  });
  const app = { appId: String(github.appId), privateKey: github.privateKey };
  const id = github.installationOf('mosn');
  clients.set('app', appClient(app, github.url));
  clients.set('installation', installationClient(app, id, github.url));
  const { token } = (await github.as('maintainer').auth()) as { token: string };
  clients.set('person', tokenClient(token, github.url));
  clients.set('nobody', tokenClient(null, github.url));
  parameters = everyOperation(await makeBusy(github), id);
  await github.quiet();
});

afterAll(() => github.close());

/** A person's own account is asked with their token; all else the App may do itself here. */
function clientFor(operation: string): Octokit | undefined {
  const callers = operations[operation] ?? [];
  const own = ['app', 'nobody'].find((caller) => callers.includes(caller));
  return clients.get(own ?? (operation === 'GET /user' ? 'person' : 'installation'));
}

async function deviationsOn(name: string): Promise<string[]> {
  const all = await oracle.deviations();
  return all.filter(({ on }) => on === name || on.startsWith(`${name} `)).map(sentence);
}

describe('each operation that the bot calls', () => {
  it('is called here', () => {
    expect(Object.keys(parameters).sort()).toEqual(Object.keys(operations).sort());
  });

  it.each(Object.keys(operations))('%s', async (operation) => {
    const answer = await clientFor(operation)?.request(operation, parameters[operation] ?? {});
    expect(Math.floor((answer?.status ?? 0) / 100)).toBe(2);
    // An empty list would be as anything.
    expect([answer?.data].flat()).not.toEqual([]);
    expect(oracle.checked.get(operation)).toBeGreaterThan(0);
    expect(await deviationsOn(operation)).toEqual([]);
  });
});

describe('each event that comes to the App', () => {
  it('is described, as far as it subscribes to it', () => {
    const { default_events: subscribed } = parse(readFileSync('app.yml', 'utf8'));
    expect(events).toEqual(expect.arrayContaining(subscribed));
  });

  it.each(events)('%s', async (event) => {
    expect(github.deliveries.map((delivery) => delivery.event)).toContain(event);
    expect(await deviationsOn(`delivery ${event}`)).toEqual([]);
  });
});
