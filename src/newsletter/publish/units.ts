/** A draft in pieces that a person edits as one: lines of the front matter, items, paragraphs. */

export type Unit = {
  readonly text: string;
  /** Spaces and line breaks behind it. */
  readonly gap: string;
  readonly isHead: boolean;
};

/** A text of ours, with the tasks in it. */
export type Draft = { readonly text: string; readonly tasks: readonly DraftTask[] };

export type DraftTask = {
  /** By which it is known again. */
  readonly key: string;
  /** Under whose headings it stands. */
  readonly project: string;
  /** The paragraph as we print it. */
  readonly paragraph: string;
};

/** A piece of a draft of ours. */
export type DraftUnit = Unit & {
  /** Of the task that it is; null: it is none. */
  readonly key: string | null;
  /** Whose task stands right under it: it is that project's heading. null: it is none, or a task. */
  readonly project: string | null;
};

const FRONT_MATTER = /^---\n(?:.*\n)*?---[ \t]*\n/;
const ITEM = /^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]/;

export function unitsOf(text: string): readonly Unit[] {
  const normal = `${text.replace(/\r\n?/g, '\n').trimEnd()}\n`;
  const head = FRONT_MATTER.exec(normal)?.[0] ?? '';
  const units: { text: string; gap: string; isHead: boolean }[] = [];
  let at = 0;
  for (const line of normal.split(/(?<=\n)/)) {
    const words = line.trimEnd();
    const gap = line.slice(words.length);
    const isHead = at < head.length;
    const last = units.at(-1);
    const isNew = last === undefined || isHead || last.isHead || ITEM.test(line);
    if (words === '' && last !== undefined) last.gap += line;
    else if (isNew || hasEmptyLine(last)) units.push({ text: words, gap, isHead });
    else Object.assign(last, { text: last.text + last.gap + words, gap });
    at += line.length;
  }
  return units;
}

/** Two tasks may be printed in the same words: they are told apart by their order. */
export function draftUnitsOf({ text, tasks }: Draft): readonly DraftUnit[] {
  const named = new Map<string, DraftTask[]>();
  for (const task of tasks) {
    named.set(task.paragraph, [...(named.get(task.paragraph) ?? []), task]);
  }
  const units = unitsOf(text);
  const found = units.map((unit) => named.get(unit.text)?.shift() ?? null);
  return units.map((unit, at) => {
    const key = found[at]?.key ?? null;
    return { ...unit, key, project: key === null ? (found[at + 1]?.project ?? null) : null };
  });
}

/** @param isOurs whether we changed what stands there: two paragraphs never become one by that */
export function joinUnits(units: readonly (Unit & { readonly isOurs: boolean })[]): string {
  const texts = units.map((unit, at) => {
    const next = units[at + 1];
    const isTight =
      next === undefined ||
      unit.isHead ||
      hasEmptyLine(unit) ||
      (ITEM.test(unit.text) && ITEM.test(next.text) && !hasEmptyLine(next)) ||
      !(unit.isOurs || next.isOurs);
    return unit.text + (isTight ? unit.gap : '\n\n');
  });
  return `${texts.join('').trimEnd()}\n`;
}

/** The longer one of two. */
export function widerGap(one: Unit, other: Unit): string {
  return hasEmptyLine(one) || !hasEmptyLine(other) ? one.gap : other.gap;
}

function hasEmptyLine({ gap }: Unit): boolean {
  return gap.indexOf('\n') !== gap.lastIndexOf('\n');
}
