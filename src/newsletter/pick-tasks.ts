/** Which of a project's tasks an edition may print, in which order and words; and why not the others. */

import { DIFFICULTIES, type Difficulty } from '../domain/difficulty.js';
import { type IssueName, issueKey, issueName, sameRepository } from '../domain/reference.js';
import type { RepositoryName } from '../domain/task.js';
import { titleWords } from '../domain/title.js';
import { oneLine } from '../domain/unprintable.js';
import { hasHan, LANGUAGE_TRAITS, type Language } from '../messages/languages.js';
import type { TaskLine } from '../project/list/line.js';
import type { Digest, DigestIssue, DigestNote, DigestTask, Reason } from './digest.js';

export type DigestInput = {
  /** Of all the project's lists, in order. */
  readonly lines: readonly TaskLine[];
  /** A line's issue that is not among them counts as unreadable. */
  readonly issues: readonly DigestIssue[];
  /** Other repositories' issues that lines name, by `issueKey`, as far as they can be read. */
  readonly foreign?: ReadonlyMap<string, DigestIssue>;
  /** Where more than the label decides, such as what list and label last agreed on. */
  readonly difficultyOf?: (issue: DigestIssue) => Difficulty | null;
  /** A task's printed wording: `owner/repo#12` → text. The case of the key does not matter. */
  readonly texts: Readonly<Record<string, string>>;
  readonly language: Language;
  readonly repository: RepositoryName;
};

type Printed = DigestTask & { readonly difficulty: Difficulty };
type Choice = { readonly printed: Printed } | { readonly note: DigestNote };

/**
 * Free, open, non-draft tasks: list lines in list order, then unlisted labelled issues by number.
 * A ticked or struck line takes its issue out of the edition, unless another line names it.
 */
export function pickTasks(input: DigestInput): Digest {
  const choices = [...listed(input), ...unlisted(input)];
  const printed = choices.flatMap((choice) => ('printed' in choice ? [choice.printed] : []));
  return {
    groups: DIFFICULTIES.flatMap((difficulty) => {
      const tasks = printed
        .filter((task) => task.difficulty === difficulty)
        .map(({ difficulty: _, ...task }) => task);
      return tasks.length === 0 ? [] : [{ difficulty, tasks }];
    }),
    notes: choices.flatMap((choice) => ('note' in choice ? [choice.note] : [])),
  };
}

type Named = TaskLine & { readonly reference: IssueName };

function listed(input: DigestInput): Choice[] {
  const issues = new Map(input.issues.map((issue) => [issue.number, issue]));
  const byIssue = linesByIssue(input.lines);
  const chosen = new Map<TaskLine, Choice>();
  for (const lines of byIssue.values()) {
    const [{ reference }] = lines;
    const isOwn = sameRepository(reference, input.repository);
    const issue = isOwn ? issues.get(reference.number) : 'foreign';
    const [line, choice] = chooseLine(lines, issue, input);
    if (choice !== null) chosen.set(line, choice);
  }
  return input.lines.flatMap((line) => {
    if (line.reference === null && isActive(line)) {
      const { text, difficulty } = line;
      return [{ printed: { text, number: null, name: null, issue: null, difficulty } }];
    }
    return chosen.get(line) ?? [];
  });
}

/** The line's words; where an English edition cannot use them, those of the issue's title. */
function wordsOf(line: string, title: string, language: Language): string {
  if (LANGUAGE_TRAITS[language].readsHan) return line || title;
  const words = titleWords(language, line);
  return words === '' || (hasHan(words) && !hasHan(title)) ? title : words;
}

function linesByIssue(lines: readonly TaskLine[]): Map<string, [Named, ...Named[]]> {
  const byIssue = new Map<string, [Named, ...Named[]]>();
  for (const line of lines) {
    if (!isNamed(line)) continue;
    const key = issueKey(line.reference);
    const others = byIssue.get(key);
    if (others === undefined) byIssue.set(key, [line]);
    else others.push(line);
  }
  return byIssue;
}

function isNamed(line: TaskLine): line is Named {
  return line.reference !== null;
}

function isActive(line: TaskLine): boolean {
  return !line.ticked && !line.struck;
}

/** The line that speaks for an issue, and what becomes of it; null: it is done and needs no word. */
function chooseLine(
  lines: readonly [Named, ...Named[]],
  issue: DigestIssue | 'foreign' | undefined,
  input: DigestInput,
): [Named, Choice | null] {
  const active = lines.filter(isActive);
  const [first] = active;
  if (first === undefined) return [lines[0], tickedNote(lines[0], issue)];
  if (issue === undefined) return [first, { note: noteAt(first, 'missing') }];
  const known = issue === 'foreign' ? input.foreign?.get(issueKey(first.reference)) : issue;
  const reason = known === undefined ? null : reasonAgainst(known);
  if (reason !== null) return [first, { note: noteAt(first, reason) }];
  const headings = DIFFICULTIES.filter((each) => active.some((line) => line.difficulty === each));
  const own = issue === 'foreign' ? null : difficultyOf(issue, input);
  if (own === null && headings.length > 1) {
    const { reference, lineNumber } = first;
    return [
      first,
      { note: { kind: 'two-difficulties', issue: reference, lineNumber, difficulties: headings } },
    ];
  }
  const difficulty = own ?? first.difficulty;
  const line = active.find((each) => each.difficulty === difficulty) ?? first;
  const number = issue === 'foreign' ? null : issue.number;
  const title =
    issue === 'foreign' ? issueName(line.reference) : titleWords(input.language, issue.title);
  const text = wordingOf(line.reference, input) ?? wordsOf(line.text, title, input.language);
  const printed = { text, number, name: line.reference, issue: known ?? null, difficulty };
  return [line, { printed }];
}

function unlisted(input: DigestInput): Choice[] {
  const named = new Set(input.lines.filter(isNamed).map((line) => issueKey(line.reference)));
  const issues = new Map(input.issues.map((issue) => [issue.number, issue]));
  return [...issues.values()]
    .sort((a, b) => a.number - b.number)
    .flatMap((issue): Choice[] => {
      const name = { ...input.repository, number: issue.number };
      if (named.has(issueKey(name))) return [];
      const difficulty = difficultyOf(issue, input);
      const kind = reasonAgainst(issue) ?? (difficulty === null ? 'no-difficulty' : null);
      if (kind !== null || difficulty === null) {
        return [{ note: { kind: kind ?? 'no-difficulty', issue: name, lineNumber: null } }];
      }
      const text = wordingOf(name, input) ?? titleWords(input.language, issue.title);
      return [{ printed: { text, number: issue.number, name, issue, difficulty } }];
    });
}

function difficultyOf(issue: DigestIssue, input: DigestInput): Difficulty | null {
  return input.difficultyOf === undefined ? issue.difficulty : input.difficultyOf(issue);
}

function reasonAgainst(issue: DigestIssue): Reason | null {
  if (issue.isPullRequest) return 'pull-request';
  if (issue.state === 'closed') return 'closed';
  if (issue.held || issue.assignees.length > 0) return 'held';
  if (issue.hasOpenPull) return 'open-pull';
  return issue.draft ? 'draft' : null;
}

function noteAt(line: Named, kind: Reason | 'missing' | 'ticked'): DigestNote {
  return { kind, issue: line.reference, lineNumber: line.lineNumber };
}

function tickedNote(line: Named, issue: DigestIssue | 'foreign' | undefined): Choice | null {
  const isOpen = issue !== undefined && issue !== 'foreign' && reasonAgainst(issue) === null;
  return isOpen ? { note: noteAt(line, 'ticked') } : null;
}

function wordingOf(issue: IssueName, { texts }: DigestInput): string | null {
  const key = issueKey(issue);
  const found = Object.entries(texts).find(([name]) => name.toLowerCase() === key)?.[1];
  return found === undefined ? null : oneLine(found) || null;
}
