/** Texts that once cost seconds, or broke out of where we keep them: found by `npm run fuzz`. */
import { describe, expect, it } from '@jest/globals';
import { parseCommands, wordsBeside } from '../../src/commands/parse.js';
import { originalBounds, originalText } from '../../src/domain/markdown/original.js';
import { titleFor } from '../../src/domain/title.js';
import { consequencesOf } from '../../src/events/consequences.js';
import { resolveNewsletter } from '../../src/newsletter/configuration/newsletter.js';
import type { Edition } from '../../src/newsletter/edition.js';
import { parseMarkdown } from '../../src/newsletter/formats/markdown.js';
import { plainParagraphs } from '../../src/newsletter/plain-paragraphs.js';
import { propose } from '../../src/newsletter/publish/propose.js';
import { parseStored } from '../../src/newsletter/publish/stored.js';
import { shortNotes } from '../../src/newsletter/sections/releases.js';
import { editList } from '../../src/project/list/edit.js';
import { parseTaskList } from '../../src/project/list/read.js';
import { calmCostOf, MOST_MS } from '../fuzz/cost.js';

const HERE = { owner: 'mosn', repo: 'layotto' };
const DIVIDER =
  '<!--This is a translation content dividing line, the content below is generated-->';
const NEWSLETTER = resolveNewsletter({});
const HEADING = `${NEWSLETTER.tasks.heading}\n\n`;
const EDITION: Edition = {
  ...{ version: 1, newsletter: 'N', title: 'N', language: 'en', date: '2026-01-02', asked: [] },
  ...{ since: '2026-01-01T00:00:00Z', until: '2026-01-02T00:00:00Z', sections: [] },
};

const full = (part: string, head = '') =>
  head + part.repeat(Math.floor((256 * 1024) / Buffer.byteLength(part)));

function edited(text: string) {
  const render = () => HEADING;
  const proposing = { edition: EDITION, newsletter: NEWSLETTER, render, picture: null };
  const { data } = propose(proposing, { text: null, data: null });
  return propose(proposing, { text, data });
}

describe('256 KB', () => {
  it.each<[string, () => unknown]>([
    ['of empty lines as a comment', () => parseCommands(full('\n'))],
    ['of line ends of old as a comment', () => wordsBeside(full('\r'))],
    ['of open code as a comment', () => parseCommands(full('`\n'))],
    ['of paragraphs as a list', () => parseTaskList(full('a\n', '## Easy\n'), HERE)],
    ['of items as a list', () => parseTaskList(full('- #1\n', '## Easy\n'), HERE)],
    ['of references as a list', () => parseTaskList(full('\n## Easy\n #12'), HERE)],
    ['of one word as a title', () => titleFor('zh-CN', full('/claim'))],
    ['of half a divider as a body', () => originalText(full(DIVIDER.slice(0, 48)))],
    ['of open comments as an answer', () => plainParagraphs(full('<!--'), 500)],
    ['of paragraphs as an answer', () => plainParagraphs(full('\n\n&#64;all'), 500)],
    ['of open tags as an answer', () => plainParagraphs(full('<a'), 500)],
    ['of spaces as release notes', () => shortNotes(full(' ', 'x'), 5)],
    ['of one paragraph as an edited edition', () => edited(full('a\n\n'))],
    ['of few paragraphs as an edited edition', () => edited(full('0 a\n\n1 a\n\n2 a\n\n'))],
    ['of spaces as an edited edition', () => edited(`${full(' ', 'x')}x`)],
    [
      'of paragraphs as an earlier edition',
      () => parseMarkdown(full('a\n\n', HEADING), NEWSLETTER),
    ],
    [
      'of spaces as an earlier edition',
      () => parseMarkdown(`${full(' ', `${HEADING}x`)}x`, NEWSLETTER),
    ],
  ])('%s takes less than 100 ms of a calm machine', (_, read) => {
    expect(calmCostOf(read)).toBeLessThan(MOST_MS);
  });
});

const REPOSITORY = { full_name: 'mosn/layotto', default_branch: 'main' };
const many = <Item>(item: Item) =>
  Array.from(
    { length: Math.floor((2 * 1024 * 1024) / (JSON.stringify(item).length + 1)) },
    () => item,
  );
const words = (part: string) => part.repeat(Math.floor((2 * 1024 * 1024) / part.length));

describe('a delivery of 2 MB', () => {
  it.each<[string, string, object]>([
    ['words', 'issue_comment', { issue: { number: 1 }, comment: { body: words('/claim ') } }],
    ['references', 'pull_request', { pull_request: { title: '', body: words('#12 ') } }],
    ['lines', 'pull_request', { pull_request: { title: '', body: words('#1\n') } }],
    ['files', 'push', { ref: 'refs/heads/main', commits: [{ added: many('src/main.ts') }] }],
    ['commits', 'push', { ref: 'refs/heads/main', commits: many({ added: ['a'], removed: [] }) }],
    ['numbers for commits', 'push', { ref: 'refs/heads/main', commits: many(1) }],
    ['numbers for files', 'push', { ref: 'refs/heads/main', commits: [{ added: many(1) }] }],
    ['repositories', 'installation', { repositories: many({ id: 1, full_name: 'mosn/layotto' }) }],
  ])('of %s takes less than 100 ms of a calm machine', (_, name, rest) => {
    const text = JSON.stringify({ action: 'created', repository: REPOSITORY, ...rest });
    const read = () => consequencesOf({ name, payload: JSON.parse(text) }, 'bot');
    expect(calmCostOf(read)).toBeLessThan(MOST_MS);
  });
});

describe('an edition that is longer than any', () => {
  it('is left alone, with every byte as it stands', () => {
    const text = full('a\n\n', HEADING);
    expect(edited(text)).toMatchObject({ text, isLeftAlone: true, isChanged: false });
    expect(edited(`${HEADING}a\n`).isLeftAlone).toBe(false);
  });
});

describe('the data beside an edition', () => {
  it.each(['date', 'since', 'until'])('is none where nobody can tell its %s', (key) => {
    const { data } = edited(HEADING);
    expect(parseStored(data)).not.toBeNull();
    const { edition, ...rest } = JSON.parse(data);
    expect(
      parseStored(JSON.stringify({ ...rest, edition: { ...edition, [key]: 'x' } })),
    ).toBeNull();
  });
});

describe('a translator’s frame', () => {
  it('around nothing has nothing in it, and no byte of a list is doubled', () => {
    const body = `## Easy\n${DIVIDER}\n`;
    const [start, end] = originalBounds(body);
    expect(start).toBe(end);
    const edits = { ticks: new Map(), states: new Map() };
    expect(editList(body, HERE, HERE, edits)).toBe(body);
  });
});

describe('a long list', () => {
  it('is read up to the end of a line: half of a number would be another issue', () => {
    const padding = 'x'.repeat(65_536 - '## Easy\n\n- [ ] task #1'.length);
    const list = `## Easy\n${padding}\n- [ ] task #123`;
    expect(list[65_535]).toBe('1');
    expect(parseTaskList(list, HERE).map(({ reference }) => reference)).toEqual([null]);
  });
});
