/** Earlier editions and other posts, where they are kept: a site's repository, or a checkout. */

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Newsletter } from '../config/newsletter/newsletter.js';
import { fill } from '../config/templates.js';
import type { RepositoryAccess } from '../github/access.js';
import { commitBefore, getDefaultBranch, listSiteFolder, readSiteFile } from '../github/site.js';
import type { Article } from './edition.js';
import { parseMarkdown } from './edition-markdown.js';
import { type Earlier, MOST_EARLIER } from './history.js';
import { parseStored } from './publish/stored.js';
import { dateIn, pathsOf, postsFolder } from './site-paths.js';

export type Archive = {
  /** Before a date (yyyy-MM-dd), newest first, as many as count. */
  readonly earlier: (date: string) => Promise<readonly Earlier[]>;
  /** The site's own posts since an instant. */
  readonly recentPosts: (since: string) => Promise<readonly Article[]>;
};

/** On the default branch of the site; one request for each question. */
export async function archiveOnGitHub(
  access: RepositoryAccess,
  newsletter: Newsletter,
): Promise<Archive> {
  const branch = await getDefaultBranch(access);
  return archiveOf(newsletter, {
    names: (folder) => listSiteFolder(access, folder, branch),
    namesAt: async (folder, instant) => {
      const commit = await commitBefore(access, branch, instant);
      return commit === null ? null : listSiteFolder(access, folder, commit);
    },
    read: (path) => readSiteFile(access, path, branch),
  });
}

/** A checkout: what was there at an earlier instant it cannot tell. */
export function archiveInFolder(root: string, newsletter: Newsletter): Archive {
  return archiveOf(newsletter, {
    names: (folder) => readdir(join(root, folder)).catch(() => []),
    namesAt: async () => null,
    read: (path) => readFile(join(root, path), 'utf8').catch(() => null),
  });
}

/** Where posts lie side by side. */
type Posts = {
  readonly names: (folder: string) => Promise<readonly string[]>;
  /** As it was at an instant; null: that cannot be told. */
  readonly namesAt: (folder: string, instant: string) => Promise<readonly string[] | null>;
  /** null: there is no such file. */
  readonly read: (path: string) => Promise<string | null>;
};

function archiveOf(newsletter: Newsletter, posts: Posts): Archive {
  return {
    earlier: (date) => readEarlier(posts, newsletter, date),
    recentPosts: (since) => readRecentPosts(posts, newsletter, since),
  };
}

/** The newest first; one of ours as its data says, any other as its Markdown shows. */
async function readEarlier(
  posts: Posts,
  newsletter: Newsletter,
  date: string,
): Promise<readonly Earlier[]> {
  const { path } = newsletter.publish;
  const names = await posts.names(postsFolder(path));
  const dates = names
    .flatMap((name) => dateIn(path, name) ?? [])
    .filter((each) => each < date)
    .sort()
    .reverse();
  const newest = [...new Set(dates)].slice(0, MOST_EARLIER);
  return Promise.all(newest.map((each) => readOne(posts, newsletter, each)));
}

async function readOne(posts: Posts, newsletter: Newsletter, date: string): Promise<Earlier> {
  const { data, post } = pathsOf(newsletter.publish.path, date);
  const stored = parseStored((await posts.read(data)) ?? '');
  if (stored !== null) {
    const { sections, asked } = stored.edition;
    return { date, sections, asked, dropped: stored.dropped };
  }
  const text = ((await posts.read(post)) ?? '').replace(FRONT_MATTER, '');
  return { date, sections: parseMarkdown(text, newsletter), asked: null, dropped: [] };
}

/** A site with more new posts in a week is being moved. */
const MOST_POSTS = 10;

const TITLE = /^title:[ \t]*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|(.*\S))[ \t]*$/m;
/** Hugo's own files, pictures and the like. */
const NO_POST = /^[._]|\.(?!md$)[a-z]\w{1,4}$/i;
const DRAFT = /^draft:[ \t]*true\b/m;
const FRONT_MATTER = /^---\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/;

/** The site's own posts that came since an instant; none where the newsletter does not print them. */
async function readRecentPosts(
  posts: Posts,
  newsletter: Newsletter,
  since: string,
): Promise<readonly Article[]> {
  const { path } = newsletter.publish;
  const { posts: address } = newsletter.reading;
  if (address === '') return [];
  const folder = postsFolder(path);
  const before = await posts.namesAt(folder, since);
  if (before === null) return [];
  const fresh = (await posts.names(folder))
    .filter((name) => !before.includes(name) && dateIn(path, name) === null)
    .filter((name) => !NO_POST.test(name))
    .slice(0, MOST_POSTS);
  const read = fresh.map(async (name) => {
    const inFolder = [folder, name].filter(Boolean).join('/');
    const text = await posts.read(name.endsWith('.md') ? inFolder : `${inFolder}/index.md`);
    const head = FRONT_MATTER.exec(text ?? '')?.[1] ?? '';
    const [, double, single, plain] = TITLE.exec(head) ?? [];
    const title = double?.replace(/\\(.)/g, '$1') ?? single ?? plain;
    if (title === undefined || DRAFT.test(head)) return [];
    const url = fill(address, { name: encodeURIComponent(name.replace(/\.md$/, '')) });
    return [{ title, url }];
  });
  return (await Promise.all(read)).flat();
}
