import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import {
  defaultRepositoryConfig,
  parseRepositoryConfig,
  parseRepositorySettings,
} from '../../../src/config/load.js';
import { formatProblems } from '../../../src/config/problems.js';
import type { RepositoryConfig } from '../../../src/config/repository.js';
import type { RepositorySettings } from '../../../src/config/repository-schema.js';

const file = 'newbie-tasks.yml';

function config(text: string, defaults: RepositorySettings = {}): RepositoryConfig {
  const read = parseRepositoryConfig({ text, file, defaults });
  if (!read.ok) throw new Error(formatProblems(read.problems).join('\n'));
  return read.config;
}

function problems(text: string, defaults: RepositorySettings = {}): readonly string[] {
  const read = parseRepositoryConfig({ text, file, defaults });
  return read.ok ? [] : formatProblems(read.problems);
}

function operator(text: string): RepositorySettings {
  const read = parseRepositorySettings({ text, file });
  if (!read.ok) throw new Error(formatProblems(read.problems).join('\n'));
  return read.settings;
}

describe('a repository’s configuration', () => {
  it.each([
    '',
    '# nothing yet\n',
    '---\n',
    '{}',
    'claims:\n  # per-person: 3\ndifficulties:\n  easy:\n',
  ])('without keys (%j) is the defaults', (text) => {
    expect(config(text)).toEqual(defaultRepositoryConfig());
  });

  it('has the defaults of the contract', () => {
    expect(defaultRepositoryConfig()).toMatchObject({
      language: 'zh-CN',
      taskLabel: { label: 'good first issue', color: '7057ff' },
      difficulties: {
        easy: { label: 'easy', aliases: ['kind/easy', 'difficulty-easy', 'simple'], claimDays: 14 },
        medium: { label: 'medium', aliases: ['kind/medium', 'difficulty-medium'], claimDays: 21 },
        hard: { label: 'hard', aliases: ['kind/hard', 'difficulty-hard'], claimDays: 30 },
      },
      tracking: null,
      mentors: [],
      guide: null,
      claims: { perPerson: 2 },
    });
  });

  it('reads every key that works today', () => {
    const text = `
language: en
task-label: newcomer
difficulties:
  easy: { label: starter, aliases: [e], claim-days: 7, color: "#0E8A16", description: Small }
tracking: https://github.com/mosn/layotto/issues/108#issuecomment-872779356
mentors: ["@ann", bob-2]
guide: https://example.org/CONTRIBUTING.md
claims: { per-person: 3 }
`;
    expect(config(text)).toMatchObject({
      language: 'en',
      taskLabel: { label: 'newcomer' },
      difficulties: {
        easy: {
          label: 'starter',
          aliases: ['e'],
          claimDays: 7,
          color: '0e8a16',
          description: 'Small',
          configured: { color: true, description: true },
        },
        hard: { label: 'hard', configured: { color: false, description: false } },
      },
      tracking: {
        reference: 'https://github.com/mosn/layotto/issues/108#issuecomment-872779356',
        lists: [{ owner: 'mosn', repo: 'layotto', number: 108, commentId: 872779356 }],
        edit: 'tick',
      },
      mentors: ['ann', 'bob-2'],
      guide: 'https://example.org/CONTRIBUTING.md',
      claims: { perPerson: 3 },
    });
  });
});

describe('tracking', () => {
  const issue = { owner: 'a', repo: 'b.c', number: 3, commentId: null };

  it.each<[string, typeof issue | { commentId: number }]>([
    ['https://github.com/a/b.c/issues/3', issue],
    ['https://github.com/a/b.c/issues/3/', issue],
    ['https://github.com/a/b.c/issues/3?x=y', issue],
    ['https://github.com/a/b.c/issues/3#issue-77', issue],
    ['http://localhost:3000/a/b.c/issues/3', issue],
    ['https://ghe.example.org/a/b.c/issues/3#issuecomment-9', { ...issue, commentId: 9 }],
  ])('%s is an address', (url, address) => {
    expect(config(`tracking: ${url}`).tracking).toEqual({
      reference: url,
      lists: [address],
      edit: 'tick',
    });
  });

  it.each([
    'https://github.com/a/b/pull/3',
    'https://github.com/a/b/issues',
    'https://github.com/a/b/issues/0',
    'https://github.com/a/b/issues/3#issuecomment-',
    'https://github.com/a/b/issues/3#other',
    'https://ann@github.com/a/b/issues/3',
    'https://github.com/a/b/issues/3?x=)',
    'ftp://github.com/a/b/issues/3',
    'github.com/a/b/issues/3',
    '"https://github.com/a/b/issues/3\\n"',
  ])('%s is none', (url) => {
    expect(problems(`tracking: ${url}`)[0]).toContain('tracking: expected the URL of an issue');
  });

  it('reads the reference’s own list unless lists are named', () => {
    const url = 'https://github.com/a/b.c/issues/3';
    const [lists, none] = [`[${url}#issuecomment-4, ${url}]`, '[]'];
    expect(config(`tracking: { reference: ${url}, edit: never }`).tracking?.lists).toEqual([issue]);
    expect(config(`tracking: { reference: ${url}, lists: ${none} }`).tracking?.lists).toEqual([]);
    expect(config(`tracking: { reference: ${url}, lists: ${lists} }`).tracking).toEqual({
      reference: url,
      lists: [{ ...issue, commentId: 4 }, issue],
      edit: 'tick',
    });
  });
});

describe('every problem is told with its place', () => {
  it.each<[string, string]>([
    ['claims:\n    per-persn: 2', '2:5 claims.per-persn: unknown key, did you mean per-person?'],
    ['langauge: en', '1:1 langauge: unknown key, did you mean language?'],
    ['claims: { perPerson: 2 }', '1:11 claims.perPerson: unknown key, did you mean per-person?'],
    ['difficulties:\n  extreme: {}', '2:3 difficulties.extreme: unknown key; known here: easy, '],
    ['- a', '1:1: expected a map of keys, found a list'],
    ['language: fr', '1:11 language: expected zh-CN or en, found "fr"'],
    ['language: zh-cn', '1:11 language: expected zh-CN or en, found "zh-cn", did you mean zh-CN?'],
    ['task-label: 12', '1:13 task-label: expected text, found the number 12'],
    [`task-label: ${'x'.repeat(51)}`, '1:13 task-label: expected at most 50 characters, found 51'],
    ['task-label: a,b', '1:13 task-label: expected a label without a comma'],
    ['task-label: "a\\nb"', '1:13 task-label: expected a label on one line, found "a\\u{a}b"'],
    ['claims: []', '1:9 claims: expected a map of keys, found a list'],
    ['claims: {per-person: two}', '1:22 claims.per-person: expected a number, found "two"'],
    ['claims: {per-person: 1.5}', '1:22 claims.per-person: expected a whole number, found the num'],
    ['claims: {per-person: 0}', '1:22 claims.per-person: expected at least 1, found 0'],
    ['claims: {per-person: 51}', '1:22 claims.per-person: expected at most 50, found 51'],
    ['difficulties: {easy: {claim-days: 0}}', 'easy.claim-days: expected at least 1, found 0'],
    ['difficulties: {easy: {claim-days: 366}}', 'claim-days: expected at most 365, found 366'],
    ['difficulties: {easy: {color: 008672}}', 'expected six hex digits in quotes, such as "0e8'],
    ['difficulties: {easy: {color: red}}', '1:30 difficulties.easy.color: expected six hex digits'],
    [
      `difficulties: {easy: {description: ${'x'.repeat(101)}}}`,
      'at most 100 characters, found 101',
    ],
    [
      'tracking: 7',
      '1:11 tracking: expected the URL of an issue or issue comment, or a map of ref',
    ],
    ['tracking: {lists: []}', '1:11 tracking.reference: is missing: expected text'],
    ['mentors: ann', '1:10 mentors: expected a list, found "ann"'],
    ['mentors: [a b]', '1:11 mentors[0]: expected a GitHub login, found "a b"'],
    [`mentors: [${'a,'.repeat(20)}a]`, '1:10 mentors: expected at most 20 entries, found 21'],
    ['guide: ftp://x', '1:8 guide: expected a URL that begins with https:// or http://'],
    ['guide: 1\nguide: 2', '2:1 guide: this key is written twice'],
  ])('%s', (text, expected) => {
    expect(problems(text).join('\n')).toContain(expected);
  });

  it('all at once, from the top down', () => {
    const text =
      'langauge: en\nclaims:\n  per-person: 0\ntask-label: Easy\ndifficulties:\n  easy: { merge: 1 }\n';
    expect(problems(text)).toEqual([
      'newbie-tasks.yml:1:1 langauge: unknown key, did you mean language?',
      'newbie-tasks.yml:3:15 claims.per-person: expected at least 1, found 0',
      'newbie-tasks.yml:4:13 task-label: "Easy" is already difficulties.easy.label: a label has one meaning',
      'newbie-tasks.yml:6:18 difficulties.easy.merge: expected true or false, found the number 1',
    ]);
  });

  it('but no more than a hundred are printed', () => {
    const text = Array.from({ length: 103 }, (_, n) => `unknown-${n}: 1`).join('\n');
    const lines = problems(text);
    expect(lines).toHaveLength(101);
    expect(lines.at(-1)).toBe('… and 3 more problems');
  });
});

describe('a default that is written out', () => {
  it.each([
    'claims: {waitlist: false}',
    'claims: {scope: repository}',
    'claims: {prerequisites: {}}',
    'claims: {ask-plan: []}',
    'claims: {blocked: []}',
    'claims: {policy: null}',
    'difficulties: {hard: {merge: false}}',
    'tracking: null',
  ])('changes nothing: %s', (text) => {
    expect(config(text)).toEqual(defaultRepositoryConfig());
  });
});

describe('a label has one meaning', () => {
  it.each<[string, string]>([
    ['task-label: EASY', '1:13 task-label: "EASY" is already difficulties.easy.label'],
    ['difficulties: {easy: {label: medium}}', 'difficulties.easy.label: "medium" is already diff'],
    ['difficulties: {easy: {aliases: [a, A]}}', 'aliases[1]: "A" is already difficulties.easy.ali'],
    ['difficulties: {easy: {aliases: [hard]}}', '"hard" is already difficulties.hard.label'],
    ['difficulties: {easy: {label: x, aliases: [X]}}', 'easy.aliases[0]: "X" is already'],
    ['difficulties: {easy: {label: x}, hard: {label: x}}', 'hard.label: "x" is already'],
  ])('%s', (text, expected) => {
    expect(problems(text)).toEqual([expect.stringContaining(expected)]);
  });

  it('is checked over the operator’s labels too', () => {
    const defaults = operator('difficulties: {hard: {label: expert}}');
    expect(problems('task-label: expert', defaults)).toHaveLength(1);
    expect(problems('task-label: hard', defaults)).toEqual([]);
  });

  it('and an inherited alias gives way to a name of the repository’s own', () => {
    const own = config('difficulties: {easy: {label: kind/easy}, medium: {aliases: [Simple]}}');
    expect(own.difficulties.easy).toMatchObject({
      label: 'kind/easy',
      aliases: ['difficulty-easy'],
    });
    const defaults = operator('difficulties: {easy: {label: simple}, hard: {aliases: [x, y]}}');
    expect(config('task-label: x', defaults).difficulties).toMatchObject({
      easy: { label: 'simple', aliases: ['kind/easy', 'difficulty-easy'] },
      hard: { aliases: ['y'] },
    });
  });
});

describe('the operator’s defaults', () => {
  const defaults = operator(`
language: en
mentors: [ann, bob]
difficulties: { easy: { claim-days: 5, color: "111111" } }
tracking: { reference: https://github.com/a/b/issues/1, lists: [] }
`);

  it('hold beneath the repository’s keys: maps merge, lists and tracking replace', () => {
    const text = `
mentors: [cid]
difficulties: { easy: { label: starter } }
tracking: https://github.com/c/d/issues/2
`;
    expect(config(text, defaults)).toMatchObject({
      language: 'en',
      mentors: ['cid'],
      difficulties: { easy: { label: 'starter', claimDays: 5, color: '111111' } },
      tracking: { lists: [{ owner: 'c' }] },
    });
    expect(config('tracking: null', defaults).tracking).toBeNull();
    expect(defaultRepositoryConfig(defaults).difficulties.easy.claimDays).toBe(5);
  });

  it('never make the App repaint a label that exists', () => {
    expect(config('', defaults).difficulties.easy.configured.color).toBe(false);
  });

  it('as shipped are the defaults of the schema, exactly', () => {
    const shipped = readFileSync('config/newbie-tasks.yml', 'utf8');
    expect(defaultRepositoryConfig(operator(shipped))).toEqual(defaultRepositoryConfig());
    const { taskLabel, difficulties, ...rest } = config(shipped);
    expect({ taskLabel, rest }).toEqual({
      taskLabel: defaultRepositoryConfig().taskLabel,
      rest: (({ taskLabel: _t, difficulties: _d, ...others }) => others)(defaultRepositoryConfig()),
    });
    expect(difficulties.easy.configured).toEqual({ color: true, description: true });
  });
});
