/** What we ask people to permit, against GitHub's own table of what each request needs. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { EVENT_PERMISSIONS } from '@newbie-tasks/embedded-github/oracle';
import { parse } from 'yaml';

type Permissions = Readonly<Record<string, string>>;
type Caller = 'app' | 'installation' | 'nobody' | 'publisher' | 'reader' | 'workflow';

const read = (name: string) => JSON.parse(readFileSync(`test/${name}.json`, 'utf8'));
const { operations } = read('oracle/operations') as {
  readonly operations: Readonly<Record<string, readonly Caller[]>>;
};
/** Any one of an operation's permissions is enough; none: everybody may. */
const NEEDS = read('fixtures/github/permissions').operations as Readonly<
  Record<string, Permissions>
>;

const MANIFEST = parse(readFileSync('app.yml', 'utf8')) as {
  readonly default_permissions: Permissions;
  readonly default_events: readonly string[];
};

/** In a workflow the names have hyphens, and metadata can always be read. */
const WORKFLOW: Permissions = {
  metadata: 'read',
  ...Object.fromEntries(
    Object.entries(workflowPermissions()).map(([name, access]) => [
      name.replaceAll('-', '_'),
      access,
    ]),
  ),
};

function workflowPermissions(): Permissions {
  const [, text = ''] = /```yaml\n(.*?)```/s.exec(readFileSync('docs/action.md', 'utf8')) ?? [];
  return (parse(text) as { readonly permissions: Permissions }).permissions;
}

const calledBy = (caller: Caller) =>
  Object.keys(operations).filter((operation) => operations[operation]?.includes(caller));

function allows(granted: Permissions, needed: Permissions | undefined): boolean {
  const all = Object.entries(needed ?? {});
  const isEnough = ([name, access]: [string, string]) =>
    granted[name] === 'write' || (granted[name] === 'read' && access === 'read');
  return all.length === 0 || all.some(isEnough);
}

/** What becomes impossible if a permission is taken away, or only lowered to reading. */
function lostWithout(granted: Permissions, name: string, wanted: readonly Permissions[]) {
  const { [name]: access, ...rest } = granted;
  const less = access === 'write' ? { ...rest, [name]: 'read' } : rest;
  return wanted.filter((needed) => !allows(less, needed));
}

describe('the permissions of the App', () => {
  const granted = MANIFEST.default_permissions;
  const wanted = [
    ...calledBy('installation').map((operation) => NEEDS[operation] ?? {}),
    ...MANIFEST.default_events.map((event) => EVENT_PERMISSIONS[event] ?? {}),
  ];

  it('allow every request that it sends as an installation', () => {
    const refused = calledBy('installation').filter(
      (operation) => !allows(granted, NEEDS[operation]),
    );
    expect(refused).toEqual([]);
  });

  it('let GitHub deliver every event that it subscribes to', () => {
    const undelivered = MANIFEST.default_events.filter(
      (event) => !allows(granted, EVENT_PERMISSIONS[event]),
    );
    expect(undelivered).toEqual([]);
    expect(MANIFEST.default_events.filter((event) => !(event in EVENT_PERMISSIONS))).toEqual([]);
  });

  it.each(Object.keys(granted))('are no more than needed: %s', (name) => {
    expect(lostWithout(granted, name, wanted)).not.toEqual([]);
  });

  it('do not let it publish with pull requests, unless somebody permits more', () => {
    // docs/newsletter.md: PUBLISH_TOKEN, or an App that may write contents and pull requests there.
    const exceptions = calledBy('publisher').filter((each) => !allows(granted, NEEDS[each]));
    expect(exceptions).toEqual([
      'POST /repos/{owner}/{repo}/git/blobs',
      'POST /repos/{owner}/{repo}/git/commits',
      'POST /repos/{owner}/{repo}/git/refs',
      'PATCH /repos/{owner}/{repo}/git/refs/{ref}',
      'POST /repos/{owner}/{repo}/git/trees',
      'POST /repos/{owner}/{repo}/pulls',
      'PATCH /repos/{owner}/{repo}/pulls/{pull_number}',
    ]);
    const more = { ...granted, contents: 'write', pull_requests: 'write' };
    expect(exceptions.filter((each) => !allows(more, NEEDS[each]))).toEqual([]);
    expect(exceptions.filter((each) => operations[each]?.includes('installation'))).toEqual([]);
  });
});

describe('the permissions of the workflow in docs/action.md', () => {
  const wanted = calledBy('workflow').map((operation) => NEEDS[operation] ?? {});

  it('allow every request that the Action sends', () => {
    const refused = calledBy('workflow').filter((operation) => !allows(WORKFLOW, NEEDS[operation]));
    expect(refused).toEqual([]);
  });

  it.each(Object.keys(WORKFLOW))('are no more than needed: %s', (name) => {
    expect(lostWithout(WORKFLOW, name, wanted)).not.toEqual([]);
  });
});

describe('GitHub’s table of permissions', () => {
  it('has every operation that is called with a permission', () => {
    const callers: readonly Caller[] = ['installation', 'publisher', 'workflow'];
    const called = new Set(callers.flatMap(calledBy));
    // With a person's token alone, which is asked whose it is.
    called.delete('GET /user');
    expect(Object.keys(NEEDS).sort()).toEqual([...called].sort());
  });
});
