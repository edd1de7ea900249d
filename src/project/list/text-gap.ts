/** Takes spans out of a line, and with them the words and signs that only introduced them. */
import type { Span } from '../../domain/markdown/inline.js';

export type Cut = Span & {
  /** syntax: nothing but the signs goes; image: also doubled space; mention: also its lead-in. */
  readonly of: 'syntax' | 'image' | 'mention';
};

/** Lead-ins are short; reading the tail only bounds the work. Characters. */
const TAIL = 32;

/** 见 ends other words too: 意见, 常见, 可见 … */
const LEAD_IN =
  /(?:(?<![意常可看罕预偏听遇再创高主成相会撞碰起望])(?:请?(?:详情|具体|详细)?请?[详参]?见于?)|(?<!\p{L})(?:see(?: also)?|refs?|close[sd]?|fix(?:e[sd])?|参考)|(?<=(?:^|[(（「【[,，、:：。；;])\s*)(?:issues?|pr))\s*(?:issues?|pr|链接)?\s*[:：]?$/iu;
const LEAD_SIGN = /(?:\s*[,，、:：—–]|\s+-+)+$/;
const CONNECTOR = /^[\s,，、&+/]*(?:和|与|及|以及|或|and|or)?[\s,，、]*$/i;
const OPENING_SIGN = /^(?:[\s,，、:：。—–]|-+\s)+/;
const CLOSING_SIGN = /^[\s,，、:：;；—–-]*$/;
const SENTENCE_GOES_ON = /^[,.;:!?)\]，。；：！？、）】」』》”]/;
const PAIRS = [
  '()',
  '（）',
  '[]',
  '【】',
  '「」',
  '『』',
  '《》',
  '“”',
  '<>',
  '****',
  '____',
  '~~~~',
  '**',
  '__',
].map((pair) => [pair.slice(0, pair.length / 2), pair.slice(pair.length / 2)] as const);

/** The line without the cuts; otherwise its inner spaces are kept. Cuts may come in any order. */
export function closeGaps(text: string, cuts: readonly Cut[]): string {
  const ordered = disjoint(cuts);
  const pieces = [text.slice(0, ordered[0]?.start ?? text.length)];
  ordered.forEach((cut, index) => {
    const next = ordered[index + 1];
    const right = text.slice(cut.end, next?.start ?? text.length);
    if (cut.of === 'syntax') pieces.push(`${pieces.pop() ?? ''}${right}`);
    else close(pieces, right, cut, next === undefined);
  });
  return pieces.join('').trim();
}

function disjoint(cuts: readonly Cut[]): Cut[] {
  let end = 0;
  return [...cuts]
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .filter((cut) => {
      if (cut.start < end) return false;
      end = cut.end;
      return true;
    });
}

/** Joins what stands behind a cut to the pieces before it. */
function close(pieces: string[], behind: string, cut: Cut, isLast: boolean): void {
  let left = pieces.pop() ?? '';
  let right = behind;
  for (;;) {
    if (cut.of === 'mention') {
      if (isLast && CLOSING_SIGN.test(right.slice(0, TAIL)) && right.length < TAIL) right = '';
      left = withoutLeadIn(left, right.trimStart());
      if (pieces.length > 0 && left.length < TAIL && CONNECTOR.test(left)) left = '';
    }
    if (left.trimEnd() === '' && pieces.length > 0) {
      left = pieces.pop() ?? '';
      continue;
    }
    const before = left.trimEnd();
    const after = right.trimStart();
    if (before === '' || after === '') break;
    const pair = PAIRS.find(([open, shut]) => before.endsWith(open) && after.startsWith(shut));
    if (pair === undefined) break;
    left = before.slice(0, -pair[0].length);
    right = after.slice(pair[1].length);
  }
  pieces.push(...joined(left, right, cut));
}

function joined(left: string, right: string, cut: Cut): [string, string] {
  const before = left.trimEnd();
  const after = right.trimStart();
  if (before === '') return ['', cut.of === 'mention' ? after.replace(OPENING_SIGN, '') : after];
  if (after === '' || SENTENCE_GOES_ON.test(after)) return [before, after];
  const space = left.slice(before.length) || right.slice(0, right.length - after.length);
  return [before + space, after];
}

function withoutLeadIn(left: string, after: string): string {
  const before = left.trimEnd();
  if (before === '') return left;
  const stripped = withoutTail(before, LEAD_IN);
  const startsWords = after !== '' && !SENTENCE_GOES_ON.test(after);
  if (startsWords) return stripped === before ? left : stripped;
  return withoutTail(stripped.trimEnd(), LEAD_SIGN);
}

/** Nothing is joined: in many brackets within each other each joint would copy the whole text. */
function withoutTail(text: string, pattern: RegExp): string {
  const from = Math.max(0, text.length - TAIL);
  const start = text.slice(from).search(pattern);
  return start === -1 ? text : text.slice(0, from + start);
}
