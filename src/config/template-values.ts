/**
 * What a template was filled with. A regular expression would do, and take the square of a text's
 * length, or its cube, to find that it is none of the template's: people edit what is read here.
 */
import { IS_LIQUID, PLACEHOLDER } from './templates.js';

/** Finds the values of a template in a text that says nothing else. */
export type TemplatePattern = {
  readonly exec: (
    text: string,
  ) => { readonly groups: Readonly<Record<string, string | undefined>> } | null;
};

/** What a value looks like, where it tells one value from the next: `（` may stand in a text too. */
type Shape = {
  /** Of one character; null: any. */
  readonly character: RegExp | null;
  readonly isLong: boolean;
};

const WORDS: Shape = { character: null, isLong: true };
const NAME: Shape = { character: /\S/, isLong: false };
const NUMBER: Shape = { character: /\d/, isLong: true };
const OTHER: Shape = { character: null, isLong: false };

const SHAPES: Readonly<Record<string, Shape>> = {
  ...{ text: WORDS, title: WORDS, url: NAME, login: NAME, tag: NAME },
  ...{ number: NUMBER, count: NUMBER, place: NUMBER, editions: NUMBER },
};

type Part =
  | { readonly kind: 'literal'; readonly text: string }
  | ({ readonly kind: 'value'; readonly name: string; readonly isRepeated: boolean } & Shape);

/** null: the template has conditions. */
export function patternOf(template: string): TemplatePattern | null {
  if (IS_LIQUID.test(template)) return null;
  const pieces = template.split(PLACEHOLDER);
  const parts = pieces.map((piece, at): Part => {
    if (at % 2 === 0) return { kind: 'literal', text: piece };
    const isRepeated = pieces.some(
      (other, place) => place % 2 === 1 && place < at && other === piece,
    );
    return { kind: 'value', name: piece, isRepeated, ...(SHAPES[piece] ?? OTHER) };
  });
  const [first = '', last = ''] = [pieces[0], pieces.at(-1)];
  return {
    exec: (text) => {
      if (!text.startsWith(first) || !text.endsWith(last)) return null;
      const groups = valuesFrom(text, parts, restsOf(text, parts), 0, 0, {});
      return groups === null ? null : { groups };
    },
  };
}

/** For each part the places from which it and what follows could be the rest of the text. */
type Rests = readonly Uint8Array[];

function restsOf(text: string, parts: readonly Part[]): Rests {
  let next = new Uint8Array(text.length + 1);
  next[text.length] = 1;
  const rests = [next];
  for (const part of parts.toReversed()) {
    const own = new Uint8Array(text.length + 1);
    for (let at = text.length; at >= 0; at -= 1) {
      const isRest =
        part.kind === 'literal'
          ? next[at + part.text.length] === 1 && text.startsWith(part.text, at)
          : next[at] === 1 || (own[at + 1] === 1 && isIn(text, at, part));
      own[at] = isRest ? 1 : 0;
    }
    rests.unshift(own);
    next = own;
  }
  return rests;
}

function isIn(text: string, at: number, { character }: Shape): boolean {
  return character === null || character.test(text[at] ?? '');
}

type Values = Readonly<Record<string, string>>;

/** The values of the parts from a place on; those that stand there a second time say the same. */
function valuesFrom(
  text: string,
  parts: readonly Part[],
  rests: Rests,
  index: number,
  at: number,
  values: Values,
): Values | null {
  const part = parts[index];
  if (part === undefined) return at === text.length ? values : null;
  if (rests[index]?.[at] !== 1) return null;
  const go = (end: number, known: Values) => valuesFrom(text, parts, rests, index + 1, end, known);
  if (part.kind === 'literal') return go(at + part.text.length, values);
  if (part.isRepeated) {
    const said = values[part.name] ?? '';
    return text.startsWith(said, at) ? go(at + said.length, values) : null;
  }
  for (const end of endsOf(text, part, at, rests[index + 1])) {
    const found = go(end, { ...values, [part.name]: text.slice(at, end) });
    if (found !== null) return found;
  }
  return null;
}

/** Where a value may end, the likest first. */
function* endsOf(text: string, part: Shape, at: number, rest?: Uint8Array): Generator<number> {
  let most = at;
  while (most < text.length && isIn(text, most, part)) most += 1;
  for (let step = 0; step <= most - at; step += 1) {
    const end = part.isLong ? most - step : at + step;
    if (rest?.[end] === 1) yield end;
  }
}
