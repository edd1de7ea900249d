/** What the editor is told beside a draft: what it holds, what would differ, what was left out. */
import { DateTime } from 'luxon';
import { patternOf } from '../../config/template-values.js';
import { inert } from '../../domain/markdown/inert.js';
import { type MessageKey, say, type Variables } from '../../messages/format.js';
import type { Composed } from '../compose.js';
import type { Newsletter } from '../configuration/newsletter.js';
import type { Edition } from '../edition.js';
import { unescapeText } from '../escape-text.js';
import { keyOf } from '../history.js';
import type { SectionKind } from '../sections/index.js';
import type { PrintedTask, TasksForm } from '../sections/tasks.js';
import type { Phase } from '../week.js';
import { allTasks, type Proposal } from './propose.js';
import { QUIET } from './quiet.js';

/** Of our own part. */
export const END = '<!-- newbie-tasks:end -->';

/** Of one list: nobody reads more, and GitHub takes 65,536 characters. */
const MOST_LINES = 30;
const MOST_CHARACTERS = 200;
/** Of one that is nothing but marks, each of which takes up to twelve. */
const MOST_MARKS = 30;

/** In characters: a newsletter takes no longer words for a task. */
const MOST_WORDING = 500;

/** @param file in which the edition stands; null: it stands above the report */
export function reportText(
  newsletter: Newsletter,
  { edition, notes, problems }: Composed,
  proposal: Proposal,
  phase: Phase,
  file: string | null,
): string {
  const { language } = newsletter;
  const tell = (key: MessageKey, variables: Variables = {}) => say(language, key, variables);
  const freeze = freezeOf(newsletter);
  const intro =
    file === null
      ? tell('edition.intro.issue', { freeze })
      : tell('edition.intro', { freeze, file });
  return [
    `<!-- newbie-tasks:edition ${edition.date} -->`,
    ...(phase === 'frozen'
      ? [tell('edition.frozen'), differences(proposal, newsletter, tell)]
      : [intro]),
    listed(tell('edition.problems'), problems),
    proposal.isLeftAlone ? tell('edition.alone') : '',
    proposal.edits > 0 ? tell('edition.edits', { count: proposal.edits }) : '',
    ...tasksIn(edition, proposal, tell),
    wordings(edition, proposal, newsletter, tell),
    folded(tell('edition.notes'), notes),
    END,
  ]
    .filter((block) => block !== '')
    .join('\n\n');
}

/** What stands around our own part stays. */
export function withReport(body: string, report: string): string {
  const start = body.search(/^<!-- newbie-tasks:edition \S+ -->/m);
  const end = start === -1 ? -1 : body.indexOf(END, start);
  if (end !== -1) return body.slice(0, start) + report + body.slice(end + END.length);
  // Where its end was taken out, nobody knows what of the rest is ours.
  const rest = body.replace(/^<!-- newbie-tasks:edition \S+ -->\s*/m, '').trimEnd();
  return rest === '' ? report : `${rest}\n\n${report}`;
}

type Tell = (key: MessageKey, variables?: Variables) => string;

function freezeOf({ publish, timeZone, language }: Newsletter): string {
  const { weekday, hour, minute } = publish.freeze;
  return DateTime.fromObject({ hour, minute }, { zone: timeZone, locale: language })
    .set({ weekday: weekday as 1 })
    .toFormat('cccc HH:mm');
}

function tasksIn(edition: Edition, { dropped }: Proposal, tell: Tell): readonly string[] {
  const tasks = allTasks(edition).filter((task) => !dropped.includes(keyOf(task)));
  const count = tasks.length;
  const longest = tasks.toSorted((a, b) => (b.editions ?? 0) - (a.editions ?? 0))[0];
  if (longest === undefined) return [];
  if (longest.editions === null) return [tell('edition.tasks.unknown', { count })];
  const fresh = tasks.filter(({ editions }) => editions === 0).length;
  const told = [tell('edition.tasks', { count, fresh })];
  if (longest.editions < 3) return told;
  const variables = { task: shown(longest.text), times: longest.editions + 1 };
  return [...told, tell('edition.repeated', variables)];
}

function differences(
  { gone, come, changed }: Proposal,
  newsletter: Newsletter,
  tell: Tell,
): string {
  const named = ({ text, issue }: PrintedTask) =>
    issue === null ? shown(text) : `${shown(text)} (${inert(issue)})`;
  const titleOf = (kind: SectionKind) =>
    newsletter[kind].title || newsletter[kind].heading.replace(/^#+\s*/, '') || kind;
  const lines = [
    ...gone.map((task) => tell('edition.gone', { task: named(task) })),
    ...come.map((task) => tell('edition.come', { task: named(task) })),
    ...changed.map((kind) => tell('edition.changed', { section: shown(titleOf(kind)) })),
  ];
  return lines.length === 0 ? tell('edition.same') : shortened(lines).join('\n');
}

function wordings(edition: Edition, { rewordings }: Proposal, { tasks }: Newsletter, tell: Tell) {
  const lines = wordingLines(rewordings, allTasks(edition), tasks);
  if (lines.length === 0) return '';
  // Whatever stands in the words can end neither the block nor, as a marker of ours, the report.
  const block = shortened(lines, '  # ')
    .join('\n')
    .replaceAll('~~~', '')
    .replaceAll('<!--', '\\u003c!--');
  return `${tell('edition.texts')}\n\n~~~~yaml\ntexts:\n${block}\n~~~~`;
}

/**
 * People's words as lines of a newsletter's `texts`: for tasks with an issue, as far as their
 * paragraphs still have the newsletter's form.
 */
export function wordingLines(
  rewordings: ReadonlyMap<string, string>,
  tasks: readonly PrintedTask[],
  form: TasksForm,
): readonly string[] {
  const names = new Map(tasks.map((task) => [keyOf(task), task.issue]));
  const pattern = patternOf(form.task);
  return [...rewordings].flatMap(([key, paragraph]) => {
    const name = names.get(key) ?? key;
    const printed = pattern?.exec(paragraph.replaceAll(QUIET, ''))?.groups?.text ?? '';
    const words = unescapeText(printed).replace(/\s+/g, ' ').trim();
    const isOffered =
      /^[^\s/]+\/[^\s/]+#\d+$/.test(name) && words !== '' && words.length <= MOST_WORDING;
    return isOffered ? [`  ${JSON.stringify(name)}: ${JSON.stringify(words)}`] : [];
  });
}

function listed(heading: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : [`**${heading}**`, '', ...items(lines)].join('\n');
}

function folded(heading: string, lines: readonly string[]): string {
  if (lines.length === 0) return '';
  const summary = `<details><summary>${heading}</summary>`;
  return [summary, '', ...items(lines), '', '</details>'].join('\n');
}

function items(lines: readonly string[]): readonly string[] {
  return shortened(lines.map((line) => `- ${shown(line)}`));
}

function shortened(lines: readonly string[], mark = '- '): readonly string[] {
  const more = lines.length - MOST_LINES;
  return more <= 0 ? lines : [...lines.slice(0, MOST_LINES), `${mark}… ${more}`];
}

function shown(text: string): string {
  const line = inert(text, MOST_CHARACTERS);
  return line.length <= 2 * MOST_CHARACTERS ? line : inert(text, MOST_MARKS);
}
