/** Questions that no earlier edition printed: from the editors' files, then the nominated issues. */
import { z } from 'zod';
import { patternOf } from '../../config/template-values.js';
import { fill, template } from '../../config/templates.js';
import { issueName } from '../../domain/reference.js';
import type { RepositoryName } from '../../domain/task.js';
import { titleWords } from '../../domain/title.js';
import { escapeText } from '../escape-text.js';
import { askedIn } from '../history.js';
import { plainParagraphs } from '../plain-paragraphs.js';
import {
  type AskedQuestion,
  collectNominated,
  type NominatedQuestion,
  readQuestions,
} from '../question-sources.js';
import {
  type Composed,
  formOf,
  type Immutable,
  type Ingredients,
  type ProjectWeek,
  type SectionDeclaration,
} from './section.js';

const form = formOf(
  {
    asker: template(['asker', 'place']).describe('Above a question from a file.'),
    nominated: template(['asker', 'place', 'number']).describe('Above a nominated issue.'),
    question: template(['text']),
    answer: template(['text']),
    reference: template(['project', 'url']),
    most: z
      .int()
      .min(1)
      .max(100)
      .describe('Questions from files; the others wait for the next edition.'),
  },
  {
    title: 'QA 整理',
    heading: '### 每周读者问答提炼',
    intro: [
      '欢迎大家向公众号留言提问或在群里与我们互动',
      '我们会筛选重点问题',
      '通过 " SOFA WEEKLY " 的形式回复',
    ],
    asker: '**@{asker}** 提问：',
    nominated: '**{place}.@{asker} #{number}**',
    question: '>{text}',
    answer: 'A：{text}',
    reference: '「{project}」：[{url}]({url})',
    most: 4,
  },
);

type QuestionsForm = ReturnType<typeof form.resolve>;

const data = z.object({
  kind: z.literal('questions'),
  questions: z.array(
    z.object({
      /** Without @. */
      asker: z.string(),
      project: z.string(),
      url: z.string().nullable(),
      /** In turn; an answer or a question may be missing. */
      turns: z.array(z.object({ question: z.string(), answer: z.string() })),
      /** The issue's number; null: it was asked elsewhere. */
      number: z.int().min(0).nullable(),
      /** By which it is known again: its file's name, or `owner/repo#916`; null: not known. */
      source: z.string().nullable(),
    }),
  ),
});

type QuestionsSection = Immutable<z.output<typeof data>>;
export type Question = QuestionsSection['questions'][number];
type Turn = Question['turns'][number];

type Found = readonly NominatedQuestion[];
type Files = readonly AskedQuestion[];

export const questions = {
  kind: 'questions',
  form,
  data,
  collect,
  readFiles: readQuestions,
  compose,
  waiting,
  asked,
  print,
  parse,
} satisfies SectionDeclaration<QuestionsSection, QuestionsForm, Found, Files>;

function collect({ context, editors, isAsked }: ProjectWeek): Promise<Found> {
  return collectNominated(context, editors, isAsked);
}

/** By which a nominated issue is known again. */
function sourceOf({ owner, repo }: RepositoryName, number: number): string {
  return `${owner}/${repo}#${number}`.toLowerCase();
}

/** In characters. */
const MOST_QUESTION = 400;
const MOST_ANSWER = 1_200;

function compose(
  { projects, frame, files, earlier }: Ingredients<Found, Files>,
  { most }: QuestionsForm,
): Composed<QuestionsSection> {
  const asked = askedIn(earlier);
  const fresh = files.filter(({ source }) => !asked.has(source));
  const waiting = fresh.filter(({ turns }) => turns.some(({ answer }) => answer !== ''));
  const unanswered = fresh.filter((each) => !waiting.includes(each));
  const notes = unanswered.map(({ source }) => `questions/${source} waits: it has no answer yet`);
  const now = waiting.slice(0, most);
  if (waiting.length > now.length) {
    notes.push(`questions that wait for the next edition: ${waiting.length - now.length}`);
  }
  const fromFiles = now.map((question): Question => {
    const project = frame.projects.find(({ name }) => name === question.project);
    const { owner, repo } = project?.repository ?? {};
    const url =
      question.url ?? (owner === undefined ? null : `https://github.com/${owner}/${repo}`);
    const { source, asker, turns } = question;
    return { asker, project: question.project, url, turns, number: null, source };
  });
  const nominated = projects.flatMap(({ project, found }) =>
    found.flatMap(({ issue, answer }): Question[] => {
      const name = { ...project.repository, number: issue.number };
      const source = sourceOf(project.repository, issue.number);
      if (asked.has(source)) return [];
      const said = answer === null ? '' : plainParagraphs(answer.text, MOST_ANSWER);
      if (said === '') {
        notes.push(
          `${project.name}: ${issueName(name)} is nominated, but no answer in words is chosen: a maintainer or editor comments /newsletter and the address of the answer`,
        );
        return [];
      }
      const title = escapeText(titleWords(frame.language, issue.title));
      const details = plainParagraphs(issue.body, MOST_QUESTION);
      const question = details === '' ? title : `${title}\n\n${details}`;
      return [
        {
          asker: issue.author?.login ?? 'ghost',
          project: project.name,
          url: `https://github.com/${project.repository.owner}/${project.repository.repo}/issues/${issue.number}`,
          turns: [{ question, answer: said }],
          number: issue.number,
          source,
        },
      ];
    }),
  );
  const questions = [...fromFiles, ...nominated];
  return { data: questions.length === 0 ? null : { kind: 'questions', questions }, notes };
}

function waiting(files: Files, projects: Ingredients<Found>['projects']): readonly string[] {
  const nominated = projects.flatMap(({ project, found }) =>
    found.map(({ issue }) => sourceOf(project.repository, issue.number)),
  );
  return [...files.map(({ source }) => source), ...nominated];
}

function asked({ questions }: QuestionsSection): readonly string[] {
  return questions.flatMap(({ source }) => source ?? []);
}

/** Nominated issues are counted apart: 1, 2, … */
function print({ questions }: QuestionsSection, form: QuestionsForm): readonly string[] {
  let place = 0;
  return questions.flatMap(({ asker, project, url, turns, number }) => {
    if (number !== null) place += 1;
    return [
      number === null
        ? fill(form.asker, { asker, place: null })
        : fill(form.nominated, { asker, place, number }),
      ...turns.flatMap(({ question, answer }) => [
        question === '' ? '' : quoted(question, form.question),
        answer === '' ? '' : fill(form.answer, { text: answer }),
      ]),
      url === null ? '' : fill(form.reference, { project, url }),
    ];
  });
}

/** A quote ends at the first line that is none, so each has the mark. */
function quoted(text: string, form: string): string {
  return text
    .split('\n')
    .map((line) => fill(form, { text: line }).trimEnd())
    .join('\n');
}

type Draft = { -readonly [Key in keyof Question]: Question[Key] } & { turns: Turn[] };

function parse(blocks: readonly string[], form: QuestionsForm): QuestionsSection {
  const questions: Draft[] = [];
  const asker = patternOf(form.asker);
  const nominated = patternOf(form.nominated);
  const question = patternOf(form.question);
  const answer = patternOf(form.answer);
  const reference = patternOf(form.reference);
  for (const block of blocks) {
    const current = questions.at(-1);
    const asked = nominated?.exec(block)?.groups ?? asker?.exec(block)?.groups;
    if (asked?.asker !== undefined) {
      const number = asked.number === undefined ? null : Number(asked.number);
      questions.push({
        ...{ asker: asked.asker, project: '', url: null, turns: [], number, source: null },
      });
      continue;
    }
    if (current === undefined) continue;
    const said = reference?.exec(block)?.groups;
    const answered = answer?.exec(block)?.groups?.text;
    const lines = block.split('\n').map((line) => question?.exec(line)?.groups?.text ?? null);
    const last = current.turns.at(-1);
    if (said?.url !== undefined) {
      Object.assign(current, { url: said.url, project: said.project ?? '' });
    } else if (lines.every((line) => line !== null)) {
      current.turns.push({ question: lines.join('\n'), answer: '' });
    } else if (last !== undefined && last.answer === '') {
      current.turns[current.turns.length - 1] = { ...last, answer: answered ?? block };
    } else if (answered !== undefined) current.turns.push({ question: '', answer: answered });
    else if (last !== undefined) {
      const more = { ...last, answer: `${last.answer}\n\n${block}` };
      current.turns[current.turns.length - 1] = more;
    }
  }
  return { kind: 'questions', questions };
}
