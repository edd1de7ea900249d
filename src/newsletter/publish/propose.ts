/** What would be written of an edition, over what stands there now. Pure. */
import { isDeepStrictEqual } from 'node:util';
import type { Newsletter } from '../configuration/newsletter.js';
import type { Edition } from '../edition.js';
import { keyOf } from '../history.js';
import type { SectionKind } from '../sections/index.js';
import { type PrintedTask, renderTask, tasksOf } from '../sections/tasks.js';
import { type Choices, mergeEdits, NO_CHOICES } from './merge-edits.js';
import type { Picture } from './post-picture.js';
import { type Current, parseStored, type Stored, sha256, storedText } from './stored.js';
import type { Draft } from './units.js';

export type Proposal = Choices & {
  readonly text: string;
  readonly data: string;
  /** Whether there is anything to write. */
  readonly isChanged: boolean;
  /**
   * It is left alone: it was edited, and what we wrote last is not known any more, or it is longer
   * than any edition.
   */
  readonly isLeftAlone: boolean;
  /** Places that people changed. */
  readonly edits: number;
  readonly gone: readonly PrintedTask[];
  readonly come: readonly PrintedTask[];
  /** Other sections that are not what they were. */
  readonly changed: readonly SectionKind[];
};

export type Proposing = {
  readonly edition: Edition;
  readonly newsletter: Newsletter;
  readonly render: (edition: Edition, hasPicture: boolean) => string;
  /** A task's paragraph, as `render` prints it. */
  readonly renderTask?: (task: PrintedTask) => string;
  /** null: there is none. */
  readonly picture: Picture | null;
};

export function propose(proposing: Proposing, current: Current): Proposal {
  const { edition, render, picture } = proposing;
  const stored = parseStored(current.data ?? '');
  const before = stored === null ? NO_CHOICES : choicesIn(stored);
  const ours = draftOf(edition, proposing, render(edition, picture !== null));
  const write = (text: string, choices: Choices, edits: number) => {
    const data = storedText({
      ...{ edition, sha256: sha256(ours.text), picture: picture?.name ?? null },
      ...{ dropped: choices.dropped, rewordings: Object.fromEntries(choices.rewordings) },
    });
    return {
      ...{ text, data, edits, isLeftAlone: false, ...choices },
      ...differences(stored?.edition ?? null, edition, before.dropped),
      isChanged: text !== current.text || !isSameData(data, current.data),
    };
  };
  if (current.text === null) return write(ours.text, NO_CHOICES, 0);
  const last = stored && lastText(stored, current.text, render);
  if (stored === null || last === null || isTooLong(current.text)) {
    return { ...write(current.text, before, 0), isChanged: false, isLeftAlone: true };
  }
  const base = draftOf(stored.edition, proposing, last);
  const { text, edits, ...choices } = mergeEdits(base, current.text, ours, before);
  return write(text, choices, edits);
}

/** An edition of a thousand tasks has fewer. Comparing more would hold up everything else. */
const MOST_LINES = 3_000;

function isTooLong(text: string): boolean {
  return text.split('\n', MOST_LINES + 1).length > MOST_LINES;
}

function choicesIn({ dropped, rewordings }: Stored): Choices {
  return { dropped, rewordings: new Map(Object.entries(rewordings)) };
}

/** What we wrote last, before anybody edited it; null: that is not known any more. */
function lastText(
  { edition, picture, sha256: hash }: Stored,
  text: string,
  render: Proposing['render'],
): string | null {
  if (sha256(text) === hash) return text;
  const last = render(edition, picture !== null);
  return sha256(last) === hash ? last : null;
}

/** Spaces and the order of keys are no change: an issue keeps the data on one line. */
function isSameData(data: string, current: string | null): boolean {
  return isDeepStrictEqual(parseStored(data), parseStored(current ?? ''));
}

function draftOf(
  edition: Edition,
  { newsletter, renderTask: print }: Pick<Proposing, 'newsletter' | 'renderTask'>,
  text: string,
): Draft {
  const tasks = allTasks(edition).map((task) => ({
    key: keyOf(task),
    project: task.project,
    paragraph: print?.(task) ?? renderTask(task, newsletter.tasks),
  }));
  return { text, tasks };
}

export function allTasks({ sections }: Edition): ReturnType<typeof tasksOf> {
  return sections.flatMap((section) => (section.kind === 'tasks' ? tasksOf(section.projects) : []));
}

function differences(
  before: Edition | null,
  now: Edition,
  dropped: readonly string[],
): Pick<Proposal, 'gone' | 'come' | 'changed'> {
  if (before === null) return { gone: [], come: [], changed: [] };
  const [old, fresh] = [allTasks(before), allTasks(now)];
  const isIn = (tasks: readonly PrintedTask[], task: PrintedTask) =>
    tasks.some((each) => keyOf(each) === keyOf(task)) || dropped.includes(keyOf(task));
  const kinds = new Set([...before.sections, ...now.sections].map(({ kind }) => kind));
  const sectionIn = ({ sections }: Edition, kind: SectionKind) =>
    sections.find((section) => section.kind === kind);
  return {
    gone: old.filter((task) => !isIn(fresh, task)),
    come: fresh.filter((task) => !isIn(old, task)),
    changed: [...kinds].filter(
      (kind) =>
        kind !== 'tasks' && !isDeepStrictEqual(sectionIn(before, kind), sectionIn(now, kind)),
    ),
  };
}
