/**
 * 64 KB of one sign, of every class that a pattern may know, before, behind and between what our
 * readers look for: `/claim` and 65,000 empty lines once held up everybody for four seconds.
 */
import { describe, expect, it } from '@jest/globals';
import { readFilters } from '../../src/board/filters.js';
import { parseState } from '../../src/claims/state-text.js';
import { createLog } from '../../src/cli/log.js';
import { chosenAnswer } from '../../src/commands/nomination.js';
import {
  parseCommands,
  spokenText,
  wordsBehind,
  wordsBeside,
  wordsWithoutCommands,
} from '../../src/commands/parse.js';
import { isWish } from '../../src/commands/wish.js';
import { inert } from '../../src/domain/markdown/inert.js';
import { originalText } from '../../src/domain/markdown/original.js';
import {
  answerKey,
  planBlock,
  readAnswerState,
  readState,
  replaceBlock,
} from '../../src/domain/marker.js';
import { issuesClosedBy, linkedIssues, type Pull } from '../../src/domain/pull-request.js';
import { draftParts } from '../../src/domain/task.js';
import { titleWords } from '../../src/domain/title.js';
import { languageOf } from '../../src/messages/languages.js';
import { resolveNewsletter } from '../../src/newsletter/configuration/newsletter.js';
import { escapeText, unescapeText } from '../../src/newsletter/escape-text.js';
import { parseMarkdown } from '../../src/newsletter/formats/markdown.js';
import { plainParagraphs } from '../../src/newsletter/plain-paragraphs.js';
import { quiet } from '../../src/newsletter/publish/quiet.js';
import { withReport } from '../../src/newsletter/publish/report.js';
import { unitsOf } from '../../src/newsletter/publish/units.js';
import { shortNotes } from '../../src/newsletter/sections/releases.js';
import { editList } from '../../src/project/list/edit.js';
import { calmCostOf, MOST_MS } from '../fuzz/cost.js';
import { DIVIDER, FLOODS, flooded, PAIRS } from '../fuzz/texts.js';
import { comment } from '../unit/a-thread.js';

const HERE = { owner: 'mosn', repo: 'layotto' };
const PLAN = planBlock('plan', 'words', { v: 1, claims: [], answered: [] });
const EDITS = { ticks: new Map([[1, true]]), states: new Map([[1, '✅']]) };
const NEWSLETTER = resolveNewsletter({});
const log = createLog('info', [], () => {});

const pull = (body: string) => ({ title: body.slice(0, 256), body }) as Pull;

/** @param words what it looks for: above, between and below the floods */
type Reader = readonly [name: string, words: readonly string[], read: (text: string) => unknown];

const READERS: readonly Reader[] = [
  ['commands', ['/claim', '\n/claim @ann ', '/claim'], parseCommands],
  ['the words beside commands', ['/claim', '\n/claim\n', 'x'], wordsBeside],
  ['the words of a claim', ['/claim', '\n／claim\n', 'x'], wordsWithoutCommands],
  ['what is said', ['On 2026 @ ann', ' wrote:\n', '>'], spokenText],
  ['a header of mail', ['From: ', '写道：', '@'], spokenText],
  [
    'what a nomination names',
    ['/newsletter ', '\n/newsletter https://x.y/#issuecomment-1', 'x'],
    (text) => wordsBehind(text, 'newsletter'),
  ],
  [
    'a nominated answer',
    ['/newsletter ', 'https://x.y/#issuecomment-1', 'x'],
    (text) => chosenAnswer([comment(7, 'ann', text)], () => true),
  ],
  ['a wish', ['claim', '我想', 'x'], (text) => [isWish(text), isWish(text.slice(-290))]],
  ['a language', ['/claim', '@ann', 'https://x'], (text) => languageOf(text, 'en')],
  ['one line of ours', ['@ann', '#1', 'x'], (text) => inert(text)],
  ['a frame of a translator', ['x', DIVIDER, '</details>'], originalText],
  ['half of such a frame', ['<!--', '<!--This is a translation', 'x'], originalText],
  ['a marker', ['x', '\n<!-- newbie-tasks:answer 7', ' -->'], answerKey],
  [
    'a plan',
    ['<!-- newbie-tasks:plan -->', '\n<!-- newbie-tasks:state {"v":1', '} -->'],
    (text) => [parseState(readState(text, 'plan')), replaceBlock(text, 'plan', PLAN)],
  ],
  ['an answer of ours', ['x', '\n<!-- newbie-tasks:state {"', '"} -->'], readAnswerState],
  ['a login in a state', ['', 'ann', ''], (login) => parseState({ v: 1, claims: [{ login }] })],
  [
    'a pull request',
    ['Fixes #1', ' mosn/layotto#2 ', 'https://github.com/mosn/layotto/issues/5'],
    (text) => [linkedIssues(text, HERE), issuesClosedBy(pull(text), HERE)],
  ],
  ['template text', ['XXX', '```', '\n```'], (text) => draftParts({ title: text, body: text })],
  ['a title', ['任务', '; ', ' / x'], (text) => titleWords('en', text)],
  ...(
    [
      ['items', ['## Easy\n- [ ] ', '\n- [ ] a (#1) ', '@ann']],
      ['one item', ['## Easy\n- [ ] <a>', '#1', ' @ann x']],
      ['one link', ['## Easy\n- [ ] [', '](#1', ')']],
      ['a table', ['| 任务 | 状态 |\n|---|---|\n| ', ' | ', '#1 |']],
      ['headings', ['## ', 'Easy', '\n- x']],
    ] as const
  ).map(
    ([name, words]): Reader => [
      `a list: ${name}`,
      words,
      // Whoever edits a list reads it first.
      (text) => editList(text, HERE, HERE, EDITS),
    ],
  ),
  ['printed words', ['- ', '[a]:', '`x'], (text) => unescapeText(escapeText(text))],
  ['an answer to print', ['<a', '![a]', '**'], (text) => plainParagraphs(text, 500)],
  ['release notes', ['- ', '\n- a', ' by @ann in https://x.y'], (text) => shortNotes(text, 5)],
  ['an edition in an issue', ['`', '@ann', '#1'], quiet],
  [
    'an earlier edition',
    [`${NEWSLETTER.reading.heading}\n\n- [`, '](', ')'],
    (text) => parseMarkdown(text, NEWSLETTER),
  ],
  ['an edited edition', ['---\n', '\n- a', '\n---\n'], unitsOf],
  ['a report', ['x', '\n<!-- newbie-tasks:edition ', '1 -->'], (text) => withReport(text, 'words')],
  ['a query', ['a', 'b', 'c'], (text) => readFilters(new URLSearchParams({ q: text }))],
  ['the log', ['ghp_', 'eyJ', '-----END'], (text) => log.info({ login: text }, 'words')],
  ['a key in the log', ['-----BEGIN', '-----BEGIN', 'x'], (text) => log.info(text)],
];

const TEXTS = [
  ...FLOODS.map((sign) => (words: readonly string[]) => flooded(words, sign)),
  ...PAIRS.map(
    ([open = '', close]) =>
      (words: readonly string[]) =>
        flooded(words, open, close),
  ),
];

describe('64 KB of one sign', () => {
  it.each(READERS)('around %s: less than 100 ms of a calm machine', (_, words, read) => {
    const slow = TEXTS.map((text) => text(words)).find((text) => {
      const isQuick = timeOf(() => read(text)) < MOST_MS;
      return !isQuick && calmCostOf(() => read(text)) > MOST_MS;
    });
    expect(slow?.slice(0, 80)).toBeUndefined();
  });
});

function timeOf(run: () => unknown): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}
