/** The contributors' picture beside a post: drawn anew only for others, and never over people's own. */
import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Edition } from '../edition.js';
import type { Drawn } from '../picture/draw.js';
import type { Contributor } from '../sections/contributors.js';
import { type Current, parseStored } from './stored.js';

export type Picture = {
  /** As git names it. */
  readonly name: string;
  /** null: the people on it are those of the picture that is there. */
  readonly drawn: Drawn | null;
};

/** Drawn anew only where other people are on it: an avatar that is late is no change. */
export async function pictureOf(
  edition: Edition,
  { data }: Current,
  draw: () => Promise<Drawn | null>,
): Promise<Picture | null> {
  const stored = parseStored(data ?? '');
  const people = contributorsIn(edition);
  if (people.length === 0) return null;
  if (stored?.picture && isDeepStrictEqual(contributorsIn(stored.edition), people)) {
    return { name: stored.picture, drawn: null };
  }
  const drawn = await draw();
  return drawn === null ? null : { name: blobName(drawn.png), drawn };
}

/** Whether people put a picture of their own in the place of ours. @param there as git names it */
export function isTheirPicture(there: string | null, { data }: Current): boolean {
  return there !== null && there !== parseStored(data ?? '')?.picture;
}

function contributorsIn({ sections }: Edition): readonly Contributor[] {
  return sections.flatMap((each) => (each.kind === 'contributors' ? each.people : []));
}

/** A file's content as git names it. */
export function blobName(content: Uint8Array): string {
  return createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex');
}
