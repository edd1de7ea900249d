import fc from 'fast-check';
import { renderTaskPlan, type TaskPlan, type TaskStatus } from '../../src/claims/plan-text.js';
import { answerText, type CommandName, type Outcome } from '../../src/commands/index.js';
import { inert } from '../../src/domain/markdown/inert.js';
import { oneLine } from '../../src/domain/unprintable.js';
import { escapeText, unescapeText } from '../../src/newsletter/escape-text.js';
import { plainParagraphs } from '../../src/newsletter/plain-paragraphs.js';
import { shortNotes } from '../../src/newsletter/sections/releases.js';
import { type ProjectNote, renderProjectPlan } from '../../src/project/plan-text.js';
import { expectThat, fuzz } from './fuzz.js';
import { blocksIn, checkQuiet, HOSTILE, hostileText, OUR_URL, OURS } from './quiet.js';
import { bytesOf, longTextOf } from './texts.js';

const statuses: readonly TaskStatus[] = ['free', 'offered', 'held', 'draft', 'closed', 'withdrawn'];
const at = '2026-01-05T00:00:00Z';

function planWith(words: string, status: TaskStatus, language: 'zh-CN' | 'en'): string {
  const who = { id: 1, login: words };
  const claim = { ...who, since: at, due: at, extensions: 0, assigned: false, pausedSince: null };
  const plan: TaskPlan = {
    ...{ language, number: OURS, project: words, status, difficulty: null },
    ...{ contradiction: [], claims: [claim], canExtend: true, stuck: [claim] },
    waitlist: {
      waiters: [{ ...who, since: at, missed: false }],
      offer: { ...who, n: 1, until: at },
      offers: 1,
    },
    ...{ doneBy: OURS, now: at, draftParts: ['title', 'body'], author: words, claimDays: 14 },
    ...{ difficultyLabels: ['easy'], mentors: [words], trackingUrl: OUR_URL, guide: OUR_URL },
    policy: words,
  };
  return renderTaskPlan(plan);
}

function projectWith(words: string, language: 'zh-CN' | 'en'): string {
  const notes: ProjectNote[] = [
    { kind: 'config', file: '.github/newbie-tasks.yml', problems: [words] },
    { kind: 'draft', number: OURS },
  ];
  const row = { difficulty: 'easy', text: words, holders: [] } as const;
  return renderProjectPlan({
    ...{ language, project: words, taskLabel: words, notes },
    rows: [
      { ...row, number: OURS },
      { ...row, number: null },
      { ...row, number: OURS, holders: [{ id: 1, login: words }] },
    ],
  });
}

function answersWith(words: string, language: 'zh-CN' | 'en'): readonly string[] {
  const context = {
    ...{ language, login: 'ann', taskLabel: words, newsletters: [words], now: at },
    difficulty: 'easy' as const,
    freeTasks: [{ number: OURS, title: words, difficulty: 'easy' as const }],
  };
  const claim = { id: 1, login: words, since: at, due: '2026-02-01T00:00:00Z' };
  const by = [{ ...claim, extensions: 0, assigned: true, pausedSince: null }];
  const outcomes: readonly (readonly [CommandName, Outcome])[] = [
    ['claim', { kind: 'tracking' }],
    ['claim', { kind: 'not-a-task' }],
    ['claim', { kind: 'taken', by }],
    ['claim', { kind: 'waiting', place: 1, by }],
    ['unclaim', { kind: 'not-theirs', of: claim }],
    ['newsletter', { kind: 'nominated', printed: 'words' }],
  ];
  return outcomes.map(
    ([name, outcome]) => answerText({ name, target: null }, outcome, context) ?? '',
  );
}

const situation = fc.tuple(
  hostileText,
  fc.constantFrom(...statuses),
  fc.constantFrom('zh-CN', 'en'),
);

fuzz('printed: plans and answers', situation, ([words, status, language]) => {
  const plan = planWith(words, status, language as 'en');
  const calm = blocksIn(planWith('word', status, language as 'en'));
  expectThat(blocksIn(plan) === calm, () => `another structure: ${plan}`);
  const project = projectWith(words, language as 'en');
  const quiet = blocksIn(projectWith('word', language as 'en'));
  expectThat(blocksIn(project) === quiet, () => `another structure: ${project}`);
  // Parsing is what costs here: all of them in one.
  checkQuiet([plan, project, ...answersWith(words, language as 'en')].join('\n\n'), 'ann');
});

fuzz('printed: one line of words', longTextOf(HOSTILE), (words, clock) => {
  const bytes = bytesOf(words);
  const made = clock('inert', bytes, () => inert(words, 500));
  expectThat(made.length < 20_000 && !/[\n\r<>]/.test(made), () => 'more than a line');
  const printed = clock('escapeText', bytes, () => escapeText(words));
  expectThat(!/[\n\r]/.test(printed), () => 'more than a line');
  if (bytes < 1_000) {
    checkQuiet(`a ${made}`);
    expectThat(blocksIn(printed) === '', () => `opens something: ${printed}`);
    expectThat(!/\{\{[<%]/.test(printed), () => `a shortcode: ${printed}`);
    const again = unescapeText(printed);
    const isSame = again === oneLine(words).replace(/\{\\\{(?=[<%])/g, '{{');
    expectThat(isSame || /\\/.test(words), () => `not read back: ${printed}`);
  }
  clock('plainParagraphs', bytes, () => plainParagraphs(words, 500));
  clock('shortNotes', bytes, () => shortNotes(words, 5));
});
