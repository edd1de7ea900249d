/** `newbie-tasks digest`: one edition of a newsletter, printed, written or published. */
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { GitHubFailure } from '../github/errors.js';
import { type Assembled, assemble } from '../newsletter/assemble.js';
import type { Newsletter } from '../newsletter/configuration/newsletter.js';
import { FORMATS, formatOf } from '../newsletter/formats/index.js';
import { markdown } from '../newsletter/formats/markdown.js';
import { drawPictureOf } from '../newsletter/picture/draw.js';
import { openOutlet } from '../newsletter/publish/outlet.js';
import { SECTIONS, type SectionKind } from '../newsletter/sections/index.js';
import { pathsOf } from '../newsletter/site-paths.js';
import { verifyTasks } from '../newsletter/verify.js';
import { instantOf, phaseOf, type Week, weekAt, weekUntil } from '../newsletter/week.js';
import { openNewsletter } from './open-newsletter.js';
import type { Output } from './output.js';
import { progress } from './progress.js';

export type DigestOptions = {
  readonly newsletter?: string;
  readonly date?: string;
  readonly since?: string;
  readonly until?: string;
  readonly section?: string;
  readonly format?: string;
  readonly out?: string;
  readonly publish?: boolean;
};

/** Exit code: 0 done; 1 a problem, named on stderr, the readable rest printed; 2 wrong usage. */
export async function digest(
  options: DigestOptions,
  variables: Readonly<Record<string, string | undefined>>,
  out: Output,
): Promise<0 | 1 | 2> {
  const say = (line: string) => out.stderr(`digest: ${line}`);
  const misuse = wrongUsage(options);
  if (misuse !== null) {
    say(misuse);
    return 2;
  }
  const opened = await openNewsletter('digest', options.newsletter, variables, out);
  if (opened === null) return 1;
  const { newsletter, github, contexts, environment } = opened;
  const week = weekOf(options, newsletter, Date.now());
  if (typeof week === 'string') {
    say(week);
    return 2;
  }
  const sections = (options.section?.split(',') ?? newsletter.sections) as readonly SectionKind[];
  const { publishToken, apiUrl } = environment;
  const outlet = openOutlet(newsletter, github, publishToken, apiUrl, process.cwd());
  const reading = progress('reading {value}/{total} projects [{bar}]', newsletter.projects.length);
  const tools = { ...opened, archive: outlet.archive };
  const assembled = await assemble(tools, sections, week, reading.step);
  reading.end();
  for (const line of [...assembled.notes, ...assembled.problems]) say(line);
  const done = options.publish ? await publish() : await print(assembled, newsletter, options, out);
  return done && assembled.problems.length === 0 ? 0 : 1;

  async function publish(): Promise<boolean> {
    try {
      const { url, outcome } = await outlet.publish({
        newsletter,
        composed: assembled,
        phase: phaseOf(Date.now(), week as Week, newsletter),
        drawPicture: () => drawPictureOf(assembled),
        verify: (composed) => verifyTasks(newsletter, contexts, composed),
      });
      say(`${SAID[outcome]}${url === null ? '' : `: ${url}`}`);
      return outcome !== 'left-alone';
    } catch (error) {
      if (!(error instanceof GitHubFailure)) throw error;
      say(`the edition cannot be published: ${error.message}`);
      return false;
    }
  }
}

const SAID = {
  created: 'the edition is there',
  updated: 'the edition was brought up to date',
  unchanged: 'the edition is up to date',
  frozen: 'the edition is frozen; what would differ is told there',
  over: 'people merged or closed this edition, so nothing was changed',
  'left-alone':
    'the edition was edited, and what was written last cannot be told any more: nothing was changed',
} as const;

/** @returns whether it went out; why not is said */
async function print(
  { edition, collected }: Assembled,
  newsletter: Newsletter,
  options: DigestOptions,
  out: Output,
): Promise<boolean> {
  const format = formatOf(options.format ?? '') ?? markdown;
  if (edition.sections.length === 0) {
    out.stderr('digest: there is nothing to print');
    return true;
  }
  const file = options.out;
  const rendered = (name: string | null): string | null => {
    try {
      return format.render(edition, newsletter, name);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      out.stderr(
        `digest: the edition is too large for --format ${format.name}; print some sections`,
      );
      return null;
    }
  };
  if (file === undefined) {
    const text = rendered(null);
    if (text !== null) out.stdout(text);
    return text !== null;
  }
  // A post has its picture beside it, and whoever pastes an article inserts it there.
  const picture = format.hasPicture ? await drawPictureOf({ edition, collected }) : null;
  const { pictureName } = pathsOf(newsletter.publish.path, edition.date);
  const text = rendered(picture && pictureName);
  if (text === null) return false;
  if (!(await written(file, `${text}\n`, out))) return false;
  if (picture === null) return true;
  const beside = join(dirname(file), pictureName);
  return (
    (await written(beside, picture.png, out)) &&
    (await written(beside.replace(/png$/, 'svg'), picture.svg, out))
  );
}

/** false: it cannot be written there, which is said. */
async function written(file: string, content: string | Uint8Array, out: Output): Promise<boolean> {
  try {
    await writeFile(file, content);
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    out.stderr(`digest: --out ${file}: the edition cannot be written there (${code})`);
    return false;
  }
}

/** The week of the edition; a text: what is wrong with the arguments. */
function weekOf(
  { date, since, until }: DigestOptions,
  newsletter: Newsletter,
  now: number,
): Week | string {
  const usual = date === undefined ? weekAt(now, newsletter) : weekUntil(date, newsletter);
  const from = since === undefined ? usual.since : instantOf(since, newsletter);
  const to = until === undefined ? usual.until : instantOf(until, newsletter);
  const wrong = from === null ? ['--since', since] : to === null ? ['--until', until] : null;
  if (wrong !== null) {
    return `${wrong[0]}: expected a day or an instant like 2021-11-12T15:00, found "${wrong[1]}"`;
  }
  if (Date.parse(from ?? '') >= Date.parse(to ?? '')) return '--since: expected it before --until';
  const day = date ?? (until === undefined ? usual.date : (to ?? '').slice(0, 10));
  return { date: day, since: from ?? '', until: to ?? '' };
}

/** The mistake in the arguments; null: there is none. */
function wrongUsage({ date, section, format, out, publish }: DigestOptions): string | null {
  if (date !== undefined && !isDate(date)) {
    return `--date: expected a day like 2021-11-12, found "${date}"`;
  }
  const unknown = (section?.split(',') ?? []).filter(
    (name) => !(SECTIONS as readonly string[]).includes(name),
  );
  if (unknown.length > 0) {
    return `--section: "${unknown.join(',')}" is no section; there are: ${SECTIONS.join(', ')}`;
  }
  if (format !== undefined && formatOf(format) === null) {
    const names = FORMATS.map(({ name }) => name).join(', ');
    return `--format: "${format}" is no format; there are: ${names}`;
  }
  if (publish && (out !== undefined || format !== undefined)) {
    return '--publish writes where the newsletter says: without --out and --format';
  }
  return null;
}

function isDate(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(`${text}T`);
}
