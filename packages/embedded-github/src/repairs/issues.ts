import { type Answer, bodyOf, jsonAnswer, problem, recordOf } from '../server/answer.js';
import type { Call, Context, Found, Repair } from '../server/context.js';
import { forward, forwardAndShow, listInside, shown } from '../server/forward.js';
import { sameLogin } from '../state/directory.js';
import { storedNumber } from '../state/numbering.js';
import { show } from '../state/show.js';
import { stillThere } from './gone-issues.js';
import { ownNames } from './labels.js';
import { pageOf, sorted, updatedSince } from './listing.js';

export const issueRepairs: readonly Repair[] = [
  { method: 'GET', path: /^\/repos\/[^/]+\/[^/]+\/issues$/, answer: list },
  { method: 'GET', path: /^\/repos\/[^/]+\/[^/]+\/issues\/(?<number>\d+)$/, answer: pullAsIssue },
  { method: 'PUT', path: /^\/repos\/[^/]+\/[^/]+\/issues\/(?<number>\d+)\/lock$/, answer: lock },
];

/** The reason may be left out, and with it the body. */
async function lock(context: Context, call: Call, { number }: Found): Promise<Answer | null> {
  const { repository } = call;
  const stored = repository && storedNumber(repository.issues, Number(number));
  if (!stored) return null;
  const { lock_reason: reason } = bodyOf(call);
  const had = repository.locked.get(stored);
  // Before the delivery, which shall tell of it.
  repository.locked.set(stored, typeof reason === 'string' ? reason : null);
  const answer = await forward(context, call, { body: bodyOf(call) });
  if (answer.status === 204) return answer;
  if (had === undefined) repository.locked.delete(stored);
  else repository.locked.set(stored, had);
  return answer;
}

/** Labels in any case, `since` and order by the dates that are shown, and pull requests too. */
async function list(context: Context, call: Call): Promise<Answer | null> {
  if (!call.repository) return null;
  const assignee = call.query.get('assignee');
  if (assignee && !mayBeAsked(context, assignee)) return unknownAssignee(assignee);
  const query = new URLSearchParams(call.query);
  const labels = query.get('labels')?.split(',').filter(Boolean) ?? [];
  if (labels.length > 0) query.set('labels', (await ownNames(context, call, labels)).join(','));
  // The emulator sorts and filters by its own milliseconds and leaves out pull requests: right in
  // the order of creation, unless older dates are shown.
  const { dates, pulls, gone } = call.repository;
  const asCreated = ['created', null].includes(query.get('sort')) && !query.has('since');
  if (dates.size + pulls.size + gone.size === 0 && asCreated && !query.has('creator')) {
    return forwardAndShow(context, call, { query });
  }
  const like = await forward(context, call, { query: new URLSearchParams({ per_page: '1' }) });
  if (like.status !== 200) return like;
  for (const name of ['since', 'creator', 'sort', 'page', 'per_page']) query.delete(name);
  query.set('direction', 'asc');
  const issues = await listInside(context, `/repos/${call.repository.name}/issues`, query);
  const there = stillThere(call.repository, issues);
  const all = [...there, ...(await pullsAsIssues(context, call, query))];
  show(context.records, all);
  const creator = call.query.get('creator');
  const wanted = all.filter(({ user }) => !creator || sameLogin(loginOf(user), creator));
  const ordered = sorted(updatedSince(wanted, call.query.get('since')), {
    field: FIELDS[call.query.get('sort') ?? ''] ?? 'created_at',
    direction: call.query.get('direction') === 'asc' ? 'asc' : 'desc',
  });
  return pageOf(ordered, call, context.records.url, like);
}

/** Somebody, nobody, or an account of that name. */
function mayBeAsked({ credentials }: Context, assignee: string): boolean {
  const { people, apps } = credentials.directory;
  const known = ['*', 'none', ...people, ...apps.map(({ login }) => login)];
  return known.some((one) => sameLogin(one, assignee));
}

function unknownAssignee(value: string): Answer {
  const error = { value, resource: 'Issue', field: 'assignee', code: 'invalid' };
  return problem(422, 'Validation Failed', [error]);
}

const FIELDS: Readonly<Record<string, string>> = { updated: 'updated_at', comments: 'comments' };

const loginOf = (user: unknown) => String(recordOf(user).login);

/** Pull requests under the conditions that were asked of issues, in stored numbers. */
async function pullsAsIssues(
  context: Context,
  call: Call,
  query: URLSearchParams,
): Promise<Record<string, unknown>[]> {
  if (!call.repository || call.repository.pulls.size === 0) return [];
  const state = new URLSearchParams({ state: query.get('state') ?? 'open', direction: 'asc' });
  const pulls = await listInside(context, `/repos/${call.repository.name}/pulls`, state);
  const labels = query.get('labels')?.split(',').filter(Boolean) ?? [];
  const assignee = query.get('assignee');
  const milestone = query.get('milestone');
  return pulls.map(asIssue).filter((pull) => {
    const names = listed(pull.labels).map(({ name }) => name);
    const logins = listed(pull.assignees).map(loginOf);
    return (
      labels.every((label) => names.includes(label)) &&
      matches(assignee, logins) &&
      matches(milestone, pull.milestone ? [String(recordOf(pull.milestone).number)] : [])
    );
  });
}

function matches(wanted: string | null, values: readonly string[]): boolean {
  if (!wanted) return true;
  if (wanted === '*') return values.length > 0;
  return wanted === 'none' ? values.length === 0 : values.includes(wanted);
}

const listed = (value: unknown) => (Array.isArray(value) ? value.map(recordOf) : []);

/** Its `url` says that it is an issue; showing adds the rest. */
export function asIssue(pull: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const common = AS_ISSUE.map((field) => [field, pull[field]]);
  const url = String(pull.issue_url);
  return {
    ...Object.fromEntries(common),
    url,
    repository_url: url.replace(/\/issues\/\d+$/, ''),
    labels_url: `${url}/labels{/name}`,
    events_url: `${url}/events`,
    timeline_url: `${url}/timeline`,
    state_reason: null,
  };
}

/** A pull request is an issue too on GitHub; the emulator answers 404. */
async function pullAsIssue(context: Context, call: Call, found: Found): Promise<Answer | null> {
  const stored = call.repository && storedNumber(call.repository.issues, Number(found.number));
  if (!stored || !call.repository?.pulls.has(stored)) return null;
  const path = `/repos/${call.repository.name}/pulls/${found.number}`;
  const answer = await forward(context, call, { path });
  if (answer.status !== 200) return answer;
  return shown(context, call, jsonAnswer(200, asIssue(bodyOf(answer)), answer.headers));
}

const AS_ISSUE = [
  ...['id', 'node_id', 'html_url', 'comments_url', 'number', 'title', 'body', 'user', 'state'],
  ...['labels', 'assignee', 'assignees', 'milestone', 'locked', 'comments', 'author_association'],
  ...['created_at', 'updated_at', 'closed_at', 'draft'],
];
