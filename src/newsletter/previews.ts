/** The edition to come as pages show it: with its picture, drawn anew only for other people. */
import type { Logger } from 'pino';
import type { Memory } from '../engine/engine.js';
import type { Assembled } from './assemble.js';
import type { Newsletter, NewsletterFile } from './configuration/newsletter.js';
import type { Edition } from './edition.js';
import { drawPictureOf, peopleOf } from './picture/draw.js';

export type Preview = {
  readonly newsletter: Newsletter;
  readonly edition: Edition;
  /** When it was composed, in milliseconds since the epoch. */
  readonly at: number;
  /** The wall of contributors; null: nobody is on it, or it could not be drawn. */
  readonly picture: PreviewPicture | null;
};

type PreviewPicture = {
  readonly svg: string;
  /** In base64. */
  readonly png: string;
  /** Who is on it: it is drawn anew only for others. */
  readonly people: string;
};

export type Previews = {
  /** @param at when it was composed, in milliseconds since the epoch */
  readonly keep: (file: string, assembled: Assembled, at: number) => Promise<void>;
  /** In the order of the files; those that were composed already. */
  readonly all: () => Promise<readonly Preview[]>;
};

export function createPreviews(
  newsletters: readonly NewsletterFile[],
  memory: Memory,
  log: Logger,
): Previews {
  const previews = memory.map<Omit<Preview, 'newsletter'>>('edition previews');
  return {
    keep: async (file, assembled, at) => {
      const { edition } = assembled;
      const people = JSON.stringify(peopleOf(edition));
      const last = (await previews.get(file))?.picture ?? null;
      const isSame = last?.people === people;
      const picture = isSame ? last : await draw(assembled, people, log);
      await previews.set(file, { edition, at, picture });
    },
    all: async () => {
      const all = await previews.all();
      return newsletters.flatMap(({ file, newsletter }) => {
        const preview = all.get(file);
        return preview === undefined ? [] : [{ newsletter, ...preview }];
      });
    },
  };
}

/** An edition is shown without its picture rather than not at all. */
async function draw(
  assembled: Assembled,
  people: string,
  log: Logger,
): Promise<PreviewPicture | null> {
  try {
    const drawn = await drawPictureOf(assembled);
    if (drawn === null) return null;
    return { svg: drawn.svg, png: Buffer.from(drawn.png).toString('base64'), people };
  } catch (err) {
    log.warn({ err, edition: assembled.edition.date }, 'no picture for the preview');
    return null;
  }
}
