/** One small story of a task, told on every repository alike, whatever goes wrong around it. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { EmbeddedGitHub } from '@newbie-tasks/embedded-github';
import { parseState } from '../../src/claims/state-text.js';
import { readState } from '../../src/domain/marker.js';
import { zhCN } from '../../src/messages/zh-CN.js';
import { seen } from './a-bot.js';

export type Act = { readonly who: string; readonly says: string };

/** Granted, refused, given back, granted, extended. */
export const ACTS: readonly Act[] = [
  { who: 'ann', says: '/claim' },
  { who: 'ben', says: '/claim' },
  { who: 'ann', says: '/unclaim' },
  { who: 'ben', says: '/claim' },
  { who: 'ben', says: '/extend' },
];

/** What GitHub shows when the story was told undisturbed. */
export const ENDING = {
  assignees: ['ben'],
  labels: ['easy', 'good first issue'],
  plans: 1,
  status: 'held' as string | undefined,
  /** Comments of ours beside the plan, by kind. */
  comments: { answer: 4 } as Readonly<Record<string, number>>,
  /** Markers that two of our comments carry. */
  doubled: [] as readonly string[],
  /** Whom the plan remembers, how often they extended, and the days that they have. */
  held: ['ben +1 28'] as readonly string[],
  past: ['ann'] as readonly string[],
};

export type Ending = typeof ENDING;

export type Story = {
  readonly github: EmbeddedGitHub;
  readonly where: { readonly owner: string; readonly repo: string };
  readonly task: number;
  /** The comments of the acts, in their order. */
  readonly said: number[];
};

export async function beginStory(
  github: EmbeddedGitHub,
  owner: string,
  title = 'Add a Java demo',
): Promise<Story> {
  const where = { owner, repo: 'tasks' };
  const { data } = await github.as('maintainer').rest.issues.create({
    ...{ ...where, title, body: 'what to do', labels: ['good first issue', 'easy'] },
  });
  return { github, where, task: data.number, said: [] };
}

/** Also what GitHub's own limit would not take. */
export async function tell(
  { github, where, task }: Story,
  author: string,
  body: string,
): Promise<number> {
  const repository = `${where.owner}/${where.repo}`;
  if (body.length > 65_000) {
    return (await github.seedComment({ repository, number: task, author, body, deliver: true })).id;
  }
  const { data } = await github
    .as(author)
    .rest.issues.createComment({ ...where, issue_number: task, body });
  return data.id;
}

/** What the bot asked of GitHub about this owner's repositories since a mark. */
export function askedOf(github: EmbeddedGitHub, owner: string, mark = 0) {
  return github.requests.ofTheBot(mark).filter(({ path }) => path.startsWith(`/repos/${owner}/`));
}

/** As `METHOD path`. */
export function writesTo(github: EmbeddedGitHub, owner: string, mark = 0): readonly string[] {
  return askedOf(github, owner, mark)
    .filter(({ method }) => method !== 'GET')
    .map(({ method, path }) => `${method} ${path}`);
}

/**
 * Ends when a bot in this process has nothing to do. One elsewhere has asked nothing about this
 * owner for so long, in milliseconds, and nothing is under way: on a busy machine an answer alone
 * may take longer.
 */
export async function settled(github: EmbeddedGitHub, owner: string, rest = 250): Promise<void> {
  if (github.listener !== null) return github.quiet();
  const begun = Date.now();
  for (let now = begun; now - begun < 8_000; now = Date.now()) {
    await sleep(50);
    const isQuiet = now - begun >= rest && !hasAskedSince(github, owner, now - rest);
    if (isQuiet && !isUnderWay(github, owner, now)) return;
  }
}

function hasAskedSince({ requests }: EmbeddedGitHub, owner: string, since: number): boolean {
  for (let at = requests.all.length - 1; at >= 0; at -= 1) {
    const request = requests.all[at];
    if (request === undefined || request.at < since) return false;
    const { actor, path } = request;
    if (actor === 'installation' && path.startsWith(`/repos/${owner}/`)) return true;
  }
  return false;
}

/** What is older hangs, and no answer will ever come. In milliseconds. */
const UNDER_WAY_MS = 3_000;

/** Far more than comes in so long. */
const NEWEST = 500;

function isUnderWay(github: EmbeddedGitHub, owner: string, now: number): boolean {
  const isOpen = ({ at, status }: { readonly at: number; readonly status: number | null }) =>
    status === null && at > now - UNDER_WAY_MS;
  const asked = github.requests.all
    .slice(-NEWEST)
    .filter(({ actor, path }) => actor !== 'person' && path.startsWith(`/repos/${owner}/`));
  const told = github.deliveries
    .slice(-NEWEST)
    .filter((each) => isOpen(each) && each.body.includes(`"full_name":"${owner}/`))
    .filter((each) => github.onDelivery(each) !== 'lost');
  return asked.some(isOpen) || told.length > 0;
}

const DAY_MS = 24 * 60 * 60 * 1000;

export async function endingOf({ github, where, task }: Story): Promise<Ending> {
  const { assignees, labels, comments, plans } = await seen(github, where, task);
  const markers = comments.map(({ body }) => /<!-- newbie-tasks:([^>]+) -->/.exec(body ?? '')?.[1]);
  const counts: Record<string, number> = {};
  for (const marker of markers) {
    const kind = marker?.split(' ')[0] ?? 'unmarked';
    if (kind !== 'plan') counts[kind] = (counts[kind] ?? 0) + 1;
  }
  const state = parseState(readState(plans[0] ?? '', 'plan'));
  const days = (due: string | null) =>
    due === null ? '–' : Math.round((Date.parse(due) - Date.now()) / DAY_MS);
  return {
    assignees,
    labels: labels.toSorted(),
    plans: plans.length,
    status: (['free', 'held', 'draft', 'closed'] as const).find((each) =>
      plans[0]?.includes(zhCN[`plan.status.${each}`]),
    ),
    comments: counts,
    doubled: markers.flatMap((one, at) => (one && markers.indexOf(one) !== at ? [one] : [])),
    held: (state?.claims ?? []).map(
      ({ login, extensions, due }) => `${login} +${extensions} ${days(due)}`,
    ),
    past: (state?.past ?? []).map(({ login }) => login),
  };
}

/** The environment of a process that runs this before everything else. */
export const preloaded = (code: string) => ({
  NODE_OPTIONS: `--import "data:text/javascript,${encodeURIComponent(code)}"`,
});

/** What waits for minutes waits for a two-hundredth of it. */
export const QUICKENED = preloaded(`
  const real = globalThis.setTimeout;
  globalThis.setTimeout = (work, ms, ...rest) => real(work, ms >= 60000 ? ms / 200 : ms, ...rest);`);
