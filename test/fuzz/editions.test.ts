import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { resolveNewsletter } from '../../src/newsletter/configuration/newsletter.js';
import { FORMATS } from '../../src/newsletter/formats/index.js';
import { blocksOf, parseMarkdown } from '../../src/newsletter/formats/markdown.js';
import { mergeEdits } from '../../src/newsletter/publish/merge-edits.js';
import { propose } from '../../src/newsletter/publish/propose.js';
import { parseStored, type Stored, storedText } from '../../src/newsletter/publish/stored.js';
import type { Draft } from '../../src/newsletter/publish/units.js';
import { SECTIONS } from '../../src/newsletter/sections/index.js';
import { readText } from '../unit/read-fixture.js';
import { expectThat, fuzz } from './fuzz.js';
import { bytesOf, longTextOf, textOf } from './texts.js';

const NEWSLETTER = resolveNewsletter({ sections: [...SECTIONS] });
const WRITTEN = JSON.parse(readText('edition-2021-11-12/edition.json'));
const EDITION = JSON.stringify({ asked: [], ...WRITTEN }, null, 2);

/** As it lies beside a text. */
function storedWith(edition: string): string {
  return `{"edition":${edition},"sha256":"","picture":null,"dropped":[],"rewordings":{}}`;
}

/** Cut, doubled, replaced: JSON as an editor could leave it. */
const damaged = fc
  .tuple(
    fc.array(
      fc.tuple(
        fc.nat(EDITION.length),
        fc.nat(40),
        fc.constantFrom(
          '',
          '"',
          '{',
          '}',
          '[',
          ']',
          ',',
          'null',
          '1e999',
          '"<!--"',
          '"__proto__":1,',
        ),
      ),
      { maxLength: 3 },
    ),
    textOf(['<script>', '{{< raw >}}', '--> ', '](javascript:alert(1))'], 6),
    fc.nat(50),
  )
  .map(([changes, words, which]) => {
    let text = EDITION;
    for (const [at, length, other] of changes)
      text = text.slice(0, at) + other + text.slice(at + length);
    let count = 0;
    return text.replace(/"text": "[^"]*"/g, (whole) =>
      count++ === which ? `"text": ${JSON.stringify(words)}` : whole,
    );
  });

fuzz('editions: data', damaged, (text, clock) => {
  const whole = storedWith(text);
  const stored = clock('parseStored', bytesOf(whole), () => parseStored(whole));
  if (stored === null) return;
  const again = parseStored(storedText(stored));
  expectThat(isDeepStrictEqual(again, stored), () => 'is not read back');
});

const fewFormats = fc.tuple(damaged, fc.constantFrom(...FORMATS));

fuzz(
  'editions: printed in every format',
  fewFormats,
  ([text, format]) => {
    const stored: Stored | null = parseStored(storedWith(text));
    if (stored === null) return;
    const printed = format.render(stored.edition, NEWSLETTER, null);
    const isHtml = format.extension === 'html';
    expectThat(!isHtml || !/<script|href="javascript:/i.test(printed), () => printed);
  },
  10,
);

const paragraph = fc.oneof(
  fc.constantFrom('one', 'two', 'three', 'four', '### a heading', '- Easy', '', ' ', '\t'),
  textOf(['\n\n', '\n \n', '---\n', 'title: x\n'], 4),
);
const draftText = fc.array(paragraph, { maxLength: 10 }).map((all) => all.join('\n\n'));

function draft(text: string): Draft {
  const paragraphs = blocksOf(text);
  return {
    text,
    tasks: paragraphs.map((each, at) => ({
      key: `a/b#${at}`,
      project: `${at % 2}`,
      paragraph: each,
    })),
  };
}

/** The longest that is merged: `publish/propose.ts`. */
const MOST_LINES = 3_000;

const versions = fc.oneof(
  { arbitrary: fc.tuple(draftText, draftText, draftText), weight: 400 },
  {
    // The worst for a comparison: long, and nothing of it the same.
    arbitrary: fc
      .tuple(fc.constantFrom('a\n\n', 'b\n\nc\n\n', 'long words\n\n'), fc.boolean())
      .map(([unit, differs]): [string, string, string] => {
        const count = MOST_LINES / (unit.split('\n').length - 1);
        const pieces = Array.from({ length: count }, (_, at) => at);
        const text = (salt: string) =>
          pieces.map((at) => `${differs ? salt + at : at % 7} ${unit}`).join('');
        return [text('x'), text('y'), text('z')];
      }),
    weight: 1,
  },
);

fuzz('editions: merged', versions, ([base, theirs, ours], clock) => {
  const bytes = bytesOf(base);
  const merged = clock('mergeEdits', bytes, () => mergeEdits(draft(base), theirs, draft(ours)));
  expectThat(merged.text === theirs || merged.text.endsWith('\n'), () => 'no line end');
  if (bytes > 10_000) return;
  const untouched = mergeEdits(draft(base), base, draft(ours));
  expectThat(untouched.edits === 0, () => 'an edit that nobody made');
  const nothingNew = mergeEdits({ text: base, tasks: [] }, theirs, { text: base, tasks: [] });
  expectThat(nothingNew.text === theirs, () => `people's words changed: ${nothingNew.text}`);
  const again = mergeEdits(draft(ours), merged.text, draft(ours), merged);
  expectThat(again.text === merged.text, () => `merged again it changes: ${again.text}`);
});

fuzz(
  'editions: that people wrote',
  longTextOf(
    [
      '### ',
      NEWSLETTER.tasks.heading,
      '\n\n',
      '- Easy',
      '**Layotto**',
      '「详细参考」：',
      '**1、@ann** 提问：',
      '- [a](https://x.y)',
      'A：',
      '>',
    ],
    14,
  ),
  (text, clock) => {
    clock('parseMarkdown', bytesOf(text), () => parseMarkdown(text, NEWSLETTER));
  },
);

const beside = fc.tuple(longTextOf(['one\n\n', 'two\n\n'], 8), fc.option(damaged), fc.boolean());
const { edition } = parseStored(storedWith(EDITION)) ?? {};
if (edition === undefined) throw new Error('the fixture is no edition');

fuzz('editions: data beside an edited text', beside, ([text, data, isBare], clock) => {
  const render = () => '### tasks\n\none\n\ntwo\n';
  const proposing = { edition, newsletter: NEWSLETTER, render, picture: null };
  const first = propose(proposing, { text: null, data: null });
  const current = { text, data: isBare ? data && storedWith(data) : first.data };
  const proposal = clock('propose', bytesOf(text), () => propose(proposing, current));
  if (proposal.isLeftAlone) expectThat(proposal.text === text, () => 'left alone, and changed');
  const next = propose(proposing, { text: proposal.text, data: proposal.data });
  expectThat(next.text === proposal.text || proposal.isLeftAlone, () => 'not once');
});
