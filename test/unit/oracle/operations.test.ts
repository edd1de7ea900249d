/** That no request to GitHub is written which the oracle's list does not have. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { Octokit } from '@octokit/rest';

type Endpoint = { readonly endpoint?: { readonly DEFAULTS: { method: string; url: string } } };

const ENDPOINTS = new Octokit().rest as unknown as Readonly<
  Record<string, Readonly<Record<string, Endpoint>>>
>;

/** @octokit/auth-app sends it by itself. */
const MINTING = 'POST /app/installations/{installation_id}/access_tokens';

/** `octokit.rest.issues.get`, and `git.createBlob` of what was taken out of `octokit.rest`. */
function calledIn(source: string): string[] {
  return [...source.matchAll(/\b([a-z]+)(?=\.([a-z]\w+)\b)/g)].flatMap(
    ([, group = '', name = '']) => {
      const defaults = ENDPOINTS[group]?.[name]?.endpoint?.DEFAULTS;
      return defaults === undefined ? [] : `${defaults.method} ${defaults.url}`;
    },
  );
}

it('test/oracle/operations.json lists what src/github calls, and nothing else', () => {
  const sources = readdirSync('src/github').map((name) =>
    readFileSync(`src/github/${name}`, 'utf8'),
  );
  const called = new Set([...sources.flatMap(calledIn), MINTING]);
  const { operations } = JSON.parse(readFileSync('test/oracle/operations.json', 'utf8'));
  expect([...called].sort()).toEqual(Object.keys(operations).sort());
});
