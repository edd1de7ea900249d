import { type Answer, bodyOf, jsonAnswer, notFound } from '../server/answer.js';
import type { Context, Repair } from '../server/context.js';
import { askAsApp, forward } from '../server/forward.js';
import { renameAccount } from '../state/accounts.js';
import { sameLogin } from '../state/directory.js';

/** What becomes of the App itself: its name, whether strangers see it. */
export type AppAccount = {
  /** The present one. */
  slug: string;
  /** What GET /app still says, and until when. */
  former: { readonly slug: string; readonly until: Until } | null;
  /** Its page and GET /apps/{slug} are there for strangers. */
  readonly isPublic: boolean;
};

/** A moment, or how many times more. */
export type Until = Date | { times: number };

export type RenameAppOptions = {
  /**
   * When GET /app begins to say the new name: at a moment, or after so many answers with the old
   * one. Comments show the new author at once.
   */
  readonly appSaysFrom?: Date | number;
};

export function renameApp(
  { credentials }: Context,
  app: AppAccount,
  slug: string,
  { appSaysFrom = 0 }: RenameAppOptions,
): void {
  const until = typeof appSaysFrom === 'number' ? { times: appSaysFrom } : appSaysFrom;
  app.former = { slug: app.slug, until };
  app.slug = slug;
  const [own] = credentials.directory.apps;
  if (own) renameAccount(credentials.directory.accounts, own.login, `${slug}[bot]`);
}

export function appRepairs(app: AppAccount): Repair[] {
  return [
    {
      method: 'GET',
      path: /^\/app$/,
      answer: async (context, call) =>
        asCalled(context, await forward(context, call), slugNow(app)),
    },
    { method: 'GET', path: /^\/apps\/(?<slug>[^/]+)$/, answer: publicly(app) },
  ];
}

function asCalled({ records }: Context, answer: Answer, slug: string): Answer {
  if (answer.status !== 200) return answer;
  const html_url = `${records.url}/apps/${slug}`;
  const called = { ...bodyOf(answer), slug, html_url, external_url: html_url };
  return jsonAnswer(200, called, answer.headers);
}

/** Strangers see an App that everybody may install, and no other. */
function publicly(app: AppAccount): Repair['answer'] {
  return async (context, { actor }, { slug = '' }) => {
    const [own, ...others] = context.credentials.directory.apps;
    const isOwn = sameLogin(slug, app.slug);
    const isSeen = app.isPublic || actor.kind === 'app' || actor.kind === 'installation';
    const wanted = isOwn ? own : others.find((other) => sameLogin(other.slug, slug));
    if (!wanted || (isOwn && !isSeen)) return notFound();
    const answer = await askAsApp(context, '/app', wanted.appId);
    const { installations_count: _, ...shown } = bodyOf(asCalled(context, answer, slug));
    return jsonAnswer(200, shown, answer.headers);
  };
}

function slugNow(app: AppAccount): string {
  const { former } = app;
  if (!former) return app.slug;
  const { until } = former;
  if (until instanceof Date) return Date.now() < until.getTime() ? former.slug : app.slug;
  if (until.times === 0) return app.slug;
  until.times -= 1;
  return former.slug;
}
