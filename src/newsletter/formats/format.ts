/** What a format of an edition is. Each file beside this one declares one; `index.ts` registers them. */
import type { Newsletter } from '../configuration/newsletter.js';
import type { Edition } from '../edition.js';

export type Format<Name extends string = string> = {
  /** As `--format` calls it. */
  readonly name: Name;
  /** Of a file that holds it. */
  readonly extension: 'md' | 'html' | 'txt' | 'json';
  /** Whether it shows the contributors' picture, a file beside it. */
  readonly hasPicture: boolean;
  /**
   * Without a trailing line break.
   * @param picture the contributors' picture beside the text; null: there is none
   * @throws RangeError where it is read as Markdown and has over 256 KB
   */
  readonly render: (edition: Edition, newsletter: Newsletter, picture: string | null) => string;
};
