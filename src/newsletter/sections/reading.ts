/** Recommended reading, as Markdown and back. */
import type { ReadingForm } from '../../config/newsletter/newsletter.js';
import { fill, patternOf } from '../../config/templates.js';
import type { SectionOf } from '../edition.js';

export function renderReading(
  { articles }: SectionOf<'reading'>,
  form: ReadingForm,
): readonly string[] {
  return articles.map(({ title, url }) => fill(form.item, { title, url }));
}

export function parseReading(blocks: readonly string[], form: ReadingForm): SectionOf<'reading'> {
  const pattern = patternOf(form.item);
  const lines = blocks.flatMap((block) => block.split('\n'));
  const articles = lines.flatMap((line) => {
    const { title, url } = pattern?.exec(line)?.groups ?? {};
    return title === undefined || url === undefined ? [] : [{ title, url }];
  });
  return { kind: 'reading', articles };
}
