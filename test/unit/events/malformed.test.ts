import { createHmac, generateKeyPairSync } from 'node:crypto';
import { createRequire } from 'node:module';
import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pino } from 'pino';
import type { Consequences } from '../../../src/controller/consequences.js';
import { consequencesOf } from '../../../src/events/consequences.js';
import { createReceiver } from '../../../src/events/listen.js';
import { readPayload } from '../../../src/events/payload.js';
import type { Receive } from '../../../src/server/webhook.js';
import { createTelemetry } from '../../../src/telemetry/telemetry.js';
import { BOT } from '../a-thread.js';

type Json = Record<string, unknown>;

const definitions = createRequire(import.meta.url)('@octokit/webhooks-examples') as {
  readonly name: string;
  readonly examples: readonly Json[];
}[];
const EXAMPLES = definitions.flatMap(({ name, examples }) =>
  examples.map((payload) => ({ name, payload })),
);
const READ = ['issues', 'issue_comment', 'pull_request', 'label', 'repository', 'push'];
const OURS = EXAMPLES.filter(({ name }) => READ.includes(name) || name.startsWith('installation'));

/** Instead of what GitHub documents. */
const wrong = fc.constantFrom<unknown>(
  ...[null, undefined, true, 0, -1, 1.5, 1e300, '', 'x', '\u0000', [], [null], [[]], [{}], {}],
  ...[{ toString: 1 }, { length: -1 }, JSON.parse('{"__proto__": {"login": 1}}'), '/', 'a/b/c'],
);

/** Where something is wrong: by turns on the way down, sometimes of what nobody reads. */
const place = fc.array(fc.nat(60), { minLength: 1, maxLength: 5 });

function mutated(payload: Json, picks: readonly number[], value: unknown): Json {
  const copy = structuredClone(payload);
  let node: Json = copy;
  for (const [at, pick] of picks.entries()) {
    const keys = Object.keys(node);
    const key = keys[pick % keys.length];
    const next = key === undefined ? null : node[key];
    if (key === undefined) break;
    if (at === picks.length - 1 || typeof next !== 'object' || next === null) {
      if (value === undefined) delete node[key];
      else node[key] = value;
      break;
    }
    node = next as Json;
  }
  // A list has no holes in JSON.
  return JSON.parse(JSON.stringify(copy));
}

const malformed = (from: typeof EXAMPLES) =>
  fc
    .record({
      example: fc.constantFrom(...from),
      mutations: fc.array(fc.tuple(place, wrong), { minLength: 1, maxLength: 4 }),
    })
    .map(({ example: { name, payload }, mutations }) => ({
      name,
      payload: mutations.reduce((left, [picks, value]) => mutated(left, picks, value), payload),
    }));

describe('what a delivery tells', () => {
  it('is read whole of every payload that GitHub documents', () => {
    const misread = EXAMPLES.flatMap(({ name, payload }) =>
      readPayload(payload).wrong.map((path) => `${name}: ${path}`),
    );
    expect([EXAMPLES.length > 300, misread]).toEqual([true, []]);
  });

  it('is left out where it is not as documented, and the rest counts', () => {
    const payload = {
      ...{ action: 'opened', issue: { number: 5, updated_at: 7 }, sender: 'ann' },
      repository: { full_name: 'mosn/layotto', private: 'yes' },
    };
    expect(readPayload(payload).wrong.toSorted()).toEqual([
      ...['issue.updated_at', 'repository.private', 'sender'],
    ]);
    expect(consequencesOf({ name: 'issues', payload }, BOT).requests).toMatchObject([
      { kind: 'issue', owner: 'mosn', repo: 'layotto', number: 5 },
    ]);
  });

  it('never fails, and asks only for what has a name, whatever is wrong in it', () => {
    fc.assert(
      fc.property(malformed(OURS), ({ name, payload }) => {
        const { requests, owners, hidden } = consequencesOf({ name, payload }, BOT);
        for (const { owner, repo } of [...requests, ...hidden]) {
          expect([typeof owner, typeof repo]).toEqual(['string', 'string']);
        }
        for (const owner of owners) expect(typeof owner).toBe('string');
      }),
      { numRuns: 3_000 },
    );
  });

  it.each([null, undefined, 7, 'x', [], [{}]])('is nothing of %j', (payload) => {
    expect(consequencesOf({ name: 'issues', payload }, BOT).requests).toEqual([]);
  });
});

describe('a signed delivery', () => {
  const secret = 'development';
  let receive: Receive;
  const lines: { readonly level: number; readonly msg: string }[] = [];
  const received: Consequences[] = [];
  beforeAll(async () => {
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    });
    receive = await createReceiver(
      { appId: '1', privateKey, webhookSecret: secret, apiUrl: 'http://127.0.0.1:1' },
      {
        replays: null,
        controller: { receive: async (told) => void received.push(told) },
        botLogin: async () => BOT,
        log: pino({ level: 'info' }, { write: (line: string) => lines.push(JSON.parse(line)) }),
        correlation: createTelemetry().correlation,
      },
    );
  });
  beforeEach(() => {
    lines.length = 0;
    received.length = 0;
  });

  const deliver = (name: string, given: unknown) => {
    const payload = JSON.stringify(given);
    const signature = `sha256=${createHmac('sha256', secret).update(payload).digest('hex')}`;
    return receive({ id: 'an-id', name, signature, payload });
  };

  it('is taken and makes no failure, whatever is wrong in it', async () => {
    await fc.assert(
      fc.asyncProperty(malformed(EXAMPLES), async ({ name, payload }) => {
        lines.length = 0;
        expect(await deliver(name, payload)).toBe('accepted');
        expect(lines.filter(({ level }) => level > 40)).toEqual([]);
        expect(lines.filter(({ level }) => level === 40).length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is taken with an action that is no text', async () => {
    expect(await deliver('issues', { action: { toString: 1 } })).toBe('accepted');
    expect(received).toHaveLength(1);
  });

  it('says in the log where it is not as GitHub documents it', async () => {
    await deliver('issues', { action: 'opened', issue: { number: 'five' } });
    expect(lines).toMatchObject([
      {
        level: 40,
        event: 'issues',
        wrong: ['issue.number'],
        msg: 'a delivery is not as documented',
      },
    ]);
  });

  it.each([
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'error',
    '*',
    '',
    'issues.opened',
  ])('of no event, as %j, is taken and asks for nothing', async (name) => {
    expect(await deliver(name, { action: 'opened' })).toBe('accepted');
    expect(received).toEqual([]);
    expect(lines).toMatchObject([{ level: 40, event: name, msg: 'a delivery of no event' }]);
  });
});
