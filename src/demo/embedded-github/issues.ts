import { type Answer, bodyOf, jsonAnswer } from './answer.js';
import type { Backstage, Call, Found, Mend } from './backstage.js';
import { forward, forwardAndShow, listInside, shown } from './backstage.js';
import { ownNames } from './labels.js';
import { pageOf, sorted, updatedSince } from './listing.js';
import { storedNumber } from './numbering.js';
import { show } from './show.js';

export const issueMends: readonly Mend[] = [
  { method: 'GET', path: /^\/repos\/[^/]+\/[^/]+\/issues$/, answer: list },
  { method: 'GET', path: /^\/repos\/[^/]+\/[^/]+\/issues\/(?<number>\d+)$/, answer: pullAsIssue },
];

/** Labels in any case, and `since` and order by the dates that are shown. */

async function list(stage: Backstage, call: Call): Promise<Answer | null> {
  if (!call.repository) return null;
  const query = new URLSearchParams(call.query);
  const labels = query.get('labels')?.split(',').filter(Boolean) ?? [];
  if (labels.length > 0) query.set('labels', (await ownNames(stage, call, labels)).join(','));
  // The emulator sorts and filters by its own dates: right, unless older ones are shown. And it
  // compares `since` as text, which misses its own milliseconds.
  if (call.repository.dates.size === 0 && !query.has('since')) {
    return forwardAndShow(stage, call, { query });
  }
  const like = await forward(stage, call, { query: new URLSearchParams({ per_page: '1' }) });
  if (like.status !== 200) return like;
  for (const name of ['since', 'sort', 'page', 'per_page']) query.delete(name);
  query.set('direction', 'asc');
  const issues = await listInside(stage, `/repos/${call.repository.name}/issues`, query);
  show(stage.records, issues);
  const ordered = sorted(updatedSince(issues, call.query.get('since')), {
    field: FIELDS[call.query.get('sort') ?? ''] ?? 'created_at',
    direction: call.query.get('direction') === 'asc' ? 'asc' : 'desc',
  });
  return pageOf(ordered, call, stage.records.url, like);
}

const FIELDS: Readonly<Record<string, string>> = { updated: 'updated_at', comments: 'comments' };

/** A pull request is an issue too on GitHub; the emulator answers 404. */
async function pullAsIssue(stage: Backstage, call: Call, found: Found): Promise<Answer | null> {
  const stored = call.repository && storedNumber(call.repository.issues, Number(found.number));
  if (!stored || !call.repository?.pulls.has(stored)) return null;
  const path = `/repos/${call.repository.name}/pulls/${found.number}`;
  const answer = await forward(stage, call, { path });
  if (answer.status !== 200) return answer;
  const pull = bodyOf(answer);
  const common = AS_ISSUE.map((field) => [field, pull[field]]);
  const issue = { ...Object.fromEntries(common), url: pull.issue_url, state_reason: null };
  return shown(stage, call, jsonAnswer(200, issue, answer.headers));
}

const AS_ISSUE = [
  ...['id', 'node_id', 'html_url', 'comments_url', 'number', 'title', 'body', 'user', 'state'],
  ...['labels', 'assignee', 'assignees', 'milestone', 'locked', 'comments', 'author_association'],
  ...['created_at', 'updated_at', 'closed_at'],
];
