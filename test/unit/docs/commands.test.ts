/** Commands and flags are the same in the pages, in the program and in `--help`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Command } from 'commander';
import { createProgram } from '../../../src/cli/program.js';
import { COMMAND_NAMES, commandHelp } from '../../../src/commands/index.js';
import { commandText, parseCommands } from '../../../src/commands/parse.js';
import { codeIn, PAGES, pageOf, rowsOf, sectionOf, shellLinesOf } from './pages.js';

const QUIET = { stdout: () => {}, stderr: () => {} };
const program = createProgram(
  {},
  QUIET,
  () => {},
  async () => {},
);

const FILE = 'docs/commands.md';
const HOW = 'refresh with: UPDATE=1 npm run test:unit';
const COMMANDS = program.commands;
const NAMES = COMMANDS.map((command) => command.name());

/** Of `npm run bench`, which docs/performance.md names by itself. */
const SCRIPT_FLAGS = ['--write'];

const longFlags = (command: Command): readonly string[] => [
  ...command.options.map(({ long }) => long ?? ''),
  '--help',
];

const ALL_FLAGS = [...COMMANDS.flatMap(longFlags), '--version', ...SCRIPT_FLAGS];

describe('the commands of comments', () => {
  const tables = [
    ['README.md', 'Commands'],
    ['docs/README.zh-CN.md', '命令'],
    [FILE, 'In comments'],
  ].map(([file = '', heading = '']) => ({
    file,
    commands: rowsOf(sectionOf(pageOf(file).text, heading))
      .flatMap(([first = '']) => codeIn(first))
      .filter((code) => code.startsWith('/')),
  }));

  it.each(tables)('in $file are those that are understood, each once', ({ commands }) => {
    const both = ['/claim @login', '/unclaim @login'];
    expect([...commands].sort()).toEqual(
      [...COMMAND_NAMES.map((name) => `/${name}`), ...both].sort(),
    );
    for (const text of commands) expect(parseCommands(text).map(commandText)).toEqual([text]);
  });
});

describe('the table of comment commands', () => {
  it(`stands in ${FILE} as the commands declare it`, () => {
    const rows = commandHelp().map(({ usage, who, does }) => `| ${usage} | ${who} | ${does} |`);
    const table = ['| command | who | does |', '| --- | --- | --- |', ...rows].join('\n');
    expectGenerated('comment commands', table);
  });
});

describe('the command line', () => {
  it(`stands in ${FILE} as the program has it`, () => {
    expectGenerated('command line', commandLine());
  });

  it.each([
    ['README.md', 'Commands'],
    ['docs/README.zh-CN.md', '命令'],
  ])('has each of its commands in %s, and no other', (file, heading) => {
    const named = rowsOf(sectionOf(pageOf(file).text, heading))
      .flatMap(([first = '']) => codeIn(first)[0]?.split(' ')[0] ?? [])
      .filter((name) => !name.startsWith('/'));
    expect(named.sort()).toEqual([...NAMES].sort());
  });

  it('has an exit code for each of its commands', () => {
    const rows = rowsOf(sectionOf(pageOf(FILE).text, 'Exit codes'));
    const told = rows.flatMap(([first = '']) => codeIn(first));
    expect(told.sort()).toEqual([...NAMES].sort());
  });

  it.each(PAGES)('is called in $file with commands and flags that exist', ({ text }) => {
    const calls = [...codeIn(text), ...shellLinesOf(text)].filter((line) =>
      /\bnewbie-tasks [a-z]/.test(line),
    );
    for (const call of calls) {
      const [name = '', ...words] = call.split(/\bnewbie-tasks /)[1]?.split(' ') ?? [];
      const command = COMMANDS.find((one) => one.name() === name);
      expect({ call, isKnown: command !== undefined }).toEqual({ call, isKnown: true });
      const used = words.filter((word) => word.startsWith('--'));
      const unknown = used.filter((flag) => command && !longFlags(command).includes(flag));
      expect({ call, unknown }).toEqual({ call, unknown: [] });
    }
  });

  it.each(PAGES)('has every flag that $file names in a sentence', ({ text }) => {
    const named = codeIn(text)
      .filter((code) => !/^(npm|docker|git|ssh) /.test(code))
      .flatMap((code) => code.match(/(?<=^|\s)--[a-z-]+/g) ?? []);
    expect(named.filter((flag) => !ALL_FLAGS.includes(flag))).toEqual([]);
  });
});

/** What stands between a part's two marks, without an end of line at its end. */
function expectGenerated(part: string, text: string): void {
  const [first, last] = [`<!-- ${part} -->`, `<!-- end of ${part} -->`];
  const [before = '', rest = ''] = readFileSync(FILE, 'utf8').split(first);
  const page = `${before}${first}\n${text}\n${last}${rest.split(last)[1] ?? ''}`;
  if (process.env.UPDATE) writeFileSync(FILE, page);
  expect({ HOW, page: readFileSync(FILE, 'utf8') }).toEqual({ HOW, page });
}

/** The command line, a chapter for each command. */
function commandLine(): string {
  return COMMANDS.map((command) => {
    const rows = [
      ...command.registeredArguments.map((argument) => [
        argument.required ? `<${argument.name()}>` : `[${argument.name()}...]`,
        argument.description,
      ]),
      ...command.options.map(({ flags, description, defaultValue, negate }) => [
        flags,
        defaultValue === undefined || negate
          ? description
          : `${description} (default: ${defaultValue})`,
      ]),
    ].map(([what, means]) => `| \`${what}\` | ${means} |`);
    const table = rows.length === 0 ? [] : [['| | |', '| --- | --- |', ...rows].join('\n')];
    return [`### ${command.name()}`, sentence(command.description()), ...table].join('\n\n');
  }).join('\n\n');
}

function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
}
