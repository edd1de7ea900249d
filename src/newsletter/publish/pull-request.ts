/** An edition as one pull request to the site, found again and kept fresh. */

import type { RepositoryAccess } from '../../github/access.js';
import {
  commitFiles,
  createPull,
  findPull,
  getDefaultBranch,
  readBranch,
  readSiteFile,
  type SiteFile,
  siteFileName,
  updatePull,
} from '../../github/site.js';
import type { Composed } from '../compose.js';
import type { Edition } from '../edition.js';
import { renderPost } from '../formats/hugo.js';
import { type EditionPaths, pathsOf } from '../site-paths.js';
import { isTheirPicture, type Picture, pictureOf } from './post-picture.js';
import type { Proposal } from './propose.js';
import { type Published, type Publishing, proposeVerified } from './publishing.js';
import { reportText, withReport } from './report.js';
import type { Current } from './stored.js';

type Draft = {
  readonly paths: EditionPaths;
  /** The commit at which its branch stands; null: there is none. */
  readonly head: string | null;
  readonly current: Current;
};

/** Fails as refused where somebody pushed to the draft meanwhile: it is tried again. */
export async function publishPullRequest(
  site: RepositoryAccess,
  publishing: Publishing,
): Promise<Published> {
  const { newsletter, composed, phase, drawPicture } = publishing;
  const paths = pathsOf(newsletter.publish.path, composed.edition.date);
  const pull = await findPull(site, paths.branch);
  if (pull !== null && !pull.isOpen) return { url: pull.url, outcome: 'over' };
  const draft = await readDraft(site, paths);
  const { head, current } = draft;
  // A draft that was never opened is opened late rather than never.
  const mayWrite = phase !== 'frozen' || current.text === null;
  const picture = mayWrite ? await pictureOf(composed.edition, current, drawPicture) : null;
  const render = (edition: Edition, hasPicture: boolean) =>
    renderPost(edition, newsletter, hasPicture ? paths.pictureName : null);
  const proposing = { newsletter, render, picture };
  const asked = await proposeVerified(publishing, proposing, current, mayWrite);
  const { verified, proposal } = asked;
  const isWritten = mayWrite && proposal.isChanged;
  const base = pull === null || head === null ? await getDefaultBranch(site) : '';
  if (isWritten) await commitDraft(site, draft, base, { composed, proposal, picture });
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

async function readDraft(site: RepositoryAccess, paths: EditionPaths): Promise<Draft> {
  const head = await readBranch(site, paths.branch);
  const read = (path: string) => (head === null ? null : readSiteFile(site, path, head));
  return { paths, head, current: { text: await read(paths.post), data: await read(paths.data) } };
}

/** @param base on which the draft's branch is made, where there is none */
async function commitDraft(
  site: RepositoryAccess,
  { paths, head, current }: Draft,
  base: string,
  written: { composed: Composed; proposal: Proposal; picture: Picture | null },
): Promise<void> {
  const { proposal, picture } = written;
  const { date, newsletter: name } = written.composed.edition;
  const parent = head ?? (await readBranch(site, base));
  if (parent === null) throw new Error(`${paths.branch}: the site has no branch ${base}`);
  const files: SiteFile[] = [
    { path: paths.post, content: proposal.text },
    { path: paths.data, content: proposal.data },
  ];
  if (picture?.drawn != null) {
    const there = head === null ? null : await siteFileName(site, paths.picture, head);
    if (!isTheirPicture(there, current)) {
      files.push({ path: paths.picture, content: picture.drawn.png });
      files.push({ path: paths.drawing, content: picture.drawn.svg });
    }
  }
  await commitFiles(site, {
    ...{ branch: paths.branch, parent, isNew: head === null },
    message: `${name} ${date}`,
    files,
  });
}
