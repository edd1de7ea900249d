/** The picture of an edition's contributors, as the file that lies beside the post. */
import { Worker } from 'node:worker_threads';
import pMap from 'p-map';
import { fetchAvatar } from '../../github/avatars.js';
import type { Assembled } from '../assemble.js';
import { toAvatar } from './avatar.js';
import { MOST_PEOPLE } from './layout.js';
import { drawWall } from './wall.js';

/** Avatars that are fetched at the same time. */
const CONCURRENCY = 8;

/** The label under the wall: the font of the picture knows Latin letters only. */
const FIRST = 'first contribution';

/** The same wall twice: for readers that draw, with their light or dark, and for all others. */
export type Drawn = { readonly png: Uint8Array; readonly svg: string };

/** Of an edition; null: nobody is on it. */
export async function drawPictureOf({
  edition,
  collected,
}: Pick<Assembled, 'edition' | 'collected'>): Promise<Drawn | null> {
  const people = peopleOf(edition);
  if (people.length === 0) return null;
  const merged = collected.flatMap((each) =>
    'missing' in each ? [] : (each.found.contributors?.merged ?? []),
  );
  const avatars = merged.flatMap(({ author, avatarUrl }) =>
    author === null || avatarUrl === null ? [] : [[author.login, avatarUrl] as const],
  );
  return drawPicture(people, new Map(avatars));
}

/** Who is on an edition's picture. */
export function peopleOf({ sections }: Assembled['edition']): readonly Shown[] {
  return sections.flatMap((each) => (each.kind === 'contributors' ? each.people : []));
}

type Shown = { readonly login: string; readonly isFirst: boolean };

/** @param avatarUrls by login; whoever has none is drawn as an initial */
async function drawPicture(
  people: readonly Shown[],
  avatarUrls: ReadonlyMap<string, string>,
): Promise<Drawn> {
  const drawn = await pMap(
    people.slice(0, MOST_PEOPLE),
    async ({ login, isFirst }) => {
      const url = avatarUrls.get(login);
      const bytes = url === undefined ? null : await fetchAvatar(url);
      return { login, isFirst, avatar: bytes === null ? null : toAvatar(bytes) };
    },
    { concurrency: CONCURRENCY },
  );
  const png = await toPngAside(drawWall(drawn, 'light', { first: FIRST }));
  return { png, svg: drawWall(drawn, 'auto', { first: FIRST }) };
}

/** In a thread of its own: it takes up to a second, in which a server answers nothing. */
function toPngAside(svg: string): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./png-thread.js', import.meta.url), { workerData: svg });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the picture was not drawn')));
  });
}
