import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import type { AppHealth } from '../../../src/github/app-health.js';
import { diagnoseApp, EVENTS, PERMISSIONS } from '../../../src/reconcile/diagnosis.js';

const HEALTHY: AppHealth = {
  login: 'newbie-tasks[bot]',
  permissions: PERMISSIONS,
  events: EVENTS,
  isPublic: false,
  installations: [
    { account: 'mosn', permissions: PERMISSIONS, events: EVENTS, isSuspended: false },
  ],
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
    expect(problems({ deliveries: null })).toEqual([]);
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
    [
      'does not get its deliveries',
      {
        deliveries: [
          { event: 'issues', status: 'OK', at: '2026-11-22T12:00:00Z' },
          { event: 'push', status: 'timed out', at: '2026-11-22T11:00:00Z' },
        ],
      },
      /1 of the last 2 deliveries failed, the newest at 2026-11-22T11:00:00Z: push, timed out/,
    ],
  ])('that %s is told so', (_, health, words) => {
    expect(problems(health)).toEqual([expect.stringMatching(words)]);
  });

  it('that is public may be: OWNERS says whom it serves', () => {
    expect(problems({ isPublic: true }, ['mosn'])).toEqual([]);
  });
});
