/** What a task line says once its references, images and assignee notes are taken out. */

import { type InlineToken, scanInline } from '../../domain/markdown/inline.js';
import {
  findReferences,
  type IssueName,
  type Reference,
  sameRepository,
} from '../../domain/reference.js';
import type { RepositoryName } from '../../domain/task.js';
import { oneLine } from '../../domain/unprintable.js';
import { assigneeNotes } from './assignee-note.js';
import { type Cut, closeGaps } from './text-gap.js';

export type TaskText = {
  /** '' where the line is only a reference: the issue's title speaks then. */
  readonly text: string;
  readonly reference: IssueName | null;
  readonly struck: boolean;
};

/** Labels that say no more than the address; of an issue's address, also these words. */
const ADDRESS_LABEL = /^(?:https?:\/\/\S*)?$/i;
const ISSUE_LABEL =
  /^(?:#\d+|GH-\d+|[\w.-]+\/[\w.-]+#\d+|links?|issues?(?: ?#\d+)?|here|见|详见|详情|链接|这里)$/i;
/** Longer labels are wording. Characters. */
const LONGEST_LABEL = 300;

export function taskText(content: string, repository: RepositoryName): TaskText {
  const whole = unwrapped(content);
  const tokens = scanInline(whole.text);
  const references = findReferences(whole.text, repository, tokens);
  const rest = unwrapped(closeGaps(whole.text, cutsFor(whole.text, tokens, references)));
  const reference = issueOf(references, repository);
  const text = rest.text === '' && reference === null ? onlyLink(whole.text, tokens) : rest.text;
  return { text: oneLine(text), reference, struck: whole.struck || rest.struck };
}

/** Emphasis around all of it, `**…**`, says nothing; `~~…~~` around all of it says struck. */
function unwrapped(line: string): { text: string; struck: boolean } {
  let text = line.trim();
  let struck = false;
  for (let mark = wrapping(text); mark !== null; mark = wrapping(text)) {
    struck ||= mark.startsWith('~');
    text = text.slice(mark.length, -mark.length).trim();
  }
  return { text, struck };
}

function wrapping(text: string): string | null {
  for (const mark of ['~~', '**', '__', '~']) {
    const inner = text.slice(mark.length, -mark.length);
    const encloses = text.length > 2 * mark.length && text.startsWith(mark) && text.endsWith(mark);
    if (encloses && !inner.includes(mark)) return mark;
  }
  return null;
}

/** The list's own issue comes first: a foreign one beside it is background. */
function issueOf(references: readonly Reference[], repository: RepositoryName): IssueName | null {
  const issues = references.filter((reference) => reference.kind === 'issue');
  const found = issues.find((issue) => sameRepository(issue, repository)) ?? issues[0];
  return found ? { owner: found.owner, repo: found.repo, number: found.number } : null;
}

function cutsFor(
  text: string,
  tokens: readonly InlineToken[],
  references: readonly Reference[],
): Cut[] {
  const named = new Set(references.map((reference) => reference.start));
  const scanned = new Set(tokens.map((token) => token.start));
  const mentions = [
    ...references.filter((reference) => !scanned.has(reference.start)),
    ...assigneeNotes(text, tokens, references),
  ];
  return [
    ...tokens.flatMap((token) => tokenCuts(text, token, named.has(token.start))),
    ...mentions.map(({ start, end }): Cut => ({ start, end, of: 'mention' })),
  ];
}

/** A link leaves its label, an address nothing. */
function tokenCuts(text: string, token: InlineToken, isReference: boolean): Cut[] {
  const { kind, start, end } = token;
  if (kind === 'code') return [];
  if (kind === 'address') return [{ start, end, of: 'mention' }];
  if (kind === 'tag') return [{ start, end, of: 'syntax' }];
  if (kind !== 'link') return [{ start, end, of: 'image' }];
  const { label } = token;
  const words = text.slice(label.start, Math.min(label.end, label.start + LONGEST_LABEL)).trim();
  if (ADDRESS_LABEL.test(words) || (isReference && ISSUE_LABEL.test(words))) {
    return [{ start, end, of: 'mention' }];
  }
  return [
    { start, end: label.start, of: 'syntax' },
    { start: label.end, end, of: 'syntax' },
  ];
}

function onlyLink(text: string, tokens: readonly InlineToken[]): string {
  for (const token of tokens) {
    if (token.kind === 'address') return token.url;
    if (token.kind !== 'link') continue;
    const label = text.slice(token.label.start, token.label.end).trim();
    if (ADDRESS_LABEL.test(label)) return label || token.url;
  }
  return '';
}
