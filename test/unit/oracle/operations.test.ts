/** That no request to GitHub is believed which the oracle's list does not have. */
import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { ANSWERS } from '../../../src/github/answers.js';

/** GitHub answers by a repository's id as by its name, and describes only the latter. */
const byName = (operation: string) =>
  operation.replace('/repositories/{repository_id}', '/repos/{owner}/{repo}');

it('test/oracle/operations.json lists what is asked of GitHub, and nothing else', () => {
  const { operations } = JSON.parse(readFileSync('test/oracle/operations.json', 'utf8'));
  const asked = new Set(Object.keys(ANSWERS).map(byName));
  expect([...asked].sort()).toEqual(Object.keys(operations).sort());
});
