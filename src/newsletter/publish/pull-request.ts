/** An edition as one pull request to the site, found again and kept fresh. */

import type { RepositoryAccess } from '../../github/access.js';
import {
  commitFiles,
  createPull,
  findPull,
  getDefaultBranch,
  readBranch,
  readSiteFile,
  siteFileName,
  updatePull,
} from '../../github/site.js';
import type { Composed } from '../compose.js';
import type { Newsletter } from '../configuration/newsletter.js';
import { renderPost } from '../formats/hugo.js';
import type { Drawn } from '../picture/draw.js';
import { pathsOf } from '../site-paths.js';
import type { Phase } from '../week.js';
import { isTheirPicture, pictureOf, propose } from './propose.js';
import { reportText, withReport } from './report.js';

export type Published = {
  /** Where it is; null: in no place with an address. */
  readonly url: string | null;
  /**
   * `over`: people merged or closed it, which is the end of it. `left-alone`: it was edited, and
   * what we wrote last cannot be told any more.
   */
  readonly outcome: 'created' | 'updated' | 'unchanged' | 'frozen' | 'over' | 'left-alone';
};

export type Publishing = {
  readonly newsletter: Newsletter;
  readonly composed: Composed;
  readonly phase: Phase;
  /** null: nobody is on it. Drawn only where it may be needed. */
  readonly drawPicture: () => Promise<Drawn | null>;
  /** Looks at each task once more: what became stale since is left out. */
  readonly verify: (composed: Composed) => Promise<Composed>;
};

/** Fails as refused where somebody pushed to the draft meanwhile: it is looked at again. */
export async function publishPullRequest(
  site: RepositoryAccess,
  { newsletter, composed, phase, drawPicture, verify }: Publishing,
): Promise<Published> {
  const { date, newsletter: name } = composed.edition;
  const paths = pathsOf(newsletter.publish.path, date);
  const pull = await findPull(site, paths.branch);
  if (pull !== null && !pull.isOpen) return { url: pull.url, outcome: 'over' };
  const head = await readBranch(site, paths.branch);
  const read = (path: string) => (head === null ? null : readSiteFile(site, path, head));
  const current = { text: await read(paths.post), data: await read(paths.data) };
  // A draft that was never opened is opened late rather than never.
  const mayWrite = phase !== 'frozen' || current.text === null;
  const picture = mayWrite ? await pictureOf(composed.edition, current, drawPicture) : null;
  const proposing = {
    newsletter,
    render: (edition: Composed['edition'], hasPicture: boolean) =>
      renderPost(edition, newsletter, hasPicture ? paths.pictureName : null),
    picture,
  };
  const first = propose({ ...proposing, edition: composed.edition }, current);
  const verified = mayWrite && first.isChanged ? await verify(composed) : composed;
  const proposal =
    verified === composed ? first : propose({ ...proposing, edition: verified.edition }, current);
  const isWritten = mayWrite && proposal.isChanged;
  const base = pull === null || head === null ? await getDefaultBranch(site) : '';
  if (isWritten) {
    const parent = head ?? (await readBranch(site, base));
    if (parent === null) throw new Error(`${paths.branch}: the site has no branch ${base}`);
    const hasOurPicture =
      picture?.drawn != null &&
      (head === null || !isTheirPicture(await siteFileName(site, paths.picture, head), current));
    await commitFiles(site, {
      ...{ branch: paths.branch, parent, isNew: head === null },
      message: `${name} ${date}`,
      files: [
        { path: paths.post, content: proposal.text },
        { path: paths.data, content: proposal.data },
        ...(hasOurPicture
          ? [
              { path: paths.picture, content: picture.drawn.png },
              { path: paths.drawing, content: picture.drawn.svg },
            ]
          : []),
      ],
    });
  }
  const report = reportText(newsletter, verified, proposal, phase, paths.post);
  if (pull === null) {
    const { title } = verified.edition;
    const url = await createPull(site, { head: paths.branch, base, title, body: report });
    return { url, outcome: 'created' };
  }
  const body = withReport(pull.body, report);
  if (body !== pull.body) await updatePull(site, pull.number, { body });
  if (isWritten) return { url: pull.url, outcome: 'updated' };
  if (proposal.isLeftAlone) return { url: pull.url, outcome: 'left-alone' };
  return { url: pull.url, outcome: phase === 'frozen' ? 'frozen' : 'unchanged' };
}
