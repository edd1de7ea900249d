import { type Answer, jsonAnswer, jsonOf, notFound, recordOf } from '../server/answer.js';
import type { Call, Context, Found, Repair } from '../server/context.js';
import { forward, listInside } from '../server/forward.js';
import { mayPush } from '../server/refusals.js';
import type { RepositoryRecord } from '../state/records.js';
import { pageOf, sorted } from './listing.js';

const RELEASES = '^/repos/(?<name>[^/]+/[^/]+)/releases';

/** By the dates that are shown, and drafts only to those who may push. */
export const releaseRepairs: readonly Repair[] = [
  { method: 'GET', path: new RegExp(`${RELEASES}$`), answer: list },
  { method: 'GET', path: new RegExp(`${RELEASES}/latest$`), answer: latest },
  { method: 'GET', path: new RegExp(`${RELEASES}/(tags/.+|\\d+)$`), answer: one },
];

async function list(context: Context, call: Call): Promise<Answer | null> {
  if (!call.repository) return null;
  const like = await forward(context, call, { query: new URLSearchParams({ per_page: '1' }) });
  if (like.status !== 200) return like;
  return pageOf(await visible(context, call, call.repository), call, context.records.url, like);
}

async function latest(context: Context, call: Call, found: Found): Promise<Answer | null> {
  if (!call.repository) return null;
  const path = `/repos/${found.name}/releases`;
  const like = await forward(context, call, { path });
  if (like.status !== 200) return like;
  const releases = await visible(context, call, call.repository);
  const newest = releases.find(({ draft, prerelease }) => !draft && !prerelease);
  return newest ? jsonAnswer(200, newest) : notFound();
}

async function one(context: Context, call: Call): Promise<Answer | null> {
  const answer = await forward(context, call);
  if (!call.repository || answer.status !== 200) return answer;
  const release = dated(call.repository, recordOf(jsonOf(answer)));
  return release.draft && !mayPush(context, call) ? notFound() : jsonAnswer(200, release);
}

/** Newest first. */
async function visible(context: Context, call: Call, repository: RepositoryRecord) {
  const all = await listInside(context, `/repos/${repository.name}/releases`);
  const releases = all.map((release) => dated(repository, release));
  const seen = releases.filter(({ draft }) => !draft || mayPush(context, call));
  return sorted(seen, { field: 'created_at', direction: 'desc' });
}

function dated(
  { releases }: RepositoryRecord,
  release: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const publishedAt = releases.get(Number(release.id));
  if (!publishedAt) return release;
  const published_at = release.draft ? null : publishedAt;
  return { ...release, created_at: publishedAt, published_at };
}
