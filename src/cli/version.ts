import { readFileSync } from 'node:fs';

const PACKAGE = new URL('../../package.json', import.meta.url);

/** Of this program, as its package says. */
export const VERSION = String(
  (JSON.parse(readFileSync(PACKAGE, 'utf8')) as { readonly version: unknown }).version,
);
