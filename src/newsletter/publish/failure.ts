/** An edition that cannot be published says so where its editors look, once. */
import type { Logger } from 'pino';
import { inert } from '../../domain/markdown/inert.js';
import { markerLine } from '../../domain/marker.js';
import type { GitHubApp } from '../../github/app.js';
import { listOwnIssues, openEditionIssue } from '../../github/edition-issues.js';
import { GitHubFailure } from '../../github/errors.js';
import { say } from '../../messages/format.js';
import type { Newsletter } from '../configuration/newsletter.js';
import type { Outlet, Site } from './outlet.js';

/** In the site's repository or, where that is what cannot be written, in the first project's. */
export async function tellFailure(
  newsletter: Newsletter,
  { site }: Outlet,
  github: GitHubApp,
  date: string,
  reason: string,
  log: Logger,
): Promise<void> {
  if (site === null) return;
  const { language, title, projects } = newsletter;
  const marker = markerLine({ kind: 'edition-failed', key: date });
  const issue = {
    title: say(language, 'edition.failed.title', { title, date }),
    body: `${say(language, 'edition.failed.body', { reason: inert(reason, 500) })}\n\n${marker}`,
  };
  const places: readonly (() => Promise<Site | null>)[] = [
    site,
    async () => {
      const [first] = projects;
      const access = first === undefined ? null : await github.access(first.repository);
      return access === null ? null : { access, login: github.botLogin };
    },
  ];
  for (const place of places) {
    try {
      const found = await place();
      if (found === null) continue;
      const { access, login } = found;
      const isTold = (body: string) => body.includes(marker);
      const issues = await listOwnIssues(access, await login(), isTold);
      if (issues.some(({ body }) => isTold(body))) return;
      await openEditionIssue(access, issue);
      return;
    } catch (error) {
      if (!(error instanceof GitHubFailure)) throw error;
      log.warn({ err: error, edition: date }, 'the failure cannot be told there');
    }
  }
}
