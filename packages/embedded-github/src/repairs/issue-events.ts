import { type Answer, jsonAnswer, listOf } from '../server/answer.js';
import type { Call, Context, Found, Repair } from '../server/context.js';
import { forward } from '../server/forward.js';
import { storedNumber } from '../state/numbering.js';
import type { PastEvent, RepositoryRecord } from '../state/records.js';
import { show } from '../state/show.js';
import { pageOf } from './listing.js';
import { eventsAs, issueAs, timelineOf } from './timeline.js';

const REPOSITORY = '^/repos/[^/]+/[^/]+';

/** What happened: the emulator keeps half of it, and tells nothing of a whole repository. */
export const eventRepairs: readonly Repair[] = [
  { method: 'GET', path: new RegExp(`${REPOSITORY}/issues/events$`), answer: ofRepository },
  {
    method: 'GET',
    path: new RegExp(`${REPOSITORY}/issues/(?<number>\\d+)/events$`),
    answer: (context, call, found) => ofIssue(context, call, found, eventsOf),
  },
  {
    method: 'GET',
    path: new RegExp(`${REPOSITORY}/issues/(?<number>\\d+)/timeline$`),
    answer: (context, call, found) => ofIssue(context, call, found, timelineOf),
  },
];

type Json = Readonly<Record<string, unknown>>;

/** Newest first, each with its issue as it is now. */
async function ofRepository(context: Context, call: Call): Promise<Answer | null> {
  const { repository } = call;
  if (!repository) return null;
  const like = await likeOf(context, call);
  if (like.status !== 200) return like;
  const all = [...repository.history].flatMap(([stored, { events }]) =>
    events.map((event) => ({ stored, event })),
  );
  const there = all.filter(({ stored }) => !repository.gone.has(stored));
  there.sort((one, other) => other.event.id - one.event.id);
  const page = pageOf(there, call, context.records.url, like);
  const ids = listOf(page).map(({ event }) => Number((event as PastEvent).id));
  const shown = there.filter(({ event }) => ids.includes(event.id));
  const numbers = [...new Set(shown.map(({ stored }) => stored))];
  const issues = new Map<number, Json>();
  for (const stored of numbers) issues.set(stored, await issueAs(context, repository, stored));
  const told = await eventsAs(
    context,
    repository,
    shown.map(({ event }) => event),
  );
  const full = told.map((event, position) => ({
    ...event,
    issue: structuredClone(issues.get(shown[position]?.stored ?? 0)),
  }));
  show(context.records, full);
  return jsonAnswer(200, full, page.headers);
}

/** Oldest first. */
async function ofIssue(
  context: Context,
  call: Call,
  { number }: Found,
  entriesOf: (context: Context, repository: RepositoryRecord, stored: number) => Promise<Json[]>,
): Promise<Answer | null> {
  const { repository } = call;
  const stored = repository && storedNumber(repository.issues, Number(number));
  if (!stored || !repository.history.has(stored)) return null;
  const like = await likeOf(context, call);
  if (like.status !== 200) return like;
  return pageOf(await entriesOf(context, repository, stored), call, context.records.url, like);
}

/** Rights are the emulator's. */
function likeOf(context: Context, call: Call): Promise<Answer> {
  const path = `/repos/${call.repository?.name}/issues`;
  return forward(context, call, { path, query: new URLSearchParams({ per_page: '1' }) });
}

async function eventsOf(
  context: Context,
  repository: RepositoryRecord,
  stored: number,
): Promise<Json[]> {
  return eventsAs(context, repository, repository.history.get(stored)?.events ?? []);
}
