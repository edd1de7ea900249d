/** Where the files of an edition lie, out of the newsletter's path with `{yyyyMMdd}` in it. */
const DATE = '{yyyyMMdd}';

export type EditionPaths = {
  readonly post: string;
  /** The edition as data. */
  readonly data: string;
  /** The contributors' picture, and as the post names it. */
  readonly picture: string;
  /** The same, for readers that draw it. */
  readonly drawing: string;
  readonly pictureName: string;
  /** The branch on which it is drafted. */
  readonly branch: string;
};

/** @param date yyyy-MM-dd */
export function pathsOf(path: string, date: string): EditionPaths {
  const post = path.replaceAll(DATE, date.replaceAll('-', ''));
  const folder = post.includes('/') ? post.slice(0, post.lastIndexOf('/') + 1) : '';
  const file = post.slice(folder.length);
  // What lies beside an index is a part of the post, for Hugo too; other posts share their folder.
  const prefix = file.startsWith('index.') ? '' : `${file.replace(/\.[^.]*$/, '')}.`;
  const pictureName = `${prefix}contributors.png`;
  const slug = post.replace(/\/index\.[^/]*$|\.[^/.]*$/, '').replace(/[^\w.-]+/g, '-');
  return {
    post,
    data: `${folder}${prefix}edition.json`,
    picture: `${folder}${pictureName}`,
    drawing: `${folder}${pictureName.replace(/png$/, 'svg')}`,
    pictureName,
    branch: `newbie-tasks/${slug.replace(/\.{2,}|^[.-]+|[.-]+$|\.lock$/g, '')}`,
  };
}

/** The folder in which editions and other posts lie side by side. */
export function postsFolder(path: string): string {
  const above = path.slice(0, path.indexOf(DATE)).split('/').slice(0, -1);
  return above.join('/');
}

/** The date of the edition to which a name in that folder belongs, yyyy-MM-dd; null: of none. */
export function dateIn(path: string, name: string): string | null {
  const folder = postsFolder(path);
  const own = path.slice(folder === '' ? 0 : folder.length + 1).split('/')[0] ?? '';
  const pattern = own
    .split(DATE)
    .map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
    .join('(\\d{8})');
  const date = new RegExp(`^${pattern}$`).exec(name)?.[1];
  return date === undefined ? null : `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`;
}
