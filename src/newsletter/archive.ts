/** Earlier editions, where they are kept with other posts: a site's repository, or a checkout. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RepositoryAccess } from '../github/access.js';
import { commitBefore, getDefaultBranch, listSiteFolder, readSiteFile } from '../github/site.js';
import type { Newsletter } from './configuration/newsletter.js';
import type { EarlierEdition } from './edition.js';
import { parseMarkdown } from './formats/markdown.js';
import { MOST_EARLIER } from './history.js';
import { parseStored } from './publish/stored.js';
import type { Article } from './sections/reading.js';
import { dateIn, pathsOf, postsFolder } from './site-paths.js';
import { FRONT_MATTER, type Posts, readRecentPosts } from './site-posts.js';

export type Archive = {
  /** Before a date (yyyy-MM-dd), newest first, as many as count. */
  readonly earlier: (date: string) => Promise<readonly EarlierEdition[]>;
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

/** A checkout: what was there at an earlier instant is not known. */
export function archiveInFolder(root: string, newsletter: Newsletter): Archive {
  return archiveOf(newsletter, {
    names: (folder) => readdir(join(root, folder)).catch(() => []),
    namesAt: async () => null,
    read: (path) => readFile(join(root, path), 'utf8').catch(() => null),
  });
}

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
): Promise<readonly EarlierEdition[]> {
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

async function readOne(
  posts: Posts,
  newsletter: Newsletter,
  date: string,
): Promise<EarlierEdition> {
  const { data, post } = pathsOf(newsletter.publish.path, date);
  const stored = parseStored((await posts.read(data)) ?? '');
  if (stored !== null) {
    const { sections, asked } = stored.edition;
    return { date, sections, asked, dropped: stored.dropped };
  }
  const text = ((await posts.read(post)) ?? '').replace(FRONT_MATTER, '');
  return { date, sections: parseMarkdown(text, newsletter), asked: null, dropped: [] };
}
