/** An edition as files of a checkout. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Edition } from '../edition.js';
import { renderPost } from '../formats/hugo.js';
import { pathsOf } from '../site-paths.js';
import { blobName, isTheirPicture, pictureOf } from './post-picture.js';
import { type Published, type Publishing, proposeVerified } from './publishing.js';

/** @param root the checkout @returns its path as address */
export async function publishInFolder(
  root: string,
  { newsletter, composed, drawPicture, verify }: Omit<Publishing, 'phase'>,
): Promise<Published> {
  const paths = pathsOf(newsletter.publish.path, composed.edition.date);
  const current = {
    text: (await readIn(root, paths.post))?.toString('utf8') ?? null,
    data: (await readIn(root, paths.data))?.toString('utf8') ?? null,
  };
  const picture = await pictureOf(composed.edition, current, drawPicture);
  const render = (edition: Edition, hasPicture: boolean) =>
    renderPost(edition, newsletter, hasPicture ? paths.pictureName : null);
  const proposing = { newsletter, render, picture };
  const { proposal } = await proposeVerified({ composed, verify }, proposing, current, true);
  const url = join(root, paths.post);
  if (!proposal.isChanged) {
    return { url, outcome: proposal.isLeftAlone ? 'left-alone' : 'unchanged' };
  }
  await mkdir(dirname(url), { recursive: true });
  if (picture?.drawn) {
    const there = await readIn(root, paths.picture);
    const isTheirs = isTheirPicture(there && blobName(there), current);
    if (!isTheirs) {
      await writeFile(join(root, paths.picture), picture.drawn.png);
      await writeFile(join(root, paths.drawing), picture.drawn.svg);
    }
  }
  // In this order: a text without its data is merged, data without its text would lose tasks.
  await writeFile(url, proposal.text);
  await writeFile(join(root, paths.data), proposal.data);
  return { url, outcome: current.text === null ? 'created' : 'updated' };
}

/** null: there is no such file. */
async function readIn(root: string, path: string): Promise<Buffer | null> {
  try {
    return await readFile(join(root, path));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
