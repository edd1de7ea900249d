/** Every regular expression of src/: as it is written, or built when its module is loaded. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseSync } from '@swc/core';

export type Pattern = {
  /** `src/commands/parse.ts:11`; of a built one the line of its `new RegExp`. */
  readonly place: string;
  readonly source: string;
  readonly flags: string;
};

export function sourceFiles(): readonly string[] {
  return readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join('src', name))
    .sort();
}

export function writtenPatterns(file: string): readonly Pattern[] {
  const text = readFileSync(file, 'utf8');
  const found: Pattern[] = [];
  let at = 0;
  visit(parseSync(text, { syntax: 'typescript', target: 'es2022' }), (node) => {
    if (node.type !== 'RegExpLiteral') return;
    const { pattern: source, flags } = node as unknown as { pattern: string; flags: string };
    const written = `/${source}/${flags}`;
    const next = text.indexOf(written, at);
    at = next === -1 ? text.indexOf(written) : next + written.length;
    const place = `${file}:${text.slice(0, at).split('\n').length}`;
    found.push({ place, source, flags });
  });
  return found;
}

type Node = { readonly type?: string };

function visit(node: unknown, found: (node: Node) => void): void {
  if (node === null || typeof node !== 'object') return;
  if (!Array.isArray(node)) found(node as Node);
  for (const child of Object.values(node)) visit(child, found);
}

/** The line of a stack trace that tells who called what took the trace. */
const BUILDER = 2;

/** Those that a function builds are none of these. */
export async function builtPatterns(): Promise<readonly Pattern[]> {
  const found: Pattern[] = [];
  const original = globalThis.RegExp;
  globalThis.RegExp = new Proxy(original, {
    construct(target, [pattern, flags]: [string | RegExp, string | undefined]) {
      const built = new target(pattern, flags);
      const builder = new Error().stack?.split('\n')[BUILDER] ?? '';
      const [, place] = builder.split(`${process.cwd()}/`);
      if (place?.startsWith('src/')) {
        found.push({
          place: place.replace(/(?::\d+)?\)?$/, ''),
          source: built.source,
          flags: built.flags,
        });
      }
      return built;
    },
  });
  try {
    for (const file of sourceFiles()) {
      if (!/new RegExp\(/.test(readFileSync(file, 'utf8'))) continue;
      await import(pathToFileURL(resolve(file)).href);
    }
  } finally {
    globalThis.RegExp = original;
  }
  return found;
}
