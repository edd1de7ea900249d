import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import {
  parseRepositoryConfig,
  parseRepositorySettings,
  type Refused,
} from '../../src/config/load.js';
import { formatProblems } from '../../src/config/problems.js';
import { readEditorsFiles } from '../../src/newsletter/collect.js';
import { parseNewsletter } from '../../src/newsletter/configuration/newsletter.js';
import { expectThat, fuzz } from './fuzz.js';
import { bytesOf, longTextOf, textOf } from './texts.js';

const YAML = [
  ...[
    'language: ',
    'zh-CN',
    'en',
    '\ntask-label: ',
    '\ndifficulties:\n  easy: ',
    '{ label: easy }',
  ],
  ...['\ntracking: ', 'https://github.com/mosn/layotto/issues/1', '\nmentors: [ann]', '\nguide: '],
  ...[
    '\nclaims:\n  per-person: ',
    '\n  scope: owner',
    '\n  blocked: [{login: x, until: 2026-01-01}]',
  ],
  ...['\n  prerequisites: { hard: { easy: 1 } }', '\n  ask-plan: [hard]', '\n  policy: ', 'null'],
  ...['\ntitle: ', '\ntime-zone: Asia/Shanghai', '\neditors: [ann]', '\nprojects:\n  - name: A\n'],
  ...[
    '    repository: a/b\n',
    '\nsections: [tasks]',
    '\ntasks: { heading: "',
    '{name}',
    '{{ url }}',
  ],
  ...['{% if url %}', '{% for i in (1..99) %}', '{% endfor %}', '\npublish: { mode: ', 'file }'],
  ...['\ntexts: { "a/b#1": "x" }', ': ', ':\n  ', '\n- ', '\n  - ', '[', ']', '{', '}', ', ', '? '],
  ...[
    '&a ',
    '*a',
    '!!js/function ',
    '%YAML 1.2\n',
    '---\n',
    '...\n',
    '|\n',
    '>\n',
    '"',
    "'",
    '\\x',
  ],
  ...['__proto__: ', 'constructor: ', '<<: ', '1e999', '0x', '~', 'yes', '2026-13-45', '!!binary '],
];

function checkRefusal(what: string, read: { readonly ok: true } | Refused): void {
  if (read.ok) return;
  expectThat(read.problems.length > 0, () => `${what}: refused without a reason`);
  for (const { line, column, message } of read.problems) {
    const isPlaced = Number(line) >= 1 && Number(column) >= 1 && message !== '';
    expectThat(isPlaced, () => `${what}: ${message} at ${line}:${column}`);
  }
  const printed = formatProblems(read.problems, 20);
  expectThat(!printed.some((line) => /\n/.test(line)), () => 'a problem of several lines');
}

fuzz('configuration files', longTextOf(YAML), (text, clock) => {
  const bytes = bytesOf(text);
  const source = { text, file: 'newbie-tasks.yml' };
  const repository = clock('a repository’s', bytes, () => parseRepositoryConfig(source));
  const newsletter = clock('a newsletter’s', bytes, () => parseNewsletter(source));
  checkRefusal('repository', repository);
  checkRefusal('newsletter', newsletter);
  const settings = parseRepositorySettings(source);
  expectThat(settings.ok === repository.ok, () => 'valid only as a default, or only as a file');
  const again = parseRepositoryConfig(source);
  expectThat(isDeepStrictEqual(again, repository), () => 'read differently the second time');
  expectThat(({} as { language?: unknown }).language === undefined, () => 'the prototype');
});

const FRONT = [
  ...['---\n', '\n---\n', 'asker: ann\n', 'project: SOFARPC\n', 'url: https://x.y\n', '\n> why?\n'],
  ...['\nA: so.\n', '\n答：因为\n', 'at: 2023-03-23 19:00\n', 'title: t\n', '- [a](https://x.y)\n'],
  ...['asker: "', '"\n', '- [', '](https://', ')\n', '\n\n', '> ', '\ufeff', '- ', 'at: '],
];

/** As many files as one reading takes. */
const FILES = 20;

const folder = mkdtempSync(join(tmpdir(), 'newbie-tasks-fuzz-files-'));
for (const name of ['questions', 'meetings']) mkdirSync(join(folder, name));

const files = fc.array(textOf(FRONT, 14), { minLength: FILES, maxLength: FILES });

fuzz(
  'editors’ files',
  files,
  async (texts) => {
    texts.forEach((text, at) => {
      const name = at === 0 ? 'reading.md' : `${at % 2 === 0 ? 'questions' : 'meetings'}/${at}.md`;
      // With a head half of the time, as most of them would be refused at once.
      writeFileSync(join(folder, name), at % 4 < 2 ? `---\nasker: ann\nproject: P\n${text}` : text);
    });
    const { questions, meetings, problems } = await readEditorsFiles(folder);
    for (const { asker, turns } of questions) {
      expectThat(asker.trim() !== '' && !/[\r\n]/.test(asker), () => `asker ${asker}`);
      expectThat(turns.length > 0, () => 'a question without one');
    }
    for (const { title, project } of meetings) {
      expectThat(!/[\r\n]/.test(title + project), () => `a title of several lines: ${title}`);
    }
    for (const { line } of problems) expectThat(Number(line) >= 1, () => 'a problem nowhere');
  },
  FILES,
);
