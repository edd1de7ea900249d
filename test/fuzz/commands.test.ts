import fc from 'fast-check';
import { chosenAnswer } from '../../src/commands/nomination.js';
import {
  commandText,
  parseCommands,
  spokenText,
  wordsBehind,
  wordsBeside,
} from '../../src/commands/parse.js';
import { isWish } from '../../src/commands/wish.js';
import { isTranslated, originalBounds, originalText } from '../../src/domain/markdown/original.js';
import { ownLines } from '../../src/domain/markdown/own-lines.js';
import { linkedIssues } from '../../src/domain/pull-request.js';
import { draftParts } from '../../src/domain/task.js';
import { titleFor } from '../../src/domain/title.js';
import { languageOf } from '../../src/messages/languages.js';
import { comment } from '../unit/a-thread.js';
import { expectThat, fuzz } from './fuzz.js';
import { bytesOf, DIVIDER, longTextOf, textOf } from './texts.js';

const WORDS = [
  ...['/claim', '\n/claim', '\n/claim @ann', '\n/unclaim', '\n/extend', '\n/easy', '\n/medium'],
  ...['\n/hard', '\n/newsletter', '\n／claim', '\n/CLAIM ', '、claim', '/ claim', '/认领', '\n> '],
  ...[
    '\n/claim @x[bot]',
    '\n/claim [@ann](https://github.com/ann)',
    ' https://x.y/#issuecomment-7',
  ],
  ...['On Mon, 1 Jan 2026 at 1:00 ann@x.y wrote:', '在2026年，ann写道：', '-- original message --'],
  ...[
    'From: ann@x.y',
    '发件人：<ann>',
    DIVIDER,
    '</details>',
    '\n\n---\n',
    '\u200b/claim',
    'fixes #1',
  ],
];

const LOGIN = /^[A-Za-z\d][A-Za-z\d_-]{0,38}(?:\[bot\])?$/;

fuzz('commands of a comment', longTextOf(WORDS), (body, clock) => {
  const bytes = bytesOf(body);
  const original = clock('originalText', bytes, () => originalText(body));
  const commands = clock('parseCommands', bytes, () => parseCommands(original));
  clock('isWish', bytes, () => isWish(original));
  clock('languageOf', bytes, () => languageOf(original, 'en'));
  clock('wordsBeside', bytes, () => wordsBeside(original));
  clock('wordsBehind', bytes, () => wordsBehind(original, 'newsletter'));
  clock('spokenText', bytes, () => spokenText(original));
  clock('titleFor', bytes, () => titleFor('zh-CN', body));
  clock('draftParts', bytes, () => draftParts({ title: body, body }));
  clock('linkedIssues', bytes, () => linkedIssues(body, { owner: 'mosn', repo: 'layotto' }));
  clock('chosenAnswer', bytes, () => chosenAnswer([comment(7, 'ann', body)], () => true));
  const texts = commands.map((command) => commandText(command).toLowerCase());
  expectThat(commands.length <= 5, () => `${commands.length} commands`);
  expectThat(new Set(texts).size === texts.length, () => `not distinct: ${texts}`);
  for (const command of commands) {
    const { target } = command;
    expectThat(target === null || LOGIN.test(target), () => `no login: ${target}`);
    const [again] = parseCommands(commandText(command));
    expectThat(JSON.stringify(again) === JSON.stringify(command), () => 'is not read back');
  }
});

const quotable = textOf(WORDS);

fuzz('commands inside a quote, a fence, a comment', quotable, (body) => {
  const lines = body.split(/\r\n?|\n/);
  const quoted = lines.map((line) => `> ${line}`).join('\n');
  expectThat(parseCommands(quoted).length === 0, () => 'a quoted command');
  const fence = '`'.repeat(200);
  const fenced = `${fence}\n${body}\n${fence}`;
  expectThat(parseCommands(fenced).length === 0, () => 'a command in a fence');
  const hidden = `<!--\n${body.replaceAll('-->', '')}\n-->`;
  expectThat(parseCommands(hidden).length === 0, () => 'a command in a comment');
  for (const { kind, line } of ownLines(body)) {
    expectThat(!line.includes('\n') && kind.length > 0, () => 'a line of several lines');
  }
});

const framed = fc.tuple(textOf(WORDS, 6), textOf(WORDS, 6), fc.boolean());

fuzz("a translator's frame", fc.tuple(longTextOf(WORDS), framed), ([body, frame], clock) => {
  const [start, end] = clock('originalBounds', bytesOf(body), () => originalBounds(body));
  expectThat(0 <= start && start <= end && end <= body.length, () => `bounds ${start}, ${end}`);
  expectThat(isTranslated(body) || end - start === body.length, () => 'cut without a divider');
  const [words, translation, isOnTop] = frame;
  // Words that begin a frame themselves are part of it, as GitHub shows them.
  if (/<!--\s*This is|<\/details>|summary/i.test(words + translation)) return;
  const whole = isOnTop
    ? `${words}\n\n${DIVIDER}\n---\n${translation}`
    : `${translation}\n<details><summary>x</summary>${DIVIDER}${words}</details>`;
  const seen = originalText(whole).trim();
  const isRule = !isOnTop && /^\s*---\s*(?:\n|$)/.test(`${words}</details>`);
  expectThat(isRule || seen === words.trim(), () => `not the author's words: ${seen}`);
});
