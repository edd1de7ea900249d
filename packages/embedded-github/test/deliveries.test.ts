import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { EmbeddedGitHub } from '@newbie-tasks/embedded-github';
import { startGitHub } from './a-github.js';

const LAYOTTO = { owner: 'mosn', repo: 'layotto' };
const layotto = 'mosn/layotto';

let github: EmbeddedGitHub;
let before = 0;

beforeAll(async () => {
  github = await startGitHub({
    organisations: [{ login: 'mosn', repositories: ['layotto'], members: ['keeper'] }],
    people: ['ann'],
  });
  await github.seedIssue({ repository: layotto, number: 7, author: 'ann', title: 'A', body: 'a' });
  await github.quiet(50);
});

beforeEach(() => {
  before = github.deliveries.length;
});

afterAll(() => github.close());

/** What the bot was told in this test of one kind. */
async function told(event: string) {
  await github.quiet(50);
  const heard = github.deliveries.slice(before).filter((delivery) => delivery.event === event);
  return heard.map(({ body }) => JSON.parse(body));
}

it('says what an edit of an issue changed', async () => {
  const issue = { ...LAYOTTO, issue_number: 7 };
  const { issues } = github.as('keeper');
  await issues.update({ ...issue, title: 'B' });
  await issues.update({ ...issue, title: 'C', body: 'c' });
  await issues.update({ ...issue, title: 'C' });
  const edits = (await told('issues')).map(({ action, changes }) => [action, changes]);
  expect(edits).toEqual([
    ['edited', { title: { from: 'A' } }],
    ['edited', { title: { from: 'B' }, body: { from: 'a' } }],
  ]);
});

it('says what was written in a comment before', async () => {
  const comment = { repository: layotto, number: 7, author: 'ann', body: 'one' };
  const { id } = await github.seedComment(comment);
  const { issues } = github.as('ann');
  await issues.updateComment({ ...LAYOTTO, comment_id: id, body: 'two' });
  await issues.updateComment({ ...LAYOTTO, comment_id: id, body: 'three' });
  const edits = (await told('issue_comment')).map(({ changes }) => changes);
  expect(edits).toEqual([{ body: { from: 'one' } }, { body: { from: 'two' } }]);
});

it('says what an edit of a pull request changed', async () => {
  const { number } = await github.seedPull({ repository: layotto, author: 'ann', title: 'Fix' });
  await github.as('ann').pulls.update({ ...LAYOTTO, pull_number: number, title: 'Fix it' });
  const [edit] = await told('pull_request');
  expect(edit).toMatchObject({ action: 'edited', changes: { title: { from: 'Fix' } } });
});

it('says what a label was before, and shows whole labels', async () => {
  const { issues } = github.as('keeper');
  const label = { ...LAYOTTO, name: 'easy' };
  const { data: created } = await issues.createLabel({ ...label, color: '00ff00' });
  await issues.updateLabel({ ...label, new_name: 'simple', color: '00ff00' });
  await issues.addLabels({ ...LAYOTTO, issue_number: 7, labels: ['simple'] });
  await issues.removeLabel({ ...LAYOTTO, issue_number: 7, name: 'simple' });
  const edits = (await told('label')).filter(({ action }) => action === 'edited');
  expect(edits).toMatchObject([{ changes: { name: { from: 'easy' } }, label: { id: created.id } }]);
  expect(Object.keys(edits[0].changes)).toEqual(['name']);
  const whole = { id: created.id, node_id: created.node_id, default: false, name: 'simple' };
  expect((await told('issues')).map((one) => one.label)).toMatchObject([whole, whole]);
});

it('says which files a push added, modified and removed, by either API', async () => {
  const { repos, git } = github.as('keeper');
  const file = { ...LAYOTTO, path: 'a.md', message: 'Add a' };
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  await repos.createOrUpdateFileContents({ ...file, content: base64('a') });
  const { data: main } = await git.getRef({ ...LAYOTTO, ref: 'heads/main' });
  const { sha } = main.object;
  const { data: tip } = await git.getCommit({ ...LAYOTTO, commit_sha: sha });
  const { data: tree } = await git.createTree({
    ...{ ...LAYOTTO, base_tree: tip.tree.sha },
    tree: [
      { path: 'a.md', mode: '100644', type: 'blob', content: 'changed' },
      { path: 'b.md', mode: '100644', type: 'blob', content: 'b' },
    ],
  });
  const commit = { ...LAYOTTO, message: 'Change', tree: tree.sha, parents: [sha] };
  const { data: change } = await git.createCommit(commit);
  await git.updateRef({ ...LAYOTTO, ref: 'heads/main', sha: change.sha });
  const pushes = await told('push');
  expect(pushes).toMatchObject([
    { commits: [{ message: 'Add a', added: ['a.md'], modified: [], removed: [] }] },
    {
      before: sha,
      after: change.sha,
      ...{ created: false, deleted: false, forced: false },
      commits: [{ id: change.sha, added: ['b.md'], modified: ['a.md'], removed: [] }],
      head_commit: { id: change.sha },
      pusher: { name: 'keeper' },
      repository: { created_at: expect.any(Number), pushed_at: expect.any(Number) },
    },
  ]);
});
