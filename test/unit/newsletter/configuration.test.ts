import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { formatProblems } from '../../../src/config/problems.js';
import {
  type Newsletter,
  parseNewsletter,
} from '../../../src/newsletter/configuration/newsletter.js';

const file = 'newsletters/weekly.yml';

function newsletter(text: string): Newsletter {
  const read = parseNewsletter({ text, file });
  if (!read.ok) throw new Error(formatProblems(read.problems).join('\n'));
  return read.newsletter;
}

function problems(text: string): readonly string[] {
  const read = parseNewsletter({ text, file });
  return read.ok ? [] : formatProblems(read.problems);
}

describe('a newsletter', () => {
  it('without keys has the form of SOFA Weekly of 2021-11-12', () => {
    expect(newsletter('')).toMatchObject({
      title: 'SOFA Weekly',
      language: 'zh-CN',
      timeZone: 'Asia/Shanghai',
      editors: [],
      projects: [],
      sections: ['contributors', 'questions', 'tasks', 'reading'],
      tasks: {
        heading: '### SOFAStack&MOSN:新手任务计划',
        intro: [
          '作为技术同学，你是否有过“想参与某个开源项目的开发、但是不知道从何下手”的感觉？',
          '为了帮助大家更好的参与开源项目，SOFAStack 和 MOSN 社区会定期发布适合新手的新手开发任务，帮助大家 learning by doing!',
        ],
        project: '**{name}**',
        difficulty: '- {difficulty}',
        task: '{text}',
        reference: '「详细参考」：[{url}]({url})',
        pick: { perDifficulty: null, perCategory: null },
      },
      questions: { asker: '**@{asker}** 提问：', question: '>{text}', answer: 'A：{text}' },
      reading: { heading: '#### 本周推荐阅读', item: '- [{title}]({url})' },
      texts: {},
      post: { author: 'SOFA 团队', tags: ['SOFA Weekly'] },
      publish: {
        mode: 'file',
        repository: null,
        path: 'content/zh/blog/sofa-weekly-{yyyyMMdd}/index.md',
        draft: { weekday: 4, hour: 15, minute: 0 },
        freeze: { weekday: 5, hour: 12, minute: 0 },
        at: { weekday: 5, hour: 15, minute: 0 },
      },
    });
  });

  it('as shipped writes that form out, with SOFARPC before Layotto', () => {
    const { projects, publish, ...form } = newsletter(
      readFileSync('config/newsletters/sofa-weekly.yml', 'utf8'),
    );
    expect(newsletter('')).toMatchObject(form);
    expect(publish.repository).toEqual({ owner: 'sofastack', repo: 'sofastack.tech' });
    expect(projects).toEqual([
      {
        name: 'SOFARPC',
        repository: { owner: 'sofastack', repo: 'sofa-rpc' },
        tracking: {
          reference: 'https://github.com/sofastack/sofa-rpc/issues/1127',
          lists: [{ owner: 'sofastack', repo: 'sofa-rpc', number: 1127, commentId: 966087001 }],
          edit: 'tick',
        },
      },
      {
        name: 'Layotto',
        repository: { owner: 'mosn', repo: 'layotto' },
        tracking: {
          reference: 'https://github.com/mosn/layotto/issues/108#issuecomment-872779356',
          lists: [{ owner: 'mosn', repo: 'layotto', number: 108, commentId: 872779356 }],
          edit: 'tick',
        },
      },
    ]);
  });

  it('can print the styles of other editions', () => {
    const text = `
editors: ["@ann"]
projects: [{ name: MOSN, repository: mosn/mosn }]
sections: [tasks]
tasks:
  intro: []
  project: "{name} 新手任务："
  difficulty: ""
  task: "- {text}；"
  reference: |-
    详见 ：
    [{url}]({url})
texts: { "mosn/mosn#7": 看懂源码 }
publish: { mode: file }
`;
    expect(newsletter(text)).toMatchObject({
      editors: ['ann'],
      projects: [{ name: 'MOSN', tracking: null }],
      sections: ['tasks'],
      tasks: {
        heading: '### SOFAStack&MOSN:新手任务计划',
        intro: [],
        project: '{name} 新手任务：',
        difficulty: '',
        task: '- {text}；',
        reference: '详见 ：\n[{url}]({url})',
      },
      texts: { 'mosn/mosn#7': '看懂源码' },
      publish: { mode: 'file', repository: null },
    });
  });
});

describe('every problem is told with its place', () => {
  const project = '{name: A, repository: a/b}';

  it.each<[string, string]>([
    ['title: ""', '1:8 title: expected at least 1 character, found 0'],
    [
      'time-zone: Asia/Shangai',
      'a time zone like Asia/Shanghai, found "Asia/Shangai", did you mean',
    ],
    ['time-zone: 8', '1:12 time-zone: expected text, found the number 8'],
    ['editors: [a b]', 'editors[0]: expected a GitHub login, found "a b"'],
    ['project: []', '1:1 project: unknown key, did you mean projects?'],
    ['projects: [{name: A}]', '1:12 projects[0].repository: is missing: expected text'],
    ['projects: [{name: A, repository: a}]', 'projects[0].repository: expected owner/repository'],
    [
      'projects: [{name: A, repository: a/..}]',
      'projects[0].repository: expected owner/repository',
    ],
    [`projects: [${project}, {name: a, repository: c/d}]`, '"a" is already projects[0].name'],
    [`projects: [${project}, {name: B, repository: A/B}]`, '"A/B" is already projects[0].repos'],
    [
      'projects:\n- name: A\n  repository: a/b\n  url: x',
      '4:3 projects[0].url: unknown key; known here',
    ],
    ['sections: [task]', 'finished, found "task", did you mean tasks?'],
    [
      'tasks: {project: "**{nam}**"}',
      'tasks.project: unknown placeholder {nam}; the placeholder is {name',
    ],
    [
      'tasks: {heading: "{name}"}',
      'tasks.heading: unknown placeholder {name}; this text has no placehold',
    ],
    ['tasks: {task: "-"}', 'tasks.task: expected a form that contains {text}'],
    ['tasks: {intro: text}', 'tasks.intro: expected a list, found "text"'],
    ['tasks: {pick: 2}', 'tasks.pick: expected all, found the number 2'],
    ['tasks: {task: "{text}{% if x %}"}', 'tasks.task: expected a template: '],
    ['tasks: {task: "{text}{{ secret }}"}', 'tasks.task: unknown placeholder {secret}; the'],
    ['publish: {at: 15:00}', 'publish.at: expected a weekday and a time like friday 15:00'],
    [
      'publish: {mode: pull-request, repository: a/b, path: index.md}',
      'publish.path: expected {yyyyMMdd} in the path',
    ],
    ['texts: {"a/b": x}', '1:9 texts["a/b"]: expected a key like owner/repository#12'],
    ['texts: {"a/b#1": ""}', 'texts["a/b#1"]: expected at least 1 character, found 0'],
    ['publish: {mode: issue}', 'publish.mode: issue needs publish.repository'],
    ['publish: {mode: fille}', 'publish.mode: expected file, issue or pull-request'],
    ['publish: {path: ../x}', 'publish.path: expected a path inside the repository'],
    ['publish: {path: /etc/passwd}', 'publish.path: expected a path inside the repository'],
    [
      'publish: {path: "{date}.md"}',
      'publish.path: unknown placeholder {date}; the placeholder is {yyyyMMdd}',
    ],
  ])('%s', (text, expected) => {
    expect(problems(text)).toEqual([expect.stringContaining(expected)]);
  });
});
