/** An edition as an issue, to be copied from: one for each, found again and kept fresh. */

import { hideJson, markerLine } from '../../domain/marker.js';
import type { RepositoryAccess } from '../../github/access.js';
import {
  type EditionIssue,
  listOwnIssues,
  openEditionIssue,
  updateEditionIssue,
} from '../../github/edition-issues.js';
import { GitHubFailure } from '../../github/errors.js';
import type { Archive } from '../archive.js';
import type { Newsletter } from '../configuration/newsletter.js';
import type { Edition } from '../edition.js';
import { renderMarkdown } from '../formats/markdown.js';
import { MOST_EARLIER } from '../history.js';
import type { PrintedTask } from '../sections/tasks.js';
import { renderTask } from '../sections/tasks.js';
import { type Published, type Publishing, proposeVerified } from './publishing.js';
import { quiet } from './quiet.js';
import { END, reportText } from './report.js';
import { parseStored, type Stored } from './stored.js';

/** GitHub takes 65,536 characters. */
const MOST_BYTES = 60_000;

/** Between the edition and what is said about it. */
const RULE = '\n\n---\n\n';

const DATA = /^(?:(?!<!-- newbie-tasks:state \{).)*<!-- newbie-tasks:state (\{.*\}) -->/m;

export async function publishIssue(
  site: RepositoryAccess,
  login: string | null,
  publishing: Omit<Publishing, 'drawPicture'>,
): Promise<Published> {
  const { newsletter, composed, phase } = publishing;
  const { title, date } = composed.edition;
  const issues = await listOwnIssues(site, login, hasEdition);
  const issue = theOne(issues.filter((each) => isOf(each, newsletter, date)));
  if (issue !== null && !issue.isOpen) return { url: issue.url, outcome: 'over' };
  const current = issue === null ? { text: null, data: null, below: '' } : partsOf(issue);
  const mayWrite = phase !== 'frozen' || issue === null;
  const proposing = {
    ...{ newsletter, picture: null },
    render: (edition: Edition) => `${quiet(renderMarkdown(edition, newsletter))}\n`,
    renderTask: (task: PrintedTask) => quiet(renderTask(task, newsletter.tasks)),
  };
  const asked = await proposeVerified(publishing, proposing, current, mayWrite);
  const { verified, proposal, isDue } = asked;
  const { text, data } = isDue ? proposal : current;
  const report = reportText(newsletter, verified, proposal, phase, null);
  const body = fitting(bodyOf(text ?? '', report, data ?? '', current.below));
  if (issue === null) {
    const url = await openEditionIssue(site, { title: `${title} ${date}`, body });
    return { url, outcome: 'created' };
  }
  const { url } = issue;
  const otherwise = mayWrite ? 'unchanged' : 'frozen';
  if (body === issue.body.replace(/\r\n/g, '\n')) {
    return { url, outcome: mayWrite && proposal.isLeftAlone ? 'left-alone' : otherwise };
  }
  await updateEditionIssue(site, issue.number, body);
  if (proposal.isLeftAlone) return { url, outcome: 'left-alone' };
  return { url, outcome: isDue ? 'updated' : otherwise };
}

function fitting(body: string): string {
  const size = Buffer.byteLength(body);
  if (size <= MOST_BYTES) return body;
  const why = `the edition has ${size} bytes, an issue takes ${MOST_BYTES}: use mode pull-request`;
  throw new GitHubFailure('refused', why, null);
}

/** Earlier editions out of their issues: one request. */
export function archiveInIssues(
  site: RepositoryAccess,
  login: string | null,
  newsletter: Newsletter,
): Archive {
  return {
    recentPosts: async () => [],
    earlier: async (date) => {
      const issues = await listOwnIssues(site, login, hasEdition);
      return issues
        .flatMap((issue) => storedIn(issue) ?? [])
        .filter(({ edition }) => edition.date < date && isByTitle(edition, newsletter))
        .map(({ edition, dropped }) => ({ ...edition, dropped }))
        .sort((a, b) => (a.date < b.date ? 1 : -1))
        .slice(0, MOST_EARLIER);
    },
  };
}

function hasEdition(body: string): boolean {
  return /^<!-- newbie-tasks:edition \S+ -->\r?$/m.test(body);
}

/** The newest. An App's token cannot say which bot it writes as: of two bots' nobody knows ours. */
function theOne(issues: readonly EditionIssue[]): EditionIssue | null {
  const [newest = null] = issues;
  const other = issues.find(({ author }) => author !== newest?.author);
  if (newest === null || other === undefined) return newest;
  const named = [newest, other]
    .map(({ number, author }) => `#${number} by ${author}`)
    .join(' and ');
  const why = `${named} are both this edition, and GitHub does not tell an App’s token which of them it is: take our marks out of one`;
  throw new GitHubFailure('refused', why, null);
}

/** By its data; one from which people took them out, by its marker or title. */
function isOf(issue: EditionIssue, newsletter: Newsletter, date: string): boolean {
  const stored = storedIn(issue);
  if (stored !== null) return stored.edition.date === date && isByTitle(stored.edition, newsletter);
  const isNamed = issue.title.startsWith(newsletter.title);
  return isNamed && (issue.body.includes(markerOf(date)) || issue.title.endsWith(` ${date}`));
}

/** Several newsletters may go to one repository. */
function isByTitle(edition: Edition, { title, language }: Newsletter): boolean {
  return edition.newsletter === title && edition.language === language;
}

function markerOf(date: string): string {
  return markerLine({ kind: 'edition', key: date });
}

function storedIn(issue: EditionIssue): Stored | null {
  return parseStored(partsOf(issue).data ?? '');
}

function bodyOf(text: string, report: string, data: string, below: string): string {
  const hidden = data === '' ? '' : `<!-- newbie-tasks:state ${hideJson(JSON.parse(data))} -->`;
  const rest = [report, hidden, below].filter((part) => part !== '');
  return [text.trimEnd(), rest.join('\n\n')].join(RULE);
}

type Parts = {
  readonly text: string;
  readonly data: string | null;
  /** What people wrote below our own part. */
  readonly below: string;
};

/** The edition ends where our report begins: what stands in it is never read as data. */
function partsOf({ body }: EditionIssue): Parts {
  const normal = body.replace(/\r\n/g, '\n');
  const at = normal.lastIndexOf('\n<!-- newbie-tasks:edition ');
  if (at === -1) return { text: `${normal.trimEnd()}\n`, data: null, below: '' };
  const text = normal
    .slice(0, at)
    .trimEnd()
    .replace(/\n-{3,}$/, '');
  const report = normal.slice(at);
  const data = DATA.exec(report);
  const end = data === null ? report.indexOf(END) + END.length : data.index + data[0].length;
  const below = data === null && !report.includes(END) ? '' : report.slice(end).trim();
  return { text: `${text.trimEnd()}\n`, data: data?.[1] ?? null, below };
}
