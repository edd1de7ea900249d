/** Texts that an operator writes for printing, with placeholders in braces. */
import { z } from 'zod';
import { shown } from './problems.js';

const PLACEHOLDER = /\{([A-Za-z][\w-]*)\}/g;

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
  const names = [...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name);
  const unknown = [...new Set(names)].filter((name) => !allowed.includes(name));
  if (unknown.length === 0) return;
  const which = shown(unknown.map((name) => `{${name}}`).join(', '));
  context.addIssue({ code: 'custom', message: `unknown placeholder ${which}; ${known(allowed)}` });
}

function known(placeholders: readonly string[]): string {
  return placeholders.length === 0
    ? 'this text has no placeholders'
    : `the placeholder is ${placeholders.map((name) => `{${name}}`).join(', ')}`;
}
