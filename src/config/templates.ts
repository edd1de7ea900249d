/**
 * Texts that an operator writes for printing, with placeholders in braces: `{name}`, or Liquid
 * (`{% if … %}`) where that is not enough.
 */
import { createRequire } from 'node:module';
import type { Liquid } from 'liquidjs';
import { z } from 'zod';
import { shown } from './problems.js';

export const PLACEHOLDER = /(?<![{%])\{\s*([A-Za-z][\w-]*)\s*\}(?!\})/g;

/** What tells a Liquid template from a text with placeholders alone. */
export const IS_LIQUID = /\{[{%]/;

let engine: Liquid | null = null;

/**
 * No files, and an end to everything: the numbers are characters, milliseconds and bytes. Loaded
 * only for a text that needs it, as most need none.
 */
function liquid(): Liquid {
  if (engine !== null) return engine;
  const load = createRequire(import.meta.url);
  const library = load('liquidjs') as typeof import('liquidjs');
  engine = new library.Liquid({
    templates: {},
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    parseLimit: 10_000,
    renderLimit: 1_000,
    memoryLimit: 1_000_000,
  });
  return engine;
}

export type TemplateValues = Readonly<Record<string, string | number | null>>;

/**
 * The text with its placeholders filled in, in one pass: a value with `{url}` in it stays as it is.
 * @throws where a Liquid template asks for too much
 */
export function fill(text: string, values: TemplateValues): string {
  const filledIn = (name: string) => (Object.hasOwn(values, name) ? (values[name] ?? '') : null);
  if (!IS_LIQUID.test(text)) {
    return text.replace(PLACEHOLDER, (whole, name: string) => String(filledIn(name) ?? whole));
  }
  return String(liquid().parseAndRenderSync(withDoubleBraces(text), values));
}

function withDoubleBraces(text: string): string {
  return text.replace(PLACEHOLDER, '{{ $1 }}');
}

/** At most 2,000 characters, in one or more lines; only the named placeholders may occur. */
export function template(placeholders: readonly string[]) {
  return z
    .string()
    .max(2_000, { abort: true })
    .superRefine((text, context) => checkPlaceholders(text, placeholders, context))
    .describe(known(placeholders));
}

/** A text of 1 to `limit` characters on one line. */
export function oneLine(limit: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(limit)
    .regex(/^[^\r\n]*$/, 'expected text on one line');
}

/** A path inside a repository: relative, never upwards, with `{yyyyMMdd}` for the edition's date. */
export const filePattern = z
  .string()
  .max(200)
  .superRefine((text, context) => {
    const steps = text.split('/');
    if (/[\\\s:]/.test(text) || steps.some((step) => ['', '.', '..', '.git'].includes(step))) {
      context.addIssue({
        code: 'custom',
        message: 'expected a path inside the repository, like blog/{yyyyMMdd}/index.md',
      });
    }
    checkPlaceholders(text, ['yyyyMMdd'], context);
  })
  .describe('The edition’s path in the site’s repository, with {yyyyMMdd} for its date.');

function checkPlaceholders(text: string, allowed: readonly string[], context: z.RefinementCtx) {
  const problem = (message: string) => context.addIssue({ code: 'custom', message });
  let names: readonly string[];
  try {
    names = namesIn(text);
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/, line:1\b/, '') : String(error);
    return problem(`expected a template: ${shown(why)}`);
  }
  const unknown = [...new Set(names)].filter((name) => !allowed.includes(name));
  if (unknown.length === 0) return;
  const which = shown(unknown.map((name) => `{${name}}`).join(', '));
  problem(`unknown placeholder ${which}; ${known(allowed)}`);
}

function namesIn(text: string): readonly string[] {
  if (!IS_LIQUID.test(text)) return [...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name);
  return liquid().globalVariablesSync(liquid().parse(withDoubleBraces(text)));
}

function known(placeholders: readonly string[]): string {
  const names = placeholders.map((name) => `{${name}}`).join(', ');
  if (placeholders.length === 0) return 'this text has no placeholders';
  return placeholders.length === 1
    ? `the placeholder is ${names}`
    : `the placeholders are ${names}`;
}
