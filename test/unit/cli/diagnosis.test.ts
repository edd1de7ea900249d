import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { diagnoseApp, EVENTS, PERMISSIONS } from '../../../src/cli/doctor/diagnosis.js';
import { inboundFindings, outboundHosts } from '../../../src/cli/doctor/network.js';
import type { AppHealth } from '../../../src/github/app-health.js';

const HEALTHY: AppHealth = {
  login: 'newbie-tasks[bot]',
  permissions: PERMISSIONS,
  events: EVENTS,
  isPublic: false,
  installations: [
    { account: 'mosn', permissions: PERMISSIONS, events: EVENTS, isSuspended: false },
  ],
  avatarUrl: null,
  hook: { url: 'https://bots.example/tasks/api/github/webhooks', isJson: true },
  deliveries: [{ event: 'issues', status: 'OK', at: '2026-11-22T12:00:00Z' }],
};
const problems = (health: Partial<AppHealth>, owners: readonly string[] | null = null) =>
  diagnoseApp({ ...HEALTHY, ...health }, owners).flatMap(({ what, todo }) =>
    todo === null ? [] : [what],
  );

describe('the App', () => {
  it('asks for what app.yml asks for', () => {
    const manifest = parse(readFileSync('app.yml', 'utf8'));
    expect(manifest.default_permissions).toEqual(PERMISSIONS);
    expect([...manifest.default_events].sort()).toEqual([...EVENTS].sort());
  });

  it('that is complete has nothing to do', () => {
    expect(problems({})).toEqual([]);
    expect(problems({ permissions: { ...PERMISSIONS, contents: 'write' } })).toEqual([]);
  });

  it.each<[string, Partial<AppHealth>, RegExp]>([
    ['lacks a permission', { permissions: { ...PERMISSIONS, issues: 'read' } }, /issues: write/],
    ['does not hear of an event', { events: ['issues'] }, /issue_comment, label/],
    ['is public and serves everybody', { isPublic: true }, /OWNERS is not set/],
    ['is installed nowhere', { installations: [] }, /installed nowhere/],
    [
      'is suspended',
      { installations: [{ account: 'x', permissions: {}, events: [], isSuspended: true }] },
      /the installation on x is suspended/,
    ],
    [
      'waits for its owner to accept permissions',
      { installations: [{ account: 'x', permissions: {}, events: EVENTS, isSuspended: false }] },
      /the installation on x lacks permissions/,
    ],
  ])('that %s is told so', (_, health, words) => {
    expect(problems(health)).toEqual([expect.stringMatching(words)]);
  });

  it('that is public may be: OWNERS says whom it serves', () => {
    expect(problems({ isPublic: true }, ['mosn'])).toEqual([]);
  });
});

const HERE = 'https://bots.example/tasks/api/github/webhooks';
const inbound = (health: Partial<AppHealth>, webhookUrl: string | null = HERE) =>
  inboundFindings({ ...HEALTHY, ...health }, webhookUrl).flatMap(({ what, todo }) =>
    todo === null ? [] : [what],
  );

describe('what has to come in', () => {
  it('has nothing to do where GitHub delivers here, or does not tell', () => {
    expect(inbound({})).toEqual([]);
    expect(inbound({ hook: null, deliveries: null })).toEqual([]);
    expect(inbound({}, null)).toEqual([]);
  });

  it.each<[string, Partial<AppHealth>, RegExp]>([
    [
      'goes elsewhere',
      { hook: { url: 'https://smee.io/x', isJson: true } },
      /delivers to https:\/\/smee\.io\/x, and this server is at https:\/\/bots\.example\/tasks\//,
    ],
    ['goes nowhere', { hook: { url: null, isJson: true } }, /the App has no webhook/],
    ['comes as a form', { hook: { url: HERE, isJson: false } }, /sends forms/],
    [
      'does not arrive',
      {
        deliveries: [
          { event: 'issues', status: 'OK', at: '2026-11-22T12:00:00Z' },
          { event: 'push', status: 'timed out', at: '2026-11-22T11:00:00Z' },
        ],
      },
      /1 of the last 2 deliveries failed, the newest at 2026-11-22T11:00:00Z: push, timed out/,
    ],
  ])('and %s is named', (_, health, words) => {
    expect(inbound(health)).toEqual([expect.stringMatching(words)]);
  });
});

describe('what has to come out', () => {
  const hosts = (...given: Parameters<typeof outboundHosts>) =>
    outboundHosts(...given).map(({ host }) => host);

  it('is the API, and the pictures of people wherever GitHub keeps them', () => {
    expect(hosts('https://api.github.com', null)).toEqual([
      'api.github.com',
      'avatars.githubusercontent.com',
    ]);
    const picture = 'https://avatars.ghe.example/u/1?v=4';
    expect(hosts('https://ghe.example/api/v3', picture)).toEqual([
      'ghe.example',
      'avatars.ghe.example',
    ]);
    expect(hosts('https://ghe.example/api/v3', 'https://ghe.example/avatars/u/1')).toEqual([
      'ghe.example',
    ]);
  });
});
