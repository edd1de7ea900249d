/**
 * Strangers' YAML, made safe to compose: small, shallow, and without the features that cost time.
 * Composing yaml 2.9.1 naively is fatal: 900 nested brackets kill the process (RegExp allocation,
 * exit 134, uncatchable), and 64 KB of keys, tags or anchors block the event loop for seconds.
 */
import { Composer, CST, type Document, Lexer, LineCounter, Parser } from 'yaml';

/** Bytes of UTF-8. A generous configuration of 30 projects has about 8 KB. */
export const MAX_BYTES = 16 * 1024;
/** Maps and lists inside each other. The contract needs 5. */
export const MAX_DEPTH = 32;
/** Words, marks, spaces and line ends; 16 KB of ordinary YAML has about 3,000. Bounds the time to some 40 ms. */
const MAX_TOKENS = 4_000;
/** Every bad escape makes an Error, so a backslash counts as several tokens. */
const TOKENS_PER_BACKSLASH = 4;

/** Both count from 1; columns in UTF-16 units. */
export type Position = { readonly line: number; readonly column: number };

export type Fault = Position & { readonly message: string };

export type SafeYaml =
  | { readonly ok: true; readonly document: Document.Parsed; readonly lines: LineCounter }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/** What YAML 1.2 calls printable; a lone surrogate is not. */
export const UNPRINTABLE =
  /[^\t\n\r\x20-\x7e\x85\xa0-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u;

const REFUSED: Partial<Record<CST.TokenType, string>> = {
  anchor:
    'anchors (&name) are not supported: write the value out, or quote text that begins with &',
  alias: 'aliases (*name) are not supported: write the value out, or quote text that begins with *',
  tag: 'tags (!name) are not supported: quote text that begins with !',
  'directive-line': 'directives (%…) are not supported: quote text that begins with %',
};

/** The yaml package speaks of its grammar; a maintainer needs to know what to change. */
const IN_PLAIN_WORDS: readonly (readonly [RegExp, string])[] = [
  [/^Plain value cannot start with/, 'text that begins with @ or ` needs quotes'],
  [
    /^Nested mappings/,
    'a key inside a value: check the indentation, or quote text with ": " in it',
  ],
  [/^Implicit (map )?keys need/, 'expected "key: value": check the colon and the indentation'],
  [/^Tabs are not allowed/, 'a tab cannot indent YAML: use spaces'],
  [/^With stringKeys/, 'a key must be text'],
];

/**
 * Parse one YAML document of at most 16 KB and 32 levels, without anchors, aliases, tags or
 * directives. Never throws and never takes 100 ms, whatever the text; returns every syntax fault.
 * Duplicate keys are not looked for here (the package's check is quadratic): see yaml-data.ts.
 */
export function parseSafely(source: string): SafeYaml {
  const text = source.replace(/^\uFEFF/, '');
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_BYTES) {
    return refuse(`the file has ${bytes} bytes; at most ${MAX_BYTES} are read`);
  }
  const unreadable = unreadableCharacter(text);
  if (unreadable !== null) return { ok: false, faults: [unreadable] };
  const { stackTraceLimit } = Error;
  try {
    // The package makes an Error of every fault; without stack traces 4,000 cost 35 ms, not 140.
    Error.stackTraceLimit = 0;
    return compose(text);
  } catch {
    // Not known to happen; but a repository's file must never be able to end the process.
    return refuse('this cannot be read as YAML');
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function refuse(message: string): SafeYaml {
  return { ok: false, faults: [{ line: 1, column: 1, message }] };
}

function unreadableCharacter(text: string): Fault | null {
  const found = [text.search(UNPRINTABLE), text.search(/\r(?!\n)/)].filter((at) => at >= 0);
  if (found.length === 0) return null;
  const at = Math.min(...found);
  const before = text.slice(0, at).split('\n');
  const code = (text.codePointAt(at) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  const hint = code === '0000' ? ': is the file UTF-8 text?' : '';
  return {
    line: before.length,
    column: (before.at(-1) ?? '').length + 1,
    message: `the character U+${code} cannot stand in YAML${hint}`,
  };
}

function compose(text: string): SafeYaml {
  const lines = lineCounterOf(text);
  const { tokens, faults } = tokensOf(text, lines);
  if (faults.length > 0) return { ok: false, faults };
  const composer = new Composer({ uniqueKeys: false, stringKeys: true, prettyErrors: false });
  // A generator: a third document is never composed.
  const [document, second] = composer.compose(tokens, true, text.length);
  if (document === undefined) return refuse('this cannot be read as YAML');
  const found = document.errors.map((error) =>
    faultAt(lines, error.pos[0], inPlainWords(error.message)),
  );
  if (second !== undefined) {
    found.push(faultAt(lines, second.range[0], 'a second document begins here: only one is read'));
  }
  return found.length > 0 ? { ok: false, faults: found } : { ok: true, document, lines };
}

/** The concrete syntax, read by the package's iterative parser, which stops at the first excess. */
function tokensOf(text: string, lines: LineCounter) {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  const faults: Fault[] = [];
  let work = 0;
  let scalarFollows = false;
  for (const lexeme of new Lexer().lex(text)) {
    const at = parser.offset;
    const refusal = scalarFollows ? undefined : REFUSED[CST.tokenType(lexeme) ?? 'scalar'];
    if (refusal !== undefined) faults.push(faultAt(lines, at, refusal));
    scalarFollows = lexeme === CST.SCALAR;
    work += 1 + TOKENS_PER_BACKSLASH * (lexeme.split('\\').length - 1);
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (work > MAX_TOKENS) {
      faults.push(faultAt(lines, at, 'the file has too many parts for a configuration'));
      return { tokens, faults };
    }
    if (parser.stack.filter(CST.isCollection).length > MAX_DEPTH) {
      faults.push(faultAt(lines, at, `nested deeper than ${MAX_DEPTH} levels`));
      return { tokens, faults };
    }
  }
  for (const token of parser.end()) tokens.push(token);
  return { tokens, faults };
}

function lineCounterOf(text: string): LineCounter {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    lines.addNewLine(at + 1);
  }
  return lines;
}

/** The position of an offset in the text without its byte order mark. */
export function positionAt(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}

function faultAt(lines: LineCounter, offset: number, message: string): Fault {
  return { ...positionAt(lines, offset), message };
}

function inPlainWords(message: string): string {
  const words = IN_PLAIN_WORDS.find(([theirs]) => theirs.test(message))?.[1];
  return words ?? message.split('\n', 1).join().slice(0, 200);
}
