import { type Answer, bodyOf, jsonAnswer, notFound, problem } from '../server/answer.js';
import type { Call, Context, Found, Repair } from '../server/context.js';
import { forward } from '../server/forward.js';
import { storedNumber } from '../state/numbering.js';
import type { IssuePlace, RepositoryRecord } from '../state/records.js';
import { show } from '../state/show.js';
import { pageOf } from './listing.js';
import { issueAs } from './timeline.js';

const ISSUE = '^/repos/[^/]+/[^/]+/issues/(?<number>\\d+)';

/** The emulator has none. https://docs.github.com/rest/issues/sub-issues */
export const subIssueRepairs: readonly Repair[] = [
  { method: 'GET', path: new RegExp(`${ISSUE}/sub_issues$`), answer: list },
  { method: 'POST', path: new RegExp(`${ISSUE}/sub_issues$`), answer: add },
  { method: 'DELETE', path: new RegExp(`${ISSUE}/sub_issue$`), answer: remove },
  { method: 'GET', path: new RegExp(`${ISSUE}/parent$`), answer: parent },
];

async function list(context: Context, call: Call, found: Found): Promise<Answer> {
  const there = await parentAsked(context, call, found);
  if ('status' in there) return there;
  const { place, like } = there;
  const children = place.repository.subIssues.get(place.stored) ?? [];
  const living = children.filter((child) => !child.repository.gone.has(child.stored));
  const issues = await Promise.all(living.map((child) => shownIssue(context, child)));
  return pageOf(issues, call, context.records.url, like);
}

async function add(context: Context, call: Call, found: Found): Promise<Answer> {
  const there = await parentAsked(context, call, found);
  if ('status' in there) return there;
  const allowed = await mayWrite(context, call);
  if (allowed.status !== 422) return allowed;
  const { place, like } = there;
  const { sub_issue_id: id, replace_parent: replaces } = bodyOf(call);
  const child = issueById(context, Number(id));
  if (!child) return problem(404, 'The provided sub-issue does not exist');
  if (ownerOf(child.repository) !== ownerOf(place.repository)) {
    return problem(422, 'Sub issues must belong to the same repository owner as the parent issue');
  }
  const before = parentOf(context, child);
  if (before && replaces !== true) {
    return problem(
      422,
      'An error occured while adding the sub-issue to the parent issue. Issue may not contain duplicate sub-issues and Sub issue may only have one parent',
    );
  }
  if (before) takeOut(before, child);
  const { subIssues } = place.repository;
  subIssues.set(place.stored, [...(subIssues.get(place.stored) ?? []), child]);
  return jsonAnswer(201, await shownIssue(context, place), like.headers);
}

async function remove(context: Context, call: Call, found: Found): Promise<Answer> {
  const there = await parentAsked(context, call, found);
  if ('status' in there) return there;
  const allowed = await mayWrite(context, call);
  if (allowed.status !== 422) return allowed;
  const child = issueById(context, Number(bodyOf(call).sub_issue_id));
  if (!child || !takeOut(there.place, child)) return notFound();
  return jsonAnswer(200, await shownIssue(context, there.place), there.like.headers);
}

async function parent(context: Context, call: Call, found: Found): Promise<Answer> {
  const there = await parentAsked(context, call, found);
  if ('status' in there) return there;
  const above = parentOf(context, there.place);
  return above ? jsonAnswer(200, await shownIssue(context, above), there.like.headers) : notFound();
}

/** The issue of the address, with an answer that lends its headers; or the refusal. */
async function parentAsked(context: Context, call: Call, { number }: Found) {
  const { repository } = call;
  const stored = repository && storedNumber(repository.issues, Number(number));
  if (!repository || !stored) return notFound();
  const path = `/repos/${repository.name}/issues/${number}`;
  const like = await forward(context, call, { method: 'GET', path, query: new URLSearchParams() });
  return like.status === 200 ? { place: { repository, stored }, like } : like;
}

/** Rights come first, and an issue without a title is not made: 422 means yes. */
function mayWrite(context: Context, call: Call): Promise<Answer> {
  const path = `/repos/${call.repository?.name}/issues`;
  return forward(context, call, { method: 'POST', path, body: {} });
}

function issueById({ records }: Context, id: number): IssuePlace | null {
  for (const repository of records.repositories.values()) {
    for (const [stored, history] of repository.history) {
      if (history.id === id && !repository.pulls.has(stored)) return { repository, stored };
    }
  }
  return null;
}

function parentOf({ records }: Context, child: IssuePlace): IssuePlace | null {
  for (const repository of records.repositories.values()) {
    for (const [stored, children] of repository.subIssues) {
      if (children.some((one) => isSame(one, child))) return { repository, stored };
    }
  }
  return null;
}

function takeOut({ repository, stored }: IssuePlace, child: IssuePlace): boolean {
  const before = repository.subIssues.get(stored) ?? [];
  const after = before.filter((one) => !isSame(one, child));
  repository.subIssues.set(stored, after);
  return after.length < before.length;
}

const isSame = (one: IssuePlace, other: IssuePlace) =>
  one.repository === other.repository && one.stored === other.stored;

const ownerOf = ({ name }: RepositoryRecord) => name.split('/')[0]?.toLowerCase();

async function shownIssue(context: Context, { repository, stored }: IssuePlace) {
  const issue = structuredClone(await issueAs(context, repository, stored));
  show(context.records, issue);
  return issue;
}
