/** That no request to GitHub is believed which the oracle's list does not have. */
import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { EVENTS, OPERATIONS } from '@newbie-tasks/embedded-github/oracle';
import { ANSWERS } from '../../../src/github/answers.js';

const { operations, events } = JSON.parse(readFileSync('test/oracle/operations.json', 'utf8')) as {
  readonly operations: object;
  readonly events: readonly string[];
};

/** GitHub answers by a repository's id as by its name, and describes only the latter. */
const byName = (operation: string) =>
  operation.replace('/repositories/{repository_id}', '/repos/{owner}/{repo}');

it('test/oracle/operations.json lists what is asked of GitHub, and nothing else', () => {
  const asked = new Set(Object.keys(ANSWERS).map(byName));
  expect([...asked].sort()).toEqual(Object.keys(operations).sort());
});

it('all that test/oracle/operations.json lists is described', () => {
  expect(Object.keys(operations).filter((name) => !(name in OPERATIONS))).toEqual([]);
  expect(events.filter((name) => !(name in EVENTS))).toEqual([]);
});
