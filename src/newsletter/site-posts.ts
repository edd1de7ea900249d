/** The posts of a site, and which of them are new: what editors may recommend without writing it down. */
import { fill } from '../config/templates.js';
import type { Newsletter } from './configuration/newsletter.js';
import type { Article } from './sections/reading.js';
import { dateIn, postsFolder } from './site-paths.js';

/** Where posts lie side by side. */
export type Posts = {
  readonly names: (folder: string) => Promise<readonly string[]>;
  /** As it was at an instant; null: that is not known. */
  readonly namesAt: (folder: string, instant: string) => Promise<readonly string[] | null>;
  /** null: there is no such file. */
  readonly read: (path: string) => Promise<string | null>;
};

/** A site with more new posts in a week is being moved. */
const MOST_POSTS = 10;

const TITLE = /^title:[ \t]*(?![ \t])(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|(.*\S))[ \t]*$/m;
/** Hugo's own files, pictures and the like. */
const NO_POST = /^[._]|\.(?!md$)[a-z]\w{1,4}$/i;
const DRAFT = /^draft:[ \t]*true\b/m;
export const FRONT_MATTER = /^---\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/;

/** The site's own posts that came since an instant; none where the newsletter does not print them. */
export async function readRecentPosts(
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
