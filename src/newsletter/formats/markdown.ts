/** An edition's sections as Markdown, and what a Markdown text shows of an edition. */
import { fill } from '../../config/templates.js';
import type { Newsletter } from '../configuration/newsletter.js';
import type { Edition } from '../edition.js';
import { type Section, sectionOf } from '../sections/index.js';
import type { Format } from './format.js';

export const markdown: Format<'markdown'> = {
  ...{ name: 'markdown', extension: 'md', hasPicture: false },
  render: (edition, newsletter) => renderMarkdown(edition, newsletter),
};

/**
 * Paragraphs between empty lines, without a trailing line break.
 * @param picture the contributors' picture beside the text; null: there is none
 */
export function renderMarkdown(
  edition: Pick<Edition, 'sections'>,
  newsletter: Newsletter,
  picture: string | null = null,
): string {
  return edition.sections
    .flatMap((section) => {
      const { heading, intro } = newsletter[section.kind];
      const around = { language: newsletter.language, picture };
      const { print } = sectionOf(section.kind);
      return [heading, ...intro, ...print(section, newsletter[section.kind], around)];
    })
    .filter((block) => block !== '')
    .join('\n\n');
}

/** The sections that a text in the newsletter's form shows; what stands around them is left out. */
export function parseMarkdown(markdown: string, newsletter: Newsletter): readonly Section[] {
  const blocks = blocksOf(markdown);
  const footer = newsletter.footer.map((form) => fill(form, { cover: newsletter.post.cover }));
  const starts = blocks.flatMap((block, at) => {
    const kind = newsletter.sections.find((each) => isHeading(block, newsletter[each].heading));
    return kind === undefined ? [] : [{ kind, at }];
  });
  return starts.map(({ kind, at }, index) => {
    const { intro } = newsletter[kind];
    const own = blocks
      .slice(at + 1, starts[index + 1]?.at)
      .filter((block) => !intro.includes(block) && !footer.includes(block));
    // What a section reads is of its own kind.
    return sectionOf(kind).parse(own, newsletter[kind], newsletter.language) as Section;
  });
}

/** By its words: editions that people wrote had it on another level now and then. */
function isHeading(block: string, heading: string): boolean {
  const words = (text: string) => text.replace(/^#+[ \t]*/, '');
  return block === heading || (/^#/.test(heading + block) && words(block) === words(heading));
}

/** No edition has more, and a file of empty lines must not cost more. */
const MOST_BLOCKS = 5_000;

/** The paragraphs of a text, as they stand. */
export function blocksOf(markdown: string): readonly string[] {
  return markdown
    .replace(/\r\n?/g, '\n')
    .split(/\n(?:[ \t]*\n)+/, MOST_BLOCKS)
    .map((block) => block.replace(/^\n+/, '').trimEnd())
    .filter((block) => block !== '');
}
