import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { CONSEQUENCES } from '../../src/events/consequences.js';

type Manifest = {
  readonly name: string;
  readonly description: string;
  readonly url: string;
  readonly public: boolean;
  readonly default_permissions: Readonly<Record<string, string>>;
  readonly default_events: readonly string[];
};

const TEXT = readFileSync('app.yml', 'utf8');
const MANIFEST = parse(TEXT) as Manifest;

/** GitHub sends these to every App, and refuses them in a manifest. */
const COME_BY_THEMSELVES = ['installation', 'installation_repositories', 'installation_target'];

describe('app.yml', () => {
  it('asks for these permissions and no other', () => {
    expect(MANIFEST.default_permissions).toEqual({
      issues: 'write',
      pull_requests: 'read',
      contents: 'read',
      metadata: 'read',
    });
  });

  it('subscribes to these events and no other', () => {
    expect([...MANIFEST.default_events].sort()).toEqual([
      'issue_comment',
      'issues',
      'label',
      'pull_request',
      'push',
      'repository',
    ]);
  });

  it('subscribes to every event that is handled, but for those that come by themselves', () => {
    const handled = Object.keys(CONSEQUENCES);
    const heard = [...MANIFEST.default_events, ...COME_BY_THEMSELVES];
    expect(handled).toContain('issue_comment');
    expect(handled.filter((name) => !heard.includes(name))).toEqual([]);
  });

  it('says in a comment why, above each permission and event', () => {
    const lines = TEXT.split('\n');
    const asked = lines.filter((line) => /^ {2}(- )?\w+(: \w+)?$/.test(line));
    const unexplained = asked.filter((line) => !lines[lines.indexOf(line) - 1]?.startsWith('  # '));
    expect(asked).toHaveLength(10);
    expect(unexplained).toEqual([]);
  });

  it('can be installed by anybody, under the product’s name', () => {
    expect(MANIFEST).toMatchObject({ name: 'newbie-tasks', public: true });
    expect(MANIFEST.description).not.toBe('');
    expect(URL.canParse(MANIFEST.url)).toBe(true);
  });
});
