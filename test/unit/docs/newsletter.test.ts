/** What an edition may hold, and its formats, are the same in the page, the program and the tables. */
import { describe, expect, it } from '@jest/globals';
import { createProgram } from '../../../src/cli/program.js';
import { FORMATS } from '../../../src/newsletter/formats/index.js';
import { SECTIONS } from '../../../src/newsletter/sections/index.js';
import { codeIn, pageOf, rowsOf, sectionOf } from './pages.js';

const { text } = pageOf('docs/newsletter.md');
const names = FORMATS.map(({ name }) => name);

function namedUnder(heading: string): readonly string[] {
  return rowsOf(sectionOf(text, heading)).flatMap(([first = '']) => codeIn(first));
}

describe('docs/newsletter.md', () => {
  it('says of every section what it holds', () => {
    expect([...namedUnder('What an edition holds')].sort()).toEqual([...SECTIONS].sort());
  });

  it('says of every format what it is', () => {
    expect(namedUnder('Formats')).toEqual(names);
  });
});

it('--format names every format', () => {
  const quiet = { stdout: () => {}, stderr: () => {} };
  const program = createProgram(
    {},
    quiet,
    () => {},
    async () => {},
  );
  const digest = program.commands.find((command) => command.name() === 'digest');
  const flag = digest?.options.find(({ long }) => long === '--format');
  const last = names.at(-1);
  const all = `${names.slice(0, -1).join(', ')} or ${last}`;
  expect(flag?.description).toBe(`${all} (default: ${names[0]})`);
});
