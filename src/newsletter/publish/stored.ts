/** A published text, and the data beside it: the edition, and what we wrote of it last. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Edition, editionSchema } from '../edition.js';

export type Stored = {
  /** As it was composed, without the words that people gave it. */
  readonly edition: Edition;
  /** Of the text that we would have written for it, had nobody edited it. */
  readonly sha256: string;
  /** The picture as git names it; null: there is none. */
  readonly picture: string | null;
  /** Tasks that people took out, as `keyOf` names them. */
  readonly dropped: readonly string[];
  /** Paragraphs that people gave tasks, as `keyOf` names them. */
  readonly rewordings: Readonly<Record<string, string>>;
};

/** What stands there now, as text; null: it is not there. */
export type Current = { readonly text: string | null; readonly data: string | null };

/** Of a text with whatever line breaks. */
export function sha256(text: string): string {
  return createHash('sha256').update(text.replace(/\r\n?/g, '\n')).digest('hex');
}

export function storedText(stored: Stored): string {
  return `${JSON.stringify(stored, null, 2)}\n`;
}

const storedSchema: z.ZodType<Stored> = z.object({
  edition: editionSchema,
  sha256: z.string(),
  picture: z.string().nullable(),
  dropped: z.array(z.string()),
  rewordings: z.record(z.string(), z.string()),
});

/** null: it is none, or of a version to come. */
export function parseStored(text: string): Stored | null {
  try {
    return storedSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
