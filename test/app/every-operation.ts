/** Every operation that the bot calls, with parameters such as it sends. */
import { LAYOTTO } from './a-bot.js';
import type { Made } from './a-busy-repository.js';

export type Parameters = Readonly<Record<string, unknown>>;

const R = '/repos/{owner}/{repo}';

export function everyOperation(
  made: Made,
  installation_id: number,
): Readonly<Record<string, Parameters>> {
  const { issue, comment, passingComment, pull, head, tree, branch, next, code } = made;
  const list = { ...LAYOTTO, per_page: 100 };
  const issues = { ...LAYOTTO, issue_number: issue };
  const comments = { ...LAYOTTO, comment_id: comment };
  return {
    'GET /app': {},
    'GET /app/hook/config': {},
    'GET /app/hook/deliveries': { per_page: 100 },
    'GET /app/installations': { per_page: 100 },
    'POST /app/installations/{installation_id}/access_tokens': { installation_id },
    'POST /app-manifests/{code}/conversions': { code },
    'GET /apps/{app_slug}': { app_slug: 'newbie-tasks' },
    'GET /installation/repositories': { per_page: 100 },
    [`GET ${R}`]: LAYOTTO,
    [`GET ${R}/collaborators/{username}/permission`]: { ...LAYOTTO, username: 'maintainer' },
    [`GET ${R}/commits`]: { ...LAYOTTO, sha: 'main', until: '2030-01-01T00:00:00Z', per_page: 1 },
    [`GET ${R}/contents/{path}`]: { ...LAYOTTO, path: '.github/newbie-tasks.yml' },
    [`POST ${R}/git/blobs`]: { ...LAYOTTO, content: btoa('x'), encoding: 'base64' },
    [`POST ${R}/git/commits`]: { ...LAYOTTO, message: 'x', tree, parents: [head] },
    [`GET ${R}/git/commits/{commit_sha}`]: { ...LAYOTTO, commit_sha: head },
    [`GET ${R}/git/ref/{ref}`]: { ...LAYOTTO, ref: 'heads/main' },
    [`POST ${R}/git/refs`]: { ...LAYOTTO, ref: 'refs/heads/new', sha: head },
    [`PATCH ${R}/git/refs/{ref}`]: { ...LAYOTTO, ref: `heads/${branch}`, sha: next, force: false },
    [`POST ${R}/git/trees`]: {
      ...{ ...LAYOTTO, base_tree: tree },
      tree: [{ path: 'x.md', mode: '100644', type: 'blob', content: 'x' }],
    },
    [`GET ${R}/git/trees/{tree_sha}`]: { ...LAYOTTO, tree_sha: 'main:.github' },
    [`GET ${R}/installation`]: LAYOTTO,
    [`GET ${R}/issues`]: { ...list, state: 'all', labels: 'easy', since: '2020-01-01T00:00:00Z' },
    [`POST ${R}/issues`]: { ...LAYOTTO, title: 'x', body: 'x', labels: ['easy'] },
    [`GET ${R}/issues/comments`]: { ...list, sort: 'updated', direction: 'asc' },
    [`GET ${R}/issues/comments/{comment_id}`]: comments,
    [`PATCH ${R}/issues/comments/{comment_id}`]: { ...comments, body: '/claim' },
    [`DELETE ${R}/issues/comments/{comment_id}`]: { ...LAYOTTO, comment_id: passingComment },
    [`POST ${R}/issues/comments/{comment_id}/reactions`]: { ...comments, content: '+1' },
    [`GET ${R}/issues/events`]: list,
    [`GET ${R}/issues/{issue_number}`]: issues,
    [`PATCH ${R}/issues/{issue_number}`]: { ...issues, body: 'of everything' },
    [`POST ${R}/issues/{issue_number}/assignees`]: { ...issues, assignees: ['maintainer'] },
    [`DELETE ${R}/issues/{issue_number}/assignees`]: { ...issues, assignees: ['maintainer'] },
    [`GET ${R}/issues/{issue_number}/comments`]: { ...issues, per_page: 100 },
    [`POST ${R}/issues/{issue_number}/comments`]: { ...issues, body: 'a plan' },
    [`GET ${R}/issues/{issue_number}/events`]: { ...issues, per_page: 100 },
    [`POST ${R}/issues/{issue_number}/labels`]: { ...issues, labels: ['claimed'] },
    [`DELETE ${R}/issues/{issue_number}/labels/{name}`]: { ...issues, name: 'help wanted' },
    [`GET ${R}/issues/{issue_number}/sub_issues`]: { ...issues, per_page: 100 },
    [`GET ${R}/labels`]: list,
    [`POST ${R}/labels`]: { ...LAYOTTO, name: 'medium', color: 'fbca04', description: 'A day.' },
    [`PATCH ${R}/labels/{name}`]: { ...LAYOTTO, name: 'easy', color: '7cd197' },
    [`GET ${R}/pulls`]: { ...list, state: 'closed', sort: 'updated', direction: 'desc' },
    [`POST ${R}/pulls`]: { ...LAYOTTO, title: 'x', body: 'x', head: branch, base: 'main' },
    [`PATCH ${R}/pulls/{pull_number}`]: { ...LAYOTTO, pull_number: pull, body: 'x' },
    [`GET ${R}/releases`]: list,
    'GET /user': {},
  };
}
