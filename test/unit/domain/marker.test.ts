import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { NO_STATE, remember } from '../../../src/claims/state.js';
import { parseState, printState } from '../../../src/claims/state-text.js';
import {
  answerBody,
  doubledAnswers,
  hasMarker,
  markedComments,
  NO_PROMISE,
  planBlock,
  readAnswerState,
  readState,
  replaceBlock,
} from '../../../src/domain/marker.js';
import { comment } from '../a-thread.js';

const PLAN = { kind: 'plan', key: '' } as const;
const DIVIDER = '<!--This is a translation content dividing line, x-->';

describe('a marker', () => {
  it('counts only in a comment by exactly our account', () => {
    const block = planBlock('plan', 'text', {});
    const comments = [
      comment(1, 'mallory', block),
      comment(2, 'newbie-tasks-fake[bot]', block),
      comment(3, 'newbie-tasks[bot]', block),
    ];
    expect(markedComments(comments, 'newbie-tasks[bot]', PLAN).map(({ id }) => id)).toEqual([3]);
  });

  it('must be a line of its own', () => {
    expect(hasMarker('see <!-- newbie-tasks:plan --> there', PLAN)).toBe(false);
    expect(hasMarker('text\r\n<!-- newbie-tasks:plan -->\r\n', PLAN)).toBe(true);
  });

  it('with a key is not that of another key', () => {
    const body = answerBody(12, 'hi', NO_PROMISE);
    expect(hasMarker(body, { kind: 'answer', key: '12' })).toBe(true);
    expect(hasMarker(body, { kind: 'answer', key: '1' })).toBe(false);
  });

  it('found twice: all but the lowest are doubled', () => {
    const comments = [
      comment(7, 'newbie-tasks[bot]', answerBody(1, 'b', NO_PROMISE)),
      comment(5, 'newbie-tasks[bot]', answerBody(1, 'a', NO_PROMISE)),
      comment(6, 'newbie-tasks[bot]', answerBody(2, 'c', NO_PROMISE)),
      comment(8, 'mallory', answerBody(1, 'd', NO_PROMISE)),
    ];
    expect(doubledAnswers(comments, 'newbie-tasks[bot]').map(({ id }) => id)).toEqual([7]);
  });
});

describe('a plan', () => {
  it('gives back the state that was hidden in it, whatever stands in it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const state = [value, '--> <!-- newbie-tasks:end --> @all'];
        const block = planBlock('plan', 'text', state);
        expect(readState(block, 'plan')).toEqual(JSON.parse(JSON.stringify(state)));
        expect(block.match(/-->/g)).toHaveLength(3);
        expect(block).not.toContain('@');
      }),
    );
  });

  it('keeps what others put around it, and is not written when only that changed', () => {
    const block = planBlock('plan', 'text', { v: 1 });
    const around = `Translated: text\n\n<details>${DIVIDER}${block}\n</details>`;
    expect(replaceBlock(around, 'plan', block)).toBe(around);
    const next = planBlock('plan', 'new', { v: 1 });
    expect(replaceBlock(around, 'plan', next)).toBe(around.replace(block, next));
    expect(hasMarker(around, PLAN)).toBe(true);
  });

  it('whose translation copied the marker still has its own block behind the divider', () => {
    const block = planBlock('plan', '原文', { v: 1 });
    const body = `${block.replace('原文', 'words')}\n<details>${DIVIDER}${block}</details>`;
    expect(replaceBlock(body, 'plan', block)).toBe(body);
  });

  it('whose end was taken out ends before a translator’s divider', () => {
    const block = planBlock('plan', '原文', { v: 1 });
    const translation = `${DIVIDER}\n---\n${block}`;
    const body = `${block.replace('\n\n<!-- newbie-tasks:end -->', '')}\n\n${translation}`;
    expect(replaceBlock(body, 'plan', block)).toBe(`${block}\n\n${translation}`);
  });

  it('written by a mail client with CRLF is the same', () => {
    const block = planBlock('plan', 'a\nb', { v: 1 });
    const crlf = block.replaceAll('\n', '\r\n');
    expect(replaceBlock(crlf, 'plan', block)).toBe(crlf);
    expect(readState(crlf, 'plan')).toEqual({ v: 1 });
  });

  it.each([
    ['cut off', '<!-- newbie-tasks:plan -->\n<!-- newbie-tasks:state {"v":1 -->'],
    ['without state', '<!-- newbie-tasks:plan -->\n<!-- newbie-tasks:end -->'],
    ['no plan', 'hello'],
  ])('that is damaged has no state: %s', (_, body) => {
    expect(readState(body, 'plan')).toBeUndefined();
  });
});

describe('the state', () => {
  const claim = {
    id: 7,
    login: 'ann',
    since: '2026-11-01T00:00:00.000Z',
    due: '2026-11-15T00:00:00.000Z',
    extensions: 0,
    assigned: true,
    pausedSince: null,
  };

  it('survives being printed and read', () => {
    const answered = [{ commentId: 3, command: '/claim', countsFrom: '2026-11-01T00:00:00Z' }];
    const past = [{ id: 7, login: 'ann', how: 'silent', due: claim.due, at: claim.due }] as const;
    const ended = { pull: 12 };
    const waitlist = {
      waiters: [{ id: 8, login: 'ben', since: claim.due, missed: true }],
      offer: { id: 8, login: 'ben', n: 2, until: claim.due },
      offers: 2,
    };
    const settled = { labels: ['easy', 'kind/hard'], difficulty: 'hard' } as const;
    const state = {
      claims: [claim],
      answered,
      before: '2026-10-01T00:00:00Z',
      settled,
      past,
      waitlist,
      ended,
      previous: { login: 'github-actions[bot]', upTo: 9, moves: 2 },
    };
    expect(parseState(JSON.parse(JSON.stringify(printState(state))))).toEqual(state);
  });

  it.each([
    ['null', null],
    ['another version', { v: 2, claims: [], answered: [] }],
    ['moved to another account', { v: 1, claims: [], answered: [], moved: true }],
    ['a claim without a time', { v: 1, claims: [{ id: 1, login: 'a' }], answered: [] }],
    ['a stranger type', { v: 1, claims: 'x', answered: [] }],
    ['a time that is none', { v: 1, claims: [{ ...claim, due: 'soon' }], answered: [] }],
  ])('that is damaged is none: %s', (_, value) => {
    expect(parseState(value)).toBeNull();
  });

  it('remembers the newest fifty commands, and the older ones by their time', () => {
    const at = (n: number) => new Date(Date.UTC(2026, 0, 1) + n * 1000).toISOString();
    const commands = Array.from({ length: 60 }, (_, n) => ({
      commentId: n,
      command: '/claim',
      countsFrom: at(n),
    }));
    const state = commands.reduce((all, each) => remember(all, [each]), NO_STATE);
    expect(state.answered).toHaveLength(50);
    expect(state.answered[0]?.commentId).toBe(10);
    expect(state.before).toBe(at(9));
  });
});

describe('an answer', () => {
  it('carries the deadline that it granted', () => {
    const promise = { ...NO_PROMISE, due: '2026-12-06T04:00:00.000Z', extensions: 1 };
    expect(readAnswerState(answerBody(3, 'yours', promise))).toEqual(promise);
    expect(readAnswerState(answerBody(3, 'taken', NO_PROMISE)).due).toBeNull();
  });
});
