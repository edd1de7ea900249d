import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { DIFFICULTIES, type Difficulty } from '../../../src/domain/difficulty.js';
import { resolveNewsletter } from '../../../src/newsletter/configuration/newsletter.js';
import type { DigestGroup, DigestIssue } from '../../../src/newsletter/digest.js';
import { renderMarkdown } from '../../../src/newsletter/formats/markdown.js';
import { pickTasks } from '../../../src/newsletter/pick-tasks.js';
import type {
  PrintedTask,
  TasksForm,
  TasksProject,
} from '../../../src/newsletter/sections/tasks.js';
import { parseTaskList } from '../../../src/project/list/read.js';

/** SOFA Weekly as printed on 2021-11-12. */
const NEWSLETTER = resolveNewsletter({});
const SOFA_WEEKLY = NEWSLETTER.tasks;

function renderTasksSection(section: {
  readonly style: TasksForm;
  readonly projects: readonly TasksProject[];
}): string {
  const { style, projects } = section;
  return renderMarkdown(
    { sections: [{ kind: 'tasks', projects }] },
    { ...NEWSLETTER, tasks: style },
  );
}

const printed = ({ text }: { readonly text: string }): PrintedTask => ({
  text,
  issue: null,
  editions: null,
});

type PrintedProject = {
  readonly name: string;
  readonly reference: string;
  readonly groups: readonly {
    readonly difficulty: string | null;
    readonly difficultyRaw: string | null;
    readonly tasks: readonly string[];
    readonly tasksRaw: readonly string[];
  }[];
};
type PrintedEdition = {
  readonly bestDate: string;
  readonly sectionHeading: string;
  readonly intro: readonly string[];
  readonly projects: readonly PrintedProject[];
  readonly rawSectionMarkdown: string;
};

const { editions }: { readonly editions: readonly PrintedEdition[] } = JSON.parse(
  readFileSync(new URL('../../fixtures/sofa-weekly-tasks.json', import.meta.url), 'utf8'),
);

const repositories: Readonly<Record<string, { owner: string; repo: string }>> = {
  SOFARPC: { owner: 'sofastack', repo: 'sofa-rpc' },
  Layotto: { owner: 'mosn', repo: 'layotto' },
};

function repositoryOf(project: PrintedProject) {
  return repositories[project.name] ?? { owner: 'nobody', repo: 'none' };
}

/** An edition without difficulties gets one: a list has them. */
function difficultyOf(printed: string | null): Difficulty {
  return DIFFICULTIES.find((each) => each === printed?.toLowerCase()) ?? 'easy';
}

/** 2021-08-13 printed bullets, whose closing signs are part of the wording. */
function wordingOf(group: PrintedProject['groups'][number]): string[] {
  return group.tasksRaw.map((task) => task.replace(/^- /, ''));
}

type ListForm = (project: PrintedProject) => string;

const asPrinted: ListForm = ({ groups, reference }) =>
  [
    ...groups.flatMap(({ difficultyRaw, tasksRaw }) => [difficultyRaw ?? '- Easy', ...tasksRaw]),
    `「详细参考」：[${reference}](${reference})`,
  ].join('\n\n');

const asCheckboxes: ListForm = ({ groups }) => {
  let number = 0;
  return groups
    .map((group) => {
      const lines = wordingOf(group).map((task) => `- [ ] ${task} #${++number}`);
      return [`## ${group.difficulty ?? '简单'}`, '### SDK', ...lines].join('\r\n');
    })
    .join('\r\n\r\n');
};

function freeIssues(count: number): DigestIssue[] {
  return Array.from({ length: count }, (_, index) => ({
    number: index + 1,
    title: 'a title that no line uses',
    state: 'open',
    assignees: [],
    isPullRequest: false,
    draft: false,
    difficulty: null,
    held: false,
    hasOpenPull: false,
    createdAt: '2021-11-01T00:00:00Z',
    labels: [],
  }));
}

function groupsOf(project: PrintedProject, form: ListForm): readonly DigestGroup[] {
  const repository = repositoryOf(project);
  const lines = parseTaskList(form(project), repository);
  const issues = freeIssues(lines.filter((line) => line.reference !== null).length);
  return pickTasks({ lines, issues, texts: {}, language: 'zh-CN', repository }).groups;
}

function projectsOf(edition: PrintedEdition, form: ListForm) {
  return edition.projects.map((project) => ({
    name: project.name,
    url: project.reference,
    groups: groupsOf(project, form).map(({ difficulty, tasks }) => ({
      difficulty,
      tasks: tasks.map(printed),
    })),
  }));
}

/** What each edition changed in its form; 2021-11-12 is the default. */
const styles: Readonly<Record<string, Partial<TasksForm>>> = {
  '2021-08-13': {
    project: '{name} 新手任务：',
    difficulty: '',
    task: '- {text}',
    reference: '详见 ：\n\n[{url}]({url})',
  },
  '2021-10-15': {
    difficulty: '-{difficulty}',
    // With one project, what follows its reference can be written into the template.
    reference:
      '**详见：**\n[{url}]({url})\n\n另外最近更新了社区晋升规则，大家贡献 pr 后只要满足条件即可晋升，成为社区的维护者之一。\n\n**详见：**\n[https://mosn.io/layotto/#/zh/community/promote](https://mosn.io/layotto/#/zh/community/promote)',
  },
  '2022-03-18': { project: '{name}' },
  '2022-06-10': { project: '{name}' },
};

const forms: readonly (readonly [string, ListForm])[] = [
  ['printed', asPrinted],
  ['checkbox', asCheckboxes],
];

describe.each(forms)('from a list in %s form', (_, form) => {
  test.each(editions)('the projects, difficulties and tasks of $bestDate', (edition) => {
    const picked = projectsOf(edition, form).map(({ name, url, groups }) => [
      name,
      url,
      groups.map(({ difficulty, tasks }) => [difficulty, tasks.map(({ text }) => text)]),
    ]);
    expect(picked).toEqual(
      edition.projects.map(({ name, reference, groups }) => [
        name,
        reference,
        groups.map((group) => [difficultyOf(group.difficulty), wordingOf(group)]),
      ]),
    );
  });

  test.each(editions)('$bestDate, byte for byte', (edition) => {
    const style = {
      ...SOFA_WEEKLY,
      heading: edition.sectionHeading,
      intro: edition.intro,
      ...styles[edition.bestDate],
    };
    const section = renderTasksSection({ style, projects: projectsOf(edition, form) });
    expect(section).toBe(edition.rawSectionMarkdown);
  });

  test('2021-11-12 in the default style, byte for byte', () => {
    const edition = editions.find(({ bestDate }) => bestDate === '2021-11-12');
    if (edition === undefined) throw new Error('the fixture has no edition of 2021-11-12');
    const projects = projectsOf(edition, form);
    expect(renderTasksSection({ style: SOFA_WEEKLY, projects })).toBe(edition.rawSectionMarkdown);
  });
});

test.each(editions)('the section of $bestDate can be read as a list', (edition) => {
  const groups = edition.projects.flatMap((project) => project.groups);
  const listed = groups.filter((group) => group.difficulty !== null);
  const lines = parseTaskList(
    edition.rawSectionMarkdown,
    repositories.Layotto ?? { owner: '', repo: '' },
  );
  expect(lines.map(({ difficulty, text }) => [difficulty, text])).toEqual(
    listed.flatMap((group) => group.tasks.map((task) => [difficultyOf(group.difficulty), task])),
  );
});

function sectionOf(...texts: string[]): string {
  const tasks = texts.map((text) => printed({ text }));
  const groups = [{ difficulty: 'easy', tasks }] as const;
  const style = { ...SOFA_WEEKLY, heading: '# T', intro: [], reference: '[{url}]({url})' };
  return renderTasksSection({ style, projects: [{ name: 'P', url: 'https://x.y', groups }] });
}

function taskIn(section: string): string {
  return section.slice(
    '# T\n\n**P**\n\n- Easy\n\n'.length,
    -'\n\n[https://x.y](https://x.y)'.length,
  );
}

describe('the form', () => {
  test('fills templates once', () => {
    expect(taskIn(sectionOf('{url} {text} $& {constructor}'))).toBe(
      '{url} {text} $& {constructor}',
    );
  });
});

describe("strangers' text", () => {
  test.each([
    '让用户使用@SOFAService 后不需要再写@Component',
    '开发 Python 或 C++ 、SDK',
    '为关键模块添加注释（例如限流/分布式锁等模块）',
    '#12 is no heading, -x no item, 1.8 no number',
    '**bold** words, `code`, a_b and a*b',
    '支持 `List<String>` 与 `<T>`',
    'a < b, 1 > 0, -> and <-',
    '```inline``` code',
    '[a](https://b.c) [x]',
    '{name}',
  ])('ordinary: %s', (text) => {
    expect(taskIn(sectionOf(text))).toBe(text);
  });

  test.each([
    ['a\r\n\r\n# b\n- c', 'a # b - c'],
    ['# a', '\\# a'],
    ['######', '\\######'],
    ['- a', '\\- a'],
    ['+ a', '\\+ a'],
    ['* a', '\\* a'],
    ['---', '\\---'],
    ['* * *', '\\* * *'],
    ['> a', '\\> a'],
    ['| a |', '\\| a |'],
    ['1. a', '1\\. a'],
    ['12) a', '12\\) a'],
    ['```js', '\\```js'],
    ['~~~', '\\~~~'],
    ['[a]: https://x.y', '\\[a]: https://x.y'],
    ['<details>', '\\<details>'],
    ['a <!-- b', 'a \\<!-- b'],
    ['a </p> <?php <A', 'a \\</p> \\<?php \\<A'],
    ['a \\<b>', 'a \\<b>'],
    ['a \\\\<b>', 'a \\\\\\<b>'],
    ['`a <b>', '`a \\<b>'],
    ['a ![x](https://b.c)', 'a !\\[x](https://b.c)'],
    ['[a](javascript:b)', '[a]\\(javascript:b)'],
    ['[a\\]b]: https://x.y', '\\[a\\]b]: https://x.y'],
    ['{{< figure >}} {{% x %}}', '{\\{< figure >}} {\\{% x %}}'],
  ])('escaped: %s', (text, escaped) => {
    expect(taskIn(sectionOf(text))).toBe(escaped);
  });

  test('is always one paragraph, and opens nothing', () => {
    const markdown = new MarkdownIt({ html: true });
    const pieces = [
      '#',
      '-',
      '+',
      '*',
      '>',
      '|',
      '`',
      '~',
      '<',
      '<!--',
      '-->',
      '<b>',
      '\\',
      '1.',
      '[a]:',
      ' ',
      '\n',
      '=',
      '_',
      'a',
      '中',
      '<![CDATA[',
      '\t',
      '&lt;',
    ];
    const text = fc.array(fc.constantFrom(...pieces)).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(text, fc.string({ unit: 'binary' })), (words) => {
        const tokens = markdown.parse(sectionOf(words, 'next'), {});
        const blocks = tokens.filter(({ level, nesting }) => level === 0 && nesting >= 0);
        const html = tokens.flatMap(({ children }) => children ?? []).map(({ type }) => type);
        expect(html).not.toContain('html_inline');
        const types = blocks.map(({ type }) => type);
        const paragraphs = types.filter((type) => type === 'paragraph_open').length;
        const isBlank = taskIn(sectionOf(words, 'next')) === 'next';
        expect(paragraphs).toBe(isBlank ? 3 : 4);
        expect(new Set(types)).toEqual(
          new Set([
            'heading_open',
            'paragraph_open',
            'bullet_list_open',
            ...types.filter((type) => type === 'inline'),
          ]),
        );
      }),
      { numRuns: 1_000 },
    );
  });
});
