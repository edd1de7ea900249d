/** A repository in which everything happened that the bot reads, writes or hears of. */
import type { EmbeddedGitHub } from '@newbie-tasks/embedded-github';
import { LAYOTTO } from './a-bot.js';

/** What there is to ask for. */
export type Made = {
  readonly issue: number;
  readonly comment: number;
  /** One that nobody needs any more. */
  readonly passingComment: number;
  readonly pull: number;
  /** The newest commit, and its tree. */
  readonly head: string;
  readonly tree: string;
  /** A branch that is ahead, and a commit for it. */
  readonly branch: string;
  readonly next: string;
  /** Of an App's registration. */
  readonly code: string;
};

/** Done by people, so that the bot hears of it. */
export async function makeBusy(github: EmbeddedGitHub): Promise<Made> {
  const thread = await discuss(github);
  const files = await push(github);
  const pull = await propose(github);
  await move(github);
  return { ...thread, ...files, pull, code: await register(github) };
}

async function discuss(github: EmbeddedGitHub) {
  const { issues } = github.as('maintainer').rest;
  const { data: issue } = await issues.create({
    ...{ ...LAYOTTO, title: 'Say more', body: 'of what went wrong', labels: ['help wanted'] },
  });
  const there = { ...LAYOTTO, issue_number: issue.number };
  await issues.addAssignees({ ...there, assignees: ['maintainer'] });
  await issues.removeAssignees({ ...there, assignees: ['maintainer'] });
  await issues.addLabels({ ...there, labels: ['easy', 'passing'] });
  await issues.removeLabel({ ...there, name: 'passing' });
  await issues.update({ ...there, title: 'Say much more', body: 'of all that went wrong' });
  await issues.update({ ...there, state: 'closed' });
  await issues.update({ ...there, state: 'open' });
  const { data: comment } = await issues.createComment({ ...there, body: '/claim' });
  await issues.updateComment({ ...LAYOTTO, comment_id: comment.id, body: '/claim, please' });
  const { data: passing } = await issues.createComment({ ...there, body: 'in passing' });
  const { data: third } = await issues.createComment({ ...there, body: 'not meant' });
  await issues.deleteComment({ ...LAYOTTO, comment_id: third.id });
  const { data: part } = await issues.create({ ...LAYOTTO, title: 'A part', body: 'of it' });
  await issues.addSubIssue({ ...there, sub_issue_id: part.id });
  const { data: moved } = await issues.create({ ...LAYOTTO, title: 'For others' });
  await github.transferIssue('mosn/layotto', moved.number, 'mosn/mosn');
  const { data: gone } = await issues.create({ ...LAYOTTO, title: 'By mistake' });
  await github.lockIssue('mosn/layotto', gone.number);
  await github.unlockIssue('mosn/layotto', gone.number);
  await github.deleteIssue('mosn/layotto', gone.number);
  await issues.createLabel({ ...LAYOTTO, name: 'hard', color: 'b60205' });
  await issues.updateLabel({ ...LAYOTTO, name: 'hard', new_name: 'harder' });
  await issues.deleteLabel({ ...LAYOTTO, name: 'harder' });
  return { issue: issue.number, comment: comment.id, passingComment: passing.id };
}

const BRANCH = 'more';

async function push(github: EmbeddedGitHub) {
  const { repos, git } = github.as('maintainer').rest;
  const file = { ...LAYOTTO, path: '.github/newbie-tasks.yml', message: 'Configure' };
  await repos.createOrUpdateFileContents({ ...file, content: btoa('language: en\n') });
  await repos.createRelease({ ...LAYOTTO, tag_name: 'v1', body: 'The first.' });
  const { data: ref } = await git.getRef({ ...LAYOTTO, ref: 'heads/main' });
  const head = ref.object.sha;
  const { data: commit } = await git.getCommit({ ...LAYOTTO, commit_sha: head });
  const tree = commit.tree.sha;
  await git.createRef({ ...LAYOTTO, ref: `refs/heads/${BRANCH}`, sha: head });
  const more = { ...LAYOTTO, path: 'more.md', message: 'Say more', branch: BRANCH };
  const { data: pushed } = await repos.createOrUpdateFileContents({ ...more, content: btoa('x') });
  const parents = [pushed.commit.sha ?? ''];
  const { data: next } = await git.createCommit({ ...LAYOTTO, message: 'Go on', tree, parents });
  return { head, tree, branch: BRANCH, next: next.sha };
}

async function propose(github: EmbeddedGitHub): Promise<number> {
  const { pulls, repos, git } = github.as('maintainer').rest;
  const { data: main } = await git.getRef({ ...LAYOTTO, ref: 'heads/main' });
  await git.createRef({ ...LAYOTTO, ref: 'refs/heads/fix', sha: main.object.sha });
  const file = { ...LAYOTTO, path: 'fix.md', message: 'Fix it', branch: 'fix' };
  await repos.createOrUpdateFileContents({ ...file, content: btoa('x') });
  const pull = { ...LAYOTTO, title: 'Fix it', head: 'fix', base: 'main', body: 'Fixes #1' };
  const { data } = await pulls.create(pull);
  const there = { ...LAYOTTO, pull_number: data.number };
  await pulls.update({ ...there, body: 'Fixes #1 and #2' });
  await pulls.update({ ...there, state: 'closed' });
  return data.number;
}

/** Places come, change and go: another owner's, so that ours stays where it is. */
async function move(github: EmbeddedGitHub): Promise<void> {
  const { repos } = github.as('maintainer').rest;
  await repos.update({ ...LAYOTTO, description: 'A runtime' });
  await github.createRepository('sofastack', 'passing');
  await github.renameRepository('sofastack/passing', 'past');
  await github.archive('sofastack/past');
  await github.unarchive('sofastack/past');
  await github.setPrivate('sofastack/past', true);
  await github.setPrivate('sofastack/past', false);
  await github.transferRepository('sofastack/past', 'mosn');
  await github.deleteRepository('mosn/past');
  await github.suspend('sofastack');
  await github.unsuspend('sofastack');
  await github.renameOwner('sofastack', 'sofa');
}

/** As a browser that says yes to everything. */
async function register(github: EmbeddedGitHub): Promise<string> {
  const manifest = {
    name: 'newbie-tasks',
    url: github.url,
    redirect_url: `${github.url}/done`,
    default_events: ['issues'],
  };
  const answer = await fetch(`${github.url}/settings/apps/new`, {
    method: 'POST',
    body: new URLSearchParams({ manifest: JSON.stringify(manifest) }),
    redirect: 'manual',
  });
  return new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? '';
}
