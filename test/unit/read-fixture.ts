import { readFileSync } from 'node:fs';

/** A JSON file of test/fixtures. */
export function readFixture<T>(name: string): T {
  return JSON.parse(readText(name)) as T;
}

export function readText(name: string): string {
  return readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8');
}
