/**
 * Whether a regular expression may take longer than in proportion to its text. `scslre` reads it and
 * finds runs of one character; it knows nothing of longer pieces, as `<!--` again and again, so
 * those are tried out.
 */
import { type AST, RegExpParser, visitRegExpAST } from '@eslint-community/regexpp';
import { analyse } from 'scslre';
import { FLOODS } from '../../fuzz/texts.js';
import type { Pattern } from './in-source.js';

/** A text on which it takes long, as JavaScript; null: none is known. */
export function attackOn({ source, flags }: Pattern): string | null {
  const pattern = new RegExpParser().parseLiteral(`/${source}/${flags}`);
  const [report] = analyse(pattern).reports;
  if (report !== undefined) return `a run of ${report.character.literal.source}`;
  const run = runs(new RegExp(source, flags));
  const attack = attacks(pattern).find(({ before, piece }) =>
    isSuperLinear((length) => run(textOf(before, piece, length))),
  );
  if (attack === undefined) return null;
  return `${JSON.stringify(attack.before)} + ${JSON.stringify(attack.piece)}.repeat(10_000) + '\\0'`;
}

/** As our code may use it: once, or wherever it matches. */
function runs(pattern: RegExp): (text: string) => void {
  return (text) => {
    pattern.lastIndex = 0;
    pattern.exec(text);
    // Where a scanner asks for it at a place, the scanner answers for how often.
    if (!pattern.sticky) text.split(pattern);
  };
}

/** NUL behind it: a match to the end would hide what a failure costs. */
function textOf(before: string, piece: string, length: number): string {
  return `${before}${piece.repeat(Math.ceil(length / piece.length))}\0`;
}

/** In characters: the short ones first, as some work grows with the cube. */
const LENGTHS = [1_000, 4_000, 16_000];
/** In milliseconds: the work on such a text is done long before that where it is linear. */
const QUICK = 3;
/** A fourth of the text takes a sixteenth of the time where the work grows with the square. */
const MOST_TIMES = 8;

function isSuperLinear(run: (length: number) => void): boolean {
  return LENGTHS.some((length) => {
    if (timeOf(() => run(length)) < QUICK) return false;
    const long = best(() => run(length));
    return long > QUICK && long > MOST_TIMES * best(() => run(length / 4));
  });
}

function best(run: () => void): number {
  return Math.min(timeOf(run), timeOf(run), timeOf(run));
}

function timeOf(run: () => void): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

type Attack = { readonly before: string; readonly piece: string };

/** What each stretch of the pattern matches, again and again, behind what stands before it or not. */
function attacks(pattern: AST.RegExpLiteral): readonly Attack[] {
  const found = new Map<string, Attack>();
  const add = (before: string, piece: string) => {
    if (piece !== '') found.set(JSON.stringify([before, piece]), { before, piece });
  };
  visitRegExpAST(pattern, {
    onAlternativeEnter(alternative) {
      const samples = samplesOf(alternative.elements, pattern.flags);
      const above = sampleBefore(alternative.parent, pattern.flags);
      for (let start = 0; start < samples.length; start += 1) {
        const before = above + samples.slice(0, start).join('');
        for (let end = start + 1; end <= samples.length; end += 1) {
          const piece = samples.slice(start, end).join('');
          add('', piece);
          add(before, piece);
        }
      }
    },
  });
  return [...found.values()];
}

/** What the pattern matches before a group of it. */
function sampleBefore(node: AST.Node, flags: AST.Flags): string {
  const { parent } = node;
  if (parent === null) return '';
  if (parent.type !== 'Alternative') return sampleBefore(parent, flags);
  const before = parent.elements.slice(0, parent.elements.indexOf(node as AST.Element));
  return sampleBefore(parent, flags) + samplesOf(before, flags).join('');
}

/** One for each element, but for a word of letters that stand there as they are. */
function samplesOf(elements: readonly AST.Element[], flags: AST.Flags): readonly string[] {
  const samples: string[] = [];
  for (const [at, element] of elements.entries()) {
    const sample = sampleOf(element, flags);
    const isWord = element.type === 'Character' && elements[at - 1]?.type === 'Character';
    if (isWord) samples.push(`${samples.pop() ?? ''}${sample}`);
    else samples.push(sample);
  }
  return samples;
}

/** A short text that matches it, or nearly. */
function sampleOf(element: AST.Element, flags: AST.Flags): string {
  switch (element.type) {
    case 'Character':
      return String.fromCodePoint(element.value);
    case 'CharacterSet':
    case 'CharacterClass':
    case 'ExpressionCharacterClass': {
      const one = new RegExp(`^${element.raw}$`, flags.raw.replace(/[gym]/g, ''));
      return FLOODS.find((each) => one.test(each)) ?? 'a';
    }
    case 'Quantifier':
      return sampleOf(element.element, flags).repeat(Math.min(Math.max(1, element.min), 5));
    case 'Group':
    case 'CapturingGroup':
      return samplesOf(element.alternatives[0]?.elements ?? [], flags).join('');
    case 'Assertion':
    case 'Backreference':
      return '';
  }
}
