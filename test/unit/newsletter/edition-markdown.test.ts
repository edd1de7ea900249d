import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { DIFFICULTIES } from '../../../src/domain/difficulty.js';
import {
  type Newsletter,
  resolveNewsletter,
} from '../../../src/newsletter/configuration/newsletter.js';
import type { Edition } from '../../../src/newsletter/edition.js';
import { renderBody } from '../../../src/newsletter/formats/hugo.js';
import { parseMarkdown, renderMarkdown } from '../../../src/newsletter/formats/markdown.js';
import { plainParagraphs } from '../../../src/newsletter/plain-paragraphs.js';
import { SECTIONS, type Section } from '../../../src/newsletter/sections/index.js';
import type { Question } from '../../../src/newsletter/sections/questions.js';

const NEWSLETTER = resolveNewsletter({ sections: [...SECTIONS] });
const ENGLISH = resolveNewsletter({
  sections: [...SECTIONS].reverse(),
  language: 'en',
  contributors: { heading: '## People', person: '@{login}', first: '@{login} (first time)' },
  questions: { heading: '## Answers', answer: 'A: {text}', asker: '**{asker}** asks:' },
  tasks: { heading: '## Tasks', task: '* {text}', reference: '[more]({url})' },
  releases: {
    heading: '## Releases',
    release: '**{project}** {tag}: {name}',
    more: '- {count} more',
  },
  meetings: { heading: '## Meetings', meeting: '**{project}**, {at}: {title}' },
  reading: { heading: '## Reading', item: '{title}: {url}' },
  finished: { heading: '## Done', task: '- {text} ({project}), thanks to {login}' },
});

/** Words as people write them: parentheses, dashes, code and emphasis too, but no form of ours. */
const words = fc
  .array(
    fc.constantFrom(
      ...['为', '分布式锁', 'API', 'the Java SDK', '支持 Redis', '（例如限流/分布式锁）', '(SDK)'],
      ...['2.0', 'C++', '、', '，', '—', '`List<String>`', '**重要**', 'a_b', '#12', '@Component'],
      ...['x > y', '[文档](https://x.y)', 'feat: 锁', '100%', 'Easy'],
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map((parts) => `添加${parts.join(' ')}`);
const paragraphs = fc
  .array(words, { minLength: 1, maxLength: 3 })
  .map((blocks) => blocks.join('\n\n'));
const name = fc.constantFrom('SOFARPC', 'Layotto', 'SOFA Boot', 'MOSN', 'sofa-jraft');
const login = fc.stringMatching(/^[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,5})?$/);
const url = fc.stringMatching(/^https:\/\/example\.org\/[a-z0-9/_-]{1,12}(\?a=b&c=d)?(#e-1)?$/);
const most = { minLength: 1, maxLength: 4 };

const person = fc
  .record({ login, isFirst: fc.boolean() })
  .map((each) => ({ ...each, url: `https://github.com/${each.login}` }));
const question: fc.Arbitrary<Question> = fc
  .record({
    asker: fc.constantFrom('陈立', '远山', 'ann'),
    link: fc.option(fc.record({ project: name, url })),
    turns: fc.array(
      fc.record({ question: paragraphs, answer: fc.oneof(fc.constant(''), paragraphs) }),
      { minLength: 1, maxLength: 3 },
    ),
    number: fc.option(fc.nat(9_999)),
  })
  .map(({ link, ...rest }) => ({ ...rest, ...(link ?? { project: '', url: null }), source: null }));
const project = fc.record({
  name,
  url: fc.option(url),
  groups: fc.uniqueArray(fc.constantFrom(...DIFFICULTIES), most).chain((difficulties) =>
    fc.tuple(
      ...difficulties.map((difficulty) =>
        fc.array(words, most).map((texts) => ({
          difficulty,
          tasks: texts.map((text) => ({ text, issue: null, editions: null })),
        })),
      ),
    ),
  ),
});
const release = (hasName: boolean) =>
  fc
    .record({
      project: name,
      tag: fc.constantFrom('v1.0.0', '5.8.0-rc1', 'a/b_c'),
      title: words,
      url,
      notes: fc.array(words, { maxLength: 3 }),
      more: fc.nat(12),
    })
    .map(({ title, ...each }) => ({ ...each, name: hasName ? title : each.tag }));
const meeting = fc.record({
  project: name,
  title: fc.oneof(fc.constant(''), words),
  at: fc.constantFrom('2023-03-23 19:00', '2023-03-24 08:30'),
  text: fc.oneof(fc.constant(''), paragraphs),
});
const finished = fc.record({ text: words, project: name, login }).map((each) => ({
  ...each,
  issue: '',
}));

const section = (newsletter: Newsletter): Record<Section['kind'], fc.Arbitrary<Section>> => ({
  contributors: fc
    .uniqueArray(person, { ...most, selector: (each) => each.login })
    .map((people) => ({ kind: 'contributors', people })),
  questions: fc.array(question, most).map((questions) => ({ kind: 'questions', questions })),
  tasks: fc.array(project, most).map((projects) => ({ kind: 'tasks', projects })),
  releases: fc
    .array(release(newsletter === ENGLISH), most)
    .map((releases) => ({ kind: 'releases', releases })),
  meetings: fc.array(meeting, most).map((meetings) => ({ kind: 'meetings', meetings })),
  reading: fc
    .array(fc.record({ title: words, url }), most)
    .map((articles) => ({ kind: 'reading', articles })),
  finished: fc.array(finished, most).map((tasks) => ({ kind: 'finished', tasks })),
});

const sectionsOf = (newsletter: Newsletter) => {
  const all = section(newsletter);
  return fc
    .tuple(
      ...newsletter.sections.map((kind) =>
        fc.option(all[kind], { nil: null }).map((each) => (each === null ? [] : [each])),
      ),
    )
    .map((found) => found.flat());
};

describe.each([
  ['the form of 2021-11-12', NEWSLETTER],
  ['an English form', ENGLISH],
])('in %s, Markdown', (_, newsletter) => {
  it('shows the model that it was made from', () => {
    fc.assert(
      fc.property(sectionsOf(newsletter), (sections) => {
        expect(parseMarkdown(renderMarkdown({ sections }, newsletter), newsletter)).toEqual(
          sections,
        );
      }),
      { numRuns: 300 },
    );
  });

  it('shows it within a whole post, after an editor on Windows saved it', () => {
    fc.assert(
      fc.property(sectionsOf(newsletter), (sections) => {
        const edition: Edition = { ...EDITION, sections };
        const post = renderBody(edition, newsletter, 'contributors.png').replaceAll('\n', '\r\n');
        expect(parseMarkdown(post, newsletter)).toEqual(sections);
      }),
      { numRuns: 50 },
    );
  });
});

const EDITION: Omit<Edition, 'sections'> = {
  ...{ version: 1, newsletter: 'N', title: 'N', language: 'zh-CN', date: '2021-11-12' },
  ...{ since: '', until: '', asked: [] },
};

test('a post that people wrote is read too: other levels of headings, tight lists', () => {
  const text = `## 新手任务计划

**Layotto**

- Easy

为 Java SDK 新增分布式锁 API

### 本周推荐阅读
`;
  const reading = '\n- [甲](https://x.y/1)\n- [乙](https://x.y/2)\n';
  const newsletter = resolveNewsletter({ tasks: { heading: '### 新手任务计划' } });
  expect(parseMarkdown(text + reading, newsletter)).toEqual([
    {
      kind: 'tasks',
      projects: [
        {
          ...{ name: 'Layotto', url: null },
          groups: [
            {
              difficulty: 'easy',
              tasks: [{ text: '为 Java SDK 新增分布式锁 API', issue: null, editions: null }],
            },
          ],
        },
      ],
    },
    {
      kind: 'reading',
      articles: [
        { title: '甲', url: 'https://x.y/1' },
        { title: '乙', url: 'https://x.y/2' },
      ],
    },
  ]);
});

const HOSTILE = [
  '# 一个标题',
  '### 本周推荐阅读',
  'a\n\n## b',
  '<script>alert(1)</script>',
  '<!-- 之后的都不见了',
  '<details>',
  '{{< raw >}} {{% include "x" %}}',
  '`{{< raw >}}`',
  '- [ ] a',
  '---',
  '===',
  '```',
  '> a',
  '    code',
  '| a | b |',
  '[a]: https://x.y',
  '1. a',
  'a ` b\n`<script>alert(1)</script>` c',
  '```js\n``<script>alert(1)</script>``',
  `\`<script>${'a'.repeat(900)}\``,
];

test('strangers’ paragraphs of several lines open nothing', () => {
  const pieces = [
    ...['=', '--', '`'],
    '``',
    '```',
    '\\',
    '<b>',
    '<!--',
    '-->',
    '\n',
    '\n',
    ' ',
    'a',
    '#',
    '>',
    '- ',
  ];
  const text = fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((all) => all.join(''));
  const markdown = new MarkdownIt({ html: true });
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 20 }), (words, most) => {
      const tokens = markdown.parse(plainParagraphs(words, most), {});
      const types = tokens.flatMap(({ type, children }) => [
        type,
        ...(children ?? []).map((child) => child.type),
      ]);
      expect(types.filter((type) => /html|fence|heading|list|quote|code_block/.test(type))).toEqual(
        [],
      );
    }),
    { numRuns: 2_000 },
  );
});

describe.each(HOSTILE)('strangers’ words %j', (text) => {
  const name = text;
  const sections: readonly Section[] = [
    {
      kind: 'tasks',
      projects: [
        {
          ...{ name: 'P', url: null },
          groups: [{ difficulty: 'easy', tasks: [{ text, issue: null, editions: null }] }],
        },
      ],
    },
    {
      kind: 'releases',
      releases: [{ project: 'P', tag: 'v1', name, url: 'https://x.y', notes: [text], more: 0 }],
    },
    { kind: 'finished', tasks: [{ text, issue: 'a/b#1', project: 'P', login: 'ann' }] },
    {
      kind: 'questions',
      questions: [
        {
          ...{ asker: 'ann', project: 'P', url: 'https://x.y', number: 1, source: null },
          turns: [{ question: plainParagraphs(text, 400), answer: plainParagraphs(text, 400) }],
        },
      ],
    },
  ];
  const markdown = renderMarkdown({ sections }, NEWSLETTER);

  it('open no heading, HTML, code, table or shortcode', () => {
    const tokens = new MarkdownIt({ html: true }).parse(markdown, {});
    const headings = tokens.filter(({ type }) => type === 'heading_open');
    expect(headings).toHaveLength(sections.length);
    const types = tokens.flatMap(({ type, children }) => [
      type,
      ...(children ?? []).map((child) => child.type),
    ]);
    expect(types.filter((type) => /html|fence|code_block|table|^hr$/.test(type))).toEqual([]);
    expect(markdown).not.toMatch(/\{\{[<%]/);
  });

  it('leave every section where it was', () => {
    expect(parseMarkdown(markdown, NEWSLETTER).map(({ kind }) => kind)).toEqual(
      sections.map(({ kind }) => kind),
    );
  });
});
