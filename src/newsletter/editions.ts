/**
 * The editions of a running server: each newsletter's is composed again and again, shown as a
 * preview, and published by its rhythm. Nothing of it is state: a round that was missed is made up
 * for by the next.
 */
import { dirname } from 'node:path';
import type { Logger } from 'pino';
import type { Memory } from '../engine/engine.js';
import type { GitHubApp } from '../github/app.js';
import { GitHubFailure } from '../github/errors.js';
import type { RepositoryContexts } from '../repository/context.js';
import { type Assembled, assemble } from './assemble.js';
import type { Newsletter, NewsletterFile } from './configuration/newsletter.js';
import { drawPictureOf } from './picture/draw.js';
import { createPreviews, type Previews } from './previews.js';
import { tellFailure } from './publish/failure.js';
import { type Outlet, openOutlet } from './publish/outlet.js';
import { verifyTasks } from './verify.js';
import { type Phase, phaseOf, type Week, weekAt, weekBefore } from './week.js';

export type Editions = {
  /** Does what is due. @param now in milliseconds since the epoch */
  readonly round: (now: number) => Promise<void>;
  readonly previews: Previews['all'];
};

type Round = {
  readonly at: number;
  readonly date: string;
  readonly phase: Phase;
  /** How many rounds failed one after the other. */
  readonly failures: number;
};

const MINUTE = 60_000;

/** How often an edition is composed anew: seldom as long as nobody waits for it. */
const EVERY_MS: Readonly<Record<Phase, number>> = {
  early: 6 * 60 * MINUTE,
  draft: 60 * MINUTE,
  frozen: 60 * MINUTE,
};

/** A failure is tried again sooner. One that may pass, or a race with an editor, is not reported at once. */
const AGAIN_MS = 10 * MINUTE;
const MOST_FAILURES = 6;
const MOST_REFUSALS = 2;

/** So long after its week an edition is still opened, and kept fresh. */
const LATE_MS = 24 * 60 * MINUTE;

export type EditionsOptions = {
  readonly newsletters: readonly NewsletterFile[];
  readonly github: GitHubApp;
  readonly contexts: RepositoryContexts;
  readonly memory: Memory;
  readonly publishToken: string | null;
  readonly apiUrl: string;
  readonly log: Logger;
};

type Due = { readonly week: Week; readonly phase: Phase; readonly isPublished: boolean };

/** The edition to come, for the preview at least, and the last one as long as it may be late. */
function dueAt(now: number, week: Week, phase: Phase, newsletter: Newsletter): readonly Due[] {
  const goesOut = newsletter.publish.mode !== 'file';
  const before = weekBefore(week, newsletter);
  const isLate = goesOut && now - Date.parse(before.until) < LATE_MS;
  return [
    { week, phase, isPublished: goesOut && phase !== 'early' },
    ...(isLate ? [{ week: before, phase: 'frozen', isPublished: true } as const] : []),
  ];
}

export function createEditions(options: EditionsOptions): Editions {
  const { newsletters, github, contexts, memory, publishToken, apiUrl, log } = options;
  const rounds = memory.map<Round>('edition rounds');
  const previews = createPreviews(newsletters, memory, log);
  const outlets = new Map(
    newsletters.map(({ file, newsletter }) => [
      file,
      openOutlet(newsletter, github, publishToken, apiUrl, dirname(file)),
    ]),
  );

  async function roundOf(file: string, newsletter: Newsletter, now: number): Promise<void> {
    const week = weekAt(now, newsletter);
    const phase = phaseOf(now, week, newsletter);
    const last = await rounds.get(file);
    const failures = last?.failures ?? 0;
    const isNew = last?.date !== week.date || last.phase !== phase;
    const every = failures === 0 ? EVERY_MS[phase] : AGAIN_MS;
    if (!isNew && now - last.at < every) return;
    const next = { at: now, date: week.date, phase };
    await rounds.set(file, { ...next, failures });
    const outlet = outlets.get(file);
    if (outlet === undefined) return;
    const due = dueAt(now, week, phase, newsletter);
    let failed: { readonly date: string; readonly error: unknown } | null = null;
    for (const each of due) {
      try {
        const assembled = await composed(file, newsletter, outlet, each.week);
        if (each.week === week) await previews.keep(file, assembled, now);
        if (each.isPublished) await publish(newsletter, outlet, assembled, each.phase);
      } catch (error) {
        failed = { date: each.week.date, error };
      }
    }
    await rounds.set(file, { ...next, failures: failed === null ? 0 : failures + 1 });
    if (failed === null) return;
    const { date, error } = failed;
    log.warn({ newsletter: file, edition: date, err: error, failures: failures + 1 }, 'no edition');
    const kind = error instanceof GitHubFailure ? error.kind : null;
    const most = kind === 'limited' || kind === 'unavailable' ? MOST_FAILURES : MOST_REFUSALS;
    const isWaitedFor = due.some((each) => each.isPublished && each.week.date === date);
    if (!isWaitedFor || failures + 1 < most) return;
    const reason = error instanceof GitHubFailure ? error.message : 'a fault of ours, see the log';
    await tellFailure(newsletter, outlet, github, date, reason, log);
  }

  async function composed(
    file: string,
    newsletter: Newsletter,
    { archive }: Outlet,
    week: Week,
  ): Promise<Assembled> {
    const tools = { newsletter, folder: dirname(file), github, contexts };
    // A newsletter of files has its earlier editions in a checkout that a server does not have.
    const past = newsletter.publish.mode === 'file' ? null : archive;
    return assemble({ ...tools, archive: past }, newsletter.sections, week);
  }

  async function publish(
    newsletter: Newsletter,
    outlet: Outlet,
    assembled: Assembled,
    phase: Phase,
  ): Promise<void> {
    const { url, outcome } = await outlet.publish({
      newsletter,
      composed: assembled,
      phase,
      drawPicture: () => drawPictureOf(assembled),
      verify: (one) => verifyTasks(newsletter, contexts, one),
    });
    log.info({ edition: assembled.edition.date, url, outcome }, 'edition');
  }

  return {
    round: async (now) => {
      for (const { file, newsletter } of newsletters) {
        if (newsletter.projects.length === 0) continue;
        // One of the replicas does it.
        const turn = memory.hold([`edition ${file}`], () => roundOf(file, newsletter, now));
        await turn.catch((err: unknown) => log.error({ err, newsletter: file }, 'no round'));
      }
    },
    previews: previews.all,
  };
}
