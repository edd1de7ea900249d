/** An edition's sections as Markdown, and what a Markdown text shows of an edition. */
import type { Newsletter } from '../config/newsletter/newsletter.js';
import { fill } from '../config/templates.js';
import type { Edition, Section } from './edition.js';
import { parseContributors, renderContributors } from './sections/contributors.js';
import { parseFinished, renderFinished } from './sections/finished.js';
import { parseMeetings, renderMeetings } from './sections/meetings.js';
import { parseQuestions, renderQuestions } from './sections/questions.js';
import { parseReading, renderReading } from './sections/reading.js';
import { parseReleases, renderReleases } from './sections/releases.js';
import { parseTasks, renderTasks } from './sections/tasks.js';

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
      return [heading, ...intro, ...renderSection(section, newsletter, picture)];
    })
    .filter((block) => block !== '')
    .join('\n\n');
}

function renderSection(
  section: Section,
  newsletter: Newsletter,
  picture: string | null,
): readonly string[] {
  switch (section.kind) {
    case 'contributors':
      return renderContributors(section, newsletter.contributors, newsletter.language, picture);
    case 'questions':
      return renderQuestions(section, newsletter.questions);
    case 'tasks':
      return renderTasks(section, newsletter.tasks);
    case 'releases':
      return renderReleases(section, newsletter.releases);
    case 'meetings':
      return renderMeetings(section, newsletter.meetings);
    case 'reading':
      return renderReading(section, newsletter.reading);
    case 'finished':
      return renderFinished(section, newsletter.finished);
  }
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
    return parseSection(kind, own, newsletter);
  });
}

/** By its words: editions that people wrote had it on another level now and then. */
function isHeading(block: string, heading: string): boolean {
  const words = (text: string) => text.replace(/^#+[ \t]*/, '');
  return block === heading || (/^#/.test(heading + block) && words(block) === words(heading));
}

function parseSection(
  kind: Section['kind'],
  blocks: readonly string[],
  newsletter: Newsletter,
): Section {
  switch (kind) {
    case 'contributors':
      return parseContributors(blocks, newsletter.contributors, newsletter.language);
    case 'questions':
      return parseQuestions(blocks, newsletter.questions);
    case 'tasks':
      return parseTasks(blocks, newsletter.tasks);
    case 'releases':
      return parseReleases(blocks, newsletter.releases);
    case 'meetings':
      return parseMeetings(blocks, newsletter.meetings);
    case 'reading':
      return parseReading(blocks, newsletter.reading);
    case 'finished':
      return parseFinished(blocks, newsletter.finished);
  }
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
