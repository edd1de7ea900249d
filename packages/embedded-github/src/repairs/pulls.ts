import { type Answer, bodyOf, jsonAnswer, problem, recordOf } from '../server/answer.js';
import type { Call, Context, Found, Repair } from '../server/context.js';
import { forward, forwardAndShow, listInside, readInside } from '../server/forward.js';
import { isMember } from '../server/refusals.js';
import { sameLogin } from '../state/directory.js';
import { storedNumber } from '../state/numbering.js';
import { show } from '../state/show.js';
import { pageOf, sorted } from './listing.js';

const PULLS = /^\/repos\/[^/]+\/[^/]+\/pulls$/;
const PULL = /^\/repos\/[^/]+\/[^/]+\/pulls\/(?<number>\d+)$/;

export const pullRepairs: readonly Repair[] = [
  { method: 'GET', path: PULLS, answer: list },
  { method: 'POST', path: PULLS, answer: open },
  { method: 'GET', path: PULL, answer: one },
  { method: 'PATCH', path: PULL, answer: edit },
];

/** By the dates that are shown, with the branches' present heads, and without what lists leave out. */
async function list(context: Context, call: Call): Promise<Answer | null> {
  if (!call.repository) return null;
  const { name } = call.repository;
  const like = await forward(context, call, { query: new URLSearchParams({ per_page: '1' }) });
  if (like.status !== 200) return like;
  const state = call.query.get('state') ?? 'open';
  const asked = new URLSearchParams({ state, direction: 'asc' });
  const base = call.query.get('base');
  if (base) asked.set('base', base);
  const pulls = await listInside(context, `/repos/${name}/pulls`, asked);
  show(context.records, pulls);
  await showHeads(context, name, pulls);
  // GitHub ignores a head without an owner.
  const head = call.query.get('head') ?? '';
  const wanted = head.includes(':') ? pulls.filter((pull) => labelled(pull, head)) : pulls;
  const sort = call.query.get('sort') ?? 'created';
  const otherwise = sort === 'created' ? 'desc' : 'asc';
  const ordered = sorted(wanted, {
    field: FIELDS[sort] ?? 'created_at',
    direction: (call.query.get('direction') ?? otherwise) === 'asc' ? 'asc' : 'desc',
  });
  return pageOf(ordered.map(inList), call, context.records.url, like);
}

const FIELDS: Readonly<Record<string, string>> = { updated: 'updated_at', popularity: 'comments' };

const ONLY_ALONE = new Set([
  ...['merged', 'mergeable', 'rebaseable', 'mergeable_state', 'merged_by', 'comments'],
  ...['review_comments', 'maintainer_can_modify', 'commits', 'additions', 'deletions'],
  'changed_files',
]);

function inList(pull: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(pull).filter(([field]) => !ONLY_ALONE.has(field)));
}

function labelled(pull: Readonly<Record<string, unknown>>, head: string): boolean {
  return sameLogin(String(recordOf(pull.head).label), head);
}

/** What was pushed to the branch since belongs to an open pull request; the emulator keeps its first commit. */
async function showHeads(
  context: Context,
  name: string,
  pulls: readonly Record<string, unknown>[],
): Promise<void> {
  const open = pulls.filter(({ state }) => state === 'open');
  if (open.length === 0) return;
  const branches = await listInside(context, `/repos/${name}/branches`);
  const heads = new Map(branches.map((branch) => [branch.name, recordOf(branch.commit).sha]));
  for (const pull of open) {
    const head = recordOf(pull.head);
    head.sha = heads.get(head.ref) ?? head.sha;
  }
}

async function one(context: Context, call: Call): Promise<Answer> {
  const answer = await forwardAndShow(context, call);
  if (answer.status !== 200 || !call.repository) return answer;
  const pull = bodyOf(answer);
  await showHeads(context, call.repository.name, [pull]);
  return jsonAnswer(200, pull, answer.headers);
}

/**
 * Only bots are held to GitHub's conditions: a person's pull request stands for one from a fork,
 * whose branches and commits the emulator does not know.
 */
async function open(context: Context, call: Call): Promise<Answer | null> {
  if (!call.repository || call.actor.kind !== 'installation') return null;
  const { name } = call.repository;
  const body = bodyOf(call);
  const owner = name.split('/')[0] ?? '';
  const head = String(body.head).replace(/^[^:]*:/, '');
  const base = String(body.base);
  // Rights come first, and a request without a title changes nothing.
  const allowed = await forward(context, call, { body: {} });
  if (allowed.status !== 422) return allowed;
  const branches = await listInside(context, `/repos/${name}/branches`);
  for (const [field, wanted] of Object.entries({ head, base })) {
    if (branches.some((branch) => branch.name === wanted)) continue;
    return invalid({ resource: 'PullRequest', field, code: 'invalid' });
  }
  const asked = new URLSearchParams({ state: 'open', base });
  const others = await listInside(context, `/repos/${name}/pulls`, asked);
  if (others.some((pull) => labelled(pull, `${owner}:${head}`))) {
    return custom(`A pull request already exists for ${owner}:${head}.`);
  }
  const range = `${encodeURIComponent(base)}...${encodeURIComponent(head)}`;
  const compared = bodyOf(await readInside(context, `/repos/${name}/compare/${range}`));
  if (compared.ahead_by === 0) return custom(`No commits between ${base} and ${head}`);
  return null;
}

const custom = (message: string) => invalid({ resource: 'PullRequest', code: 'custom', message });
const invalid = (error: unknown) => problem(422, 'Validation Failed', [error]);

/** The author's, and whoever may push; the emulator lets everybody. */
async function edit(context: Context, call: Call, found: Found): Promise<Answer | null> {
  const { actor, repository } = call;
  if (!repository || actor.kind !== 'person') return null;
  if (isMember(context, actor.login, repository.name)) return null;
  const stored = storedNumber(repository.issues, Number(found.number)) ?? 0;
  const pull = bodyOf(await readInside(context, `/repos/${repository.name}/pulls/${stored}`));
  const author = String(recordOf(pull.user).login);
  if (!pull.user || sameLogin(author, actor.login)) return null;
  return problem(403, 'Must have admin rights to Repository.');
}
