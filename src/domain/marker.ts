/**
 * Our comments recognise themselves by a hidden line `<!-- newbie-tasks:KIND KEY -->`, and the plans
 * carry their state in one. A marker counts only in a comment by exactly our account.
 */

import { z } from 'zod';
import { originalBounds, originalText } from './markdown/original.js';
import type { Comment } from './task.js';
import { instant } from './time.js';

const NAME = 'newbie-tasks';
const MARKER = /^<!-- newbie-tasks:([a-z-]+)((?: [^\s<>]+)*) -->$/;
const END = `<!-- ${NAME}:end -->`;
const STATE = new RegExp(`^<!-- ${NAME}:state (.*) -->$`, 'm');

export type Marker = {
  readonly kind:
    | 'plan'
    | 'project-plan'
    | 'answer'
    | 'hint'
    | 'remind'
    | 'release'
    | 'done'
    | 'offer'
    | 'line'
    | 'onboarding'
    | 'edition'
    | 'edition-failed';
  /** What makes the comment unique in its thread: for an answer the comment that it answers. */
  readonly key: string;
};

export function markerLine({ kind, key }: Marker): string {
  return `<!-- ${NAME}:${kind}${key === '' ? '' : ` ${key}`} -->`;
}

/** The comments that carry this marker and are ours, lowest id first. */
export function markedComments(
  comments: readonly Comment[],
  botLogin: string,
  marker: Marker,
): readonly Comment[] {
  return comments
    .filter((comment) => comment.author?.login === botLogin && hasMarker(comment.body, marker))
    .sort((a, b) => a.id - b.id);
}

/** The comment that this one answers, as its marker says; null: it answers none. */
export function answerKey(body: string): string | null {
  return markersOf(body).find(({ kind }) => kind === 'answer')?.key ?? null;
}

/** The how-manyth offer of a task a comment makes; null: it makes none. */
export function offerNumber(body: string): number | null {
  const key = markersOf(body).find(({ kind }) => kind === 'offer')?.key;
  const n = Number(key?.split(' ').at(-1));
  return Number.isSafeInteger(n) ? n : null;
}

/** Whether it is a comment of this program, whoever wrote it. */
export function isMarked(body: string): boolean {
  return markersOf(body).length > 0;
}

export function hasMarker(body: string, { kind, key }: Marker): boolean {
  return markersOf(body).some((marker) => marker.kind === kind && marker.key === key);
}

/** Our answers to a comment that already has one of ours with a lower id. */
export function doubledAnswers(comments: readonly Comment[], botLogin: string): readonly Comment[] {
  const answered = new Set<string>();
  return comments
    .filter(({ author }) => author?.login === botLogin)
    .toSorted((a, b) => a.id - b.id)
    .filter(({ body }) => {
      const key = answerKey(body);
      if (key === null || !answered.has(key)) {
        if (key !== null) answered.add(key);
        return false;
      }
      return true;
    });
}

function markersOf(body: string): readonly { kind: string; key: string }[] {
  return originalText(body)
    .split(/\r?\n/)
    .flatMap((line) => {
      const match = MARKER.exec(line.trim());
      return match === null ? [] : [{ kind: match[1] ?? '', key: (match[2] ?? '').trim() }];
    });
}

/** Our part of a plan: the first marker, the text, the state, the end. */
export function planBlock(kind: 'plan' | 'project-plan', text: string, state: unknown): string {
  return [
    markerLine({ kind, key: '' }),
    text.trim(),
    `<!-- ${NAME}:state ${hideJson(state)} -->`,
    END,
  ].join('\n\n');
}

/**
 * The body with our part replaced: text that others put around it stays. Returns the same body
 * where our part already says so, whatever a translator framed it with.
 */
export function replaceBlock(body: string, kind: 'plan' | 'project-plan', block: string): string {
  const bounds = blockBounds(body, kind);
  if (bounds === null) return block;
  const [start, end] = bounds;
  const normal = body.slice(start, end).replace(/\r\n/g, '\n');
  if (normal === block) return body;
  return body.slice(0, start) + block + body.slice(end);
}

function blockBounds(body: string, kind: 'plan' | 'project-plan'): [number, number] | null {
  const [from, to] = originalBounds(body);
  const start = body.indexOf(markerLine({ kind, key: '' }), from);
  if (start === -1 || start >= to) return null;
  // Behind a translator's divider stands no end of ours.
  const end = body.slice(0, to).indexOf(END, start);
  return [start, end === -1 ? to : end + END.length];
}

/** The state hidden in a plan's own block: undefined where there is none or it is damaged. */
export function readState(body: string, kind: 'plan' | 'project-plan'): unknown {
  const bounds = blockBounds(body, kind);
  if (bounds === null) return undefined;
  const match = STATE.exec(body.slice(...bounds).replace(/\r\n/g, '\n'));
  return match?.[1] === undefined ? undefined : parseJson(match[1]);
}

/** The promise that an answer makes, for a run that was cut off before the plan. */
export type Promised = {
  /** The deadline of a claim, ISO 8601; null: no claim was granted. */
  readonly due: string | null;
  /** How often it was extended. */
  readonly extensions: number;
  /** The task is held for somebody whom GitHub would not assign. */
  readonly isHold: boolean;
  /** A place in the line. */
  readonly isWaiting: boolean;
};

export const NO_PROMISE: Promised = {
  due: null,
  extensions: 0,
  isHold: false,
  isWaiting: false,
};

const promised = z
  .object({
    due: instant.nullable().catch(null),
    extensions: z.int().catch(0),
    isHold: z.boolean().catch(false),
    isWaiting: z.boolean().catch(false),
  })
  .transform(({ isHold, ...rest }): Promised => ({ ...rest, isHold: isHold && rest.due !== null }))
  .catch(NO_PROMISE);

export function answerBody(commentId: number, text: string, promised: Promised): string {
  const lines = [text.trim(), '', markerLine({ kind: 'answer', key: String(commentId) })];
  if (promised.due !== null || promised.isWaiting) {
    lines.push(`<!-- ${NAME}:state ${hideJson(promised)} -->`);
  }
  return lines.join('\n');
}

export function readAnswerState(body: string): Promised {
  const json = STATE.exec(originalText(body).replace(/\r\n/g, '\n'))?.[1];
  return promised.parse(json === undefined ? undefined : parseJson(json));
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** JSON that cannot close the HTML comment around it, nor ping anybody. */
export function hideJson(state: unknown): string {
  return JSON.stringify(state).replace(
    /[<>@]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
