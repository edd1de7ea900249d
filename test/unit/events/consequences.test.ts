import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { consequencesOf } from '../../../src/events/consequences.js';
import { BOT } from '../a-thread.js';

const repository = { full_name: 'mosn/layotto', default_branch: 'main' };
const wanted = (name: string, payload: object) =>
  consequencesOf({ name, payload: { repository, sender: { login: 'ann' }, ...payload } }, BOT);
const shown = (name: string, payload: object) =>
  wanted(name, payload).requests.map((look) =>
    look.kind === 'issue' ? `#${look.number} ${look.labelled.join()}`.trim() : look.repo,
  );

describe('a delivery asks for a look', () => {
  it.each([
    ['issues', { action: 'opened', issue: { number: 5 } }, ['#5']],
    ['issues', { action: 'labeled', issue: { number: 5 }, label: { name: 'easy' } }, ['#5 easy']],
    ['issues', { action: 'unassigned', issue: { number: 5 } }, ['#5']],
    ['issues', { action: 'transferred', issue: { number: 5 } }, ['layotto']],
    ['issue_comment', { action: 'created', issue: { number: 5 }, comment: { id: 1 } }, ['#5']],
    ['issue_comment', { action: 'deleted', issue: { number: 5 }, comment: { id: 1 } }, ['#5']],
    ['label', { action: 'deleted' }, ['layotto']],
    ['repository', { action: 'created' }, ['layotto']],
    ['installation', { action: 'created', repositories: [{ full_name: 'a/b' }] }, ['b']],
    ['installation', { action: 'deleted', repositories: [{ full_name: 'a/b' }] }, []],
    [
      'installation_repositories',
      { action: 'added', repositories_added: [{ full_name: 'a/c' }] },
      ['c'],
    ],
    ['watch', { action: 'started' }, []],
  ])('%s %j', (name, payload, expected) => {
    expect(shown(name, payload)).toEqual(expected);
  });

  it('but not where somebody deletes a comment of ours', () => {
    const comment = { id: 1, user: { login: BOT } };
    expect(shown('issue_comment', { action: 'deleted', issue: { number: 5 }, comment })).toEqual(
      [],
    );
  });

  it('but not for a comment on a pull request', () => {
    const issue = { number: 5, pull_request: {} };
    expect(shown('issue_comment', { action: 'created', issue })).toEqual([]);
  });

  it('but not for what our own account did', () => {
    const own = { action: 'created', issue: { number: 5 }, sender: { login: BOT } };
    expect(shown('issue_comment', own)).toEqual([]);
  });

  it.each([
    ['main', ['.github/newbie-tasks.yml'], 1],
    ['main', ['README.md'], 0],
    ['topic', ['.github/newbie-tasks.yml'], 0],
  ])('a push to %s of %j reads the configuration %d times', (branch, modified, times) => {
    const { configOf } = wanted('push', { ref: `refs/heads/${branch}`, commits: [{ modified }] });
    expect(configOf).toHaveLength(times);
  });

  it('for every issue that a pull request names, or named before its edit', () => {
    const pull_request = { title: 'Fix #5', body: 'Closes mosn/layotto#6, not other/repo#7' };
    const changes = { body: { from: 'Fixes #8' } };
    expect(shown('pull_request', { action: 'edited', pull_request, changes })).toEqual([
      '#5',
      '#6',
      '#8',
    ]);
  });

  it('whatever the payload lacks', () => {
    const names = fc.constantFrom('issues', 'issue_comment', 'label', 'push', 'installation');
    fc.assert(
      fc.property(names, fc.object(), (name, payload) => {
        expect(consequencesOf({ name, payload }, BOT).requests.length).toBeLessThan(100);
      }),
    );
  });
});

describe('a repository, or an account, that changed', () => {
  const repository = { full_name: 'newest/layotto2' };
  const to = { owner: 'newest', repo: 'layotto2' };
  const told = (action: string, changes: object = {}) =>
    consequencesOf({ name: 'repository', payload: { action, repository, changes } }, BOT);

  it('takes its new name, whether it was renamed, transferred, or both', () => {
    const name = { repository: { name: { from: 'layotto' } } };
    expect(told('renamed', name)).toMatchObject({
      renamed: [{ from: { owner: 'newest', repo: 'layotto' }, to }],
      requests: [{ kind: 'project', ...to }],
      owners: ['newest'],
    });
    for (const before of ['organization', 'user']) {
      const owner = { owner: { from: { [before]: { login: 'mosn' } } } };
      expect(told('transferred', owner)).toMatchObject({
        renamed: [{ from: { owner: 'mosn', repo: 'layotto2' }, to }],
        requests: [{ kind: 'sweep', isQuick: false, ...to }],
        owners: ['newest', 'mosn'],
      });
    }
  });

  it.each(['archived', 'deleted'])('is left at once where it was %s', (action) => {
    expect(told(action)).toMatchObject({ left: [to], requests: [], owners: ['newest'] });
  });

  it.each(['unarchived', 'publicized'])('is looked through where it was %s', (action) => {
    expect(told(action).requests).toEqual([{ kind: 'sweep', isQuick: false, ...to }]);
  });

  it('is shown nowhere where it was privatized', () => {
    const payload = { action: 'privatized', repository: { ...repository, private: true } };
    expect(consequencesOf({ name: 'repository', payload }, BOT).hidden).toEqual([to]);
  });

  it('is known by its account’s new name', () => {
    const payload = {
      ...{ action: 'renamed', account: { login: 'newest' } },
      changes: { login: { from: 'mosn' } },
    };
    expect(consequencesOf({ name: 'installation_target', payload }, BOT)).toMatchObject({
      renamedOwners: [{ from: 'mosn', to: 'newest' }],
    });
  });

  it.each([
    ['unsuspend', ['mosn']],
    ['new_permissions_accepted', ['mosn']],
    ['created', []],
  ])('after installation.%s, all is looked through that nobody heard of', (action, back) => {
    const payload = { action, installation: { account: { login: 'mosn' } } };
    expect(consequencesOf({ name: 'installation', payload }, BOT)).toMatchObject({ back });
  });

  it('is left where the installation does not see it any more', () => {
    const payload = { action: 'removed', repositories_removed: [repository] };
    const { left } = consequencesOf({ name: 'installation_repositories', payload }, BOT);
    expect(left).toEqual([to]);
  });
});
