/**
 * What people copy out of the pages is accepted by what reads it. Shell lines are typed by
 * test/app/snippets.test.ts; `ini` and the workflow are held by test/unit/deploying-docs.test.ts.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFilters } from '../../../src/board/filters.js';
import { checkConfig } from '../../../src/cli/check-config.js';
import { configurationPage } from '../../../src/config/reference-page.js';
import { readEditorsFiles } from '../../../src/newsletter/collect.js';
import { newsletterJsonSchema } from '../../../src/newsletter/configuration/newsletter.js';
import { type Block, blocksOf, codeIn, PAGES, pageOf, rowsOf, sectionOf } from './pages.js';

type Snippet = Block & { readonly file: string };

const SNIPPETS: readonly Snippet[] = PAGES.flatMap(({ file, text }) =>
  blocksOf(text).map((block) => ({ ...block, file })),
);

const inLanguage = (language: string) =>
  SNIPPETS.filter((snippet) => snippet.language === language).map((snippet, at) => ({
    ...snippet,
    name: `${snippet.file}, ${at + 1}`,
  }));

/** What is only looked at, and why. */
const NOT_RUN: Readonly<Record<string, string>> = {
  caddy: 'needs Caddy; its ports: deploying-docs.test.ts, its path: test/app/public-url.test.ts',
  nginx: 'needs nginx; what it passes on is what test/app/serve.test.ts asks for',
  mermaid: 'a picture',
  text: 'a picture',
  ini: 'needs systemd; deploying-docs.test.ts reads it',
};

/** It has a workflow of GitHub Actions with its permissions, and no configuration of ours. */
const WORKFLOW = 'docs/action.md';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'newbie-tasks-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** All problems of a file with this name and text, by `check-config`. */
async function problemsOf(name: string, text: string): Promise<readonly string[]> {
  const file = join(folder, name);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
  const problems: string[] = [];
  const code = await checkConfig(file, {
    stdout: () => {},
    stderr: (line) => problems.push(line),
  });
  expect(code).toBe(problems.length === 0 ? 0 : 1);
  return problems;
}

describe('a snippet', () => {
  it('is in a language that is held here', () => {
    const held = ['sh', 'yaml', 'json', 'promql', 'markdown', ...Object.keys(NOT_RUN)];
    const others = SNIPPETS.filter(({ language }) => !held.includes(language));
    expect(others).toEqual([]);
  });

  it.each(inLanguage('json'))('of JSON in $name parses', ({ text }) => {
    expect(() => JSON.parse(text)).not.toThrow();
  });

  it.each(inLanguage('yaml').filter(({ file }) => file !== WORKFLOW))(
    'of YAML in $name is a configuration without a problem',
    async ({ file, text }) => {
      const name = file === 'docs/newsletter.md' ? 'newsletters/a.yml' : 'newbie-tasks.yml';
      expect(await problemsOf(name, text)).toEqual([]);
    },
  );

  it.each(inLanguage('promql'))(
    'for Prometheus in $name asks for figures that exist',
    ({ text }) => {
      const figures = rowsOf(sectionOf(pageOf('docs/operating.md').text, 'Figures'));
      const known = figures.flatMap(([first = '']) => codeIn(first));
      const asked = [...text.matchAll(/newbie_tasks_\w+/g)].map(([name]) => name);
      expect(asked.length).toBeGreaterThan(0);
      expect(asked.filter((name) => !known.includes(name))).toEqual([]);
    },
  );
});

describe('Markdown that people write', () => {
  const textOf = (file: string) =>
    inLanguage('markdown').find((snippet) => snippet.file === file)?.text ?? '';

  it('for a newsletter is a question with its answer', async () => {
    await mkdir(join(folder, 'questions'));
    await writeFile(join(folder, 'questions/01-registry.md'), textOf('docs/newsletter.md'));
    const { questions, problems } = await readEditorsFiles(folder);
    expect(problems).toEqual([]);
    expect(questions).toMatchObject([
      { asker: '小王', turns: [{ answer: expect.stringContaining('心跳') }] },
    ]);
  });

  it('for a README is a badge of one project, which links to its tasks', () => {
    const urls =
      textOf('docs/board.md')
        .match(/https:[^)]+/g)
        ?.map((url) => new URL(url)) ?? [];
    expect(urls.map(({ pathname }) => pathname)).toEqual(['/badge.svg', '/']);
    for (const { searchParams } of urls) {
      expect(readFilters(searchParams).project).toBe('mosn/layotto');
    }
  });
});

describe('files that the pages point at', () => {
  it.each([
    'config/newbie-tasks.yml',
    'config/newsletters/sofa-weekly.yml',
    'docs/newsletter-en.yml',
  ])('%s is a configuration without a problem', async (file) => {
    const name =
      file.includes('newsletter-') || file.includes('sofa')
        ? 'newsletters/b.yml'
        : 'newbie-tasks.yml';
    expect(await problemsOf(name, await readFile(file, 'utf8'))).toEqual([]);
  });
});

describe('a key', () => {
  const keys = codeIn(configurationPage(newsletterJsonSchema())).map((code) =>
    code.replace(/^.*\./, ''),
  );

  it('that a page names with its value is one of the schemas', () => {
    const named = PAGES.filter(({ file }) => file !== WORKFLOW).flatMap(({ file, text }) =>
      codeIn(text)
        .filter((code) => /^[a-z][a-z-]*: \S/.test(code))
        .map((code) => ({ file, key: code.replace(/:.*/, '') })),
    );
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter(({ key }) => !keys.includes(key))).toEqual([]);
  });
});
