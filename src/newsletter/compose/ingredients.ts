/** Everything that an edition is composed of. */
import type { EditorsFiles } from '../../config/newsletter/editors-files.js';
import type { Newsletter } from '../../config/newsletter/newsletter.js';
import type { SectionKind } from '../../config/newsletter/section-forms.js';
import type { RepositoryName } from '../../core/task.js';
import type { Collected } from '../collect.js';
import type { Article } from '../edition.js';
import type { Earlier } from '../history.js';
import type { Week } from '../week.js';

export type Ingredients = {
  readonly newsletter: Newsletter;
  /** In printing order. */
  readonly sections: readonly SectionKind[];
  readonly week: Week;
  readonly collected: readonly Collected[];
  readonly files: EditorsFiles;
  /** Newest first. */
  readonly earlier: readonly Earlier[];
  /** The site's own posts since the last edition, newest first. */
  readonly posts: readonly Article[];
};

/** By which a nominated issue is known again. */
export function sourceOf({ owner, repo }: RepositoryName, number: number): string {
  return `${owner}/${repo}#${number}`.toLowerCase();
}
