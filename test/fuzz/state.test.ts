import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { remember } from '../../src/claims/state.js';
import { parseState, printState } from '../../src/claims/state-text.js';
import { inert } from '../../src/domain/markdown/inert.js';
import {
  answerBody,
  answerKey,
  hasMarker,
  hideJson,
  NO_PROMISE,
  offerNumber,
  planBlock,
  readAnswerState,
  readState,
  replaceBlock,
} from '../../src/domain/marker.js';
import { parseLedger, printLedger } from '../../src/project/ledger.js';
import { expectThat, fuzz } from './fuzz.js';
import { bytesOf, DIVIDER, longTextOf, textOf } from './texts.js';

const HIDDEN = [
  ...['<!-- newbie-tasks:plan -->', '\n<!-- newbie-tasks:plan -->\n', '<!-- newbie-tasks:end -->'],
  ...['\n<!-- newbie-tasks:state {"v":1} -->\n', '<!-- newbie-tasks:state ', ' -->', '{"v":1}'],
  ...['\n<!-- newbie-tasks:answer 7 -->\n', '\n<!-- newbie-tasks:offer ann 2 -->\n', DIVIDER],
  ...['\n<!-- newbie-tasks:project-plan -->\n', '\n---\n', '</details>', '<summary>x</summary>'],
];

/** What a state could look like after anybody edited it. */
const leaf = fc.oneof(
  fc.constantFrom<unknown>(
    1,
    0,
    -1,
    Number.POSITIVE_INFINITY,
    null,
    true,
    false,
    '',
    'ann',
    '2026-01-01T00:00:00Z',
  ),
  fc.constantFrom<unknown>('easy', 'silent', 'given-back', [], {}, '<!--', '-->', '@all', 7, '7'),
  fc.integer(),
  fc.string({ maxLength: 8 }),
);
const KEYS = [
  ...['v', 'claims', 'answered', 'before', 'settled', 'past', 'line', 'ended', 'id', 'login'],
  ...['since', 'due', 'extensions', 'assigned', 'pausedSince', 'how', 'at', 'waitlist', 'offer'],
  ...['offers', 'n', 'until', 'missed', 'pull', 'labels', 'difficulty', 'clocks', 'kept', 'agreed'],
  ...['done', 'task', 'easy', 'medium', 'hard', 'none', '1', '2', '__proto__', 'constructor'],
];
const { value: anything } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    leaf,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...KEYS), tie('value'), { maxKeys: 8 }),
  ),
}));

const time = fc.constantFrom(
  '2026-01-01T00:00:00Z',
  '2026-02-03T04:05:06.789Z',
  '9999-12-31T00:00:00Z',
);
const login = fc.oneof(fc.constantFrom('ann', '@all', '-->', '<!--', '__proto__'), fc.string());
const person = { id: fc.nat(), login };
const state = fc.record({
  claims: fc.array(
    fc.record({
      ...person,
      ...{ since: time, due: fc.option(time), extensions: fc.nat(3), assigned: fc.boolean() },
      pausedSince: fc.option(time),
    }),
    { maxLength: 4 },
  ),
  answered: fc.array(fc.record({ commentId: fc.nat(), command: fc.string(), countsFrom: time }), {
    maxLength: 60,
  }),
  before: fc.option(time),
  settled: fc.option(
    fc.record({ labels: fc.array(fc.string()), difficulty: fc.constantFrom('easy', 'hard') }),
  ),
  past: fc.array(
    fc.record({ ...person, how: fc.constantFrom('silent', 'given-back'), due: time, at: time }),
  ),
  waitlist: fc.record({
    waiters: fc.array(fc.record({ ...person, since: time, missed: fc.boolean() })),
    offer: fc.option(fc.record({ ...person, n: fc.nat(), until: time })),
    offers: fc.nat(),
  }),
  ended: fc.option(fc.record({ pull: fc.option(fc.nat()) })),
  previous: fc.option(fc.record({ login, upTo: fc.nat(), moves: fc.nat() })),
});

type State = NonNullable<ReturnType<typeof parseState>>;

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

fuzz('states: of any shape', anything, (value) => {
  const read = parseState(value);
  const again = read && parseState(JSON.parse(JSON.stringify(printState(read))));
  expectThat(JSON.stringify(again) === JSON.stringify(read), () => 'is not read back');
  const ledger = parseLedger(value);
  const printed = JSON.stringify(printLedger(ledger));
  const once = JSON.stringify(printLedger(parseLedger(JSON.parse(printed))));
  expectThat(once === printed, () => `the ledger is not read back: ${printed}`);
  expectThat(({} as { v?: unknown }).v === undefined, () => 'the prototype was written to');
});

fuzz('states: ours, hidden in a plan', fc.tuple(state, textOf(HIDDEN), textOf(HIDDEN)), (input) => {
  const [written, words, around] = input;
  const ours = remember(written as State, []);
  const block = planBlock('plan', inert(words), printState(ours));
  const read = parseState(readState(block, 'plan'));
  expectThat(isDeepStrictEqual(plain(read), plain(ours)), () => `not read back: ${block}`);
  const json = hideJson(printState(ours));
  expectThat(!/[<>@\n\r]/.test(json), () => `breaks out: ${json}`);
  const answer = answerBody(7, inert(words), { ...NO_PROMISE, due: '2026-01-01T00:00:00Z' });
  expectThat(answerKey(answer) === '7', () => `another answer: ${answer}`);
  expectThat(readAnswerState(answer).due === '2026-01-01T00:00:00Z', () => 'another promise');
  expectThat(!hasMarker(answer, { kind: 'plan', key: '' }), () => 'an answer that is a plan');
  // What others put around the block stays.
  const body = `${around}\n${block}\n${around}`;
  const other = planBlock('plan', 'new words', printState(ours));
  const replaced = replaceBlock(body, 'plan', other);
  expectThat(replaceBlock(replaced, 'plan', other) === replaced, () => `not once: ${replaced}`);
});

fuzz('plans and markers: any text', longTextOf(HIDDEN), (body, clock) => {
  const bytes = bytesOf(body);
  clock('readState', bytes, () => readState(body, 'plan'));
  clock('readAnswerState', bytes, () => readAnswerState(body));
  clock('answerKey', bytes, () => answerKey(body));
  clock('offerNumber', bytes, () => offerNumber(body));
  const block = planBlock('plan', 'words', { v: 1, claims: [], answered: [] });
  const replaced = clock('replaceBlock', bytes, () => replaceBlock(body, 'plan', block));
  expectThat(replaceBlock(replaced, 'plan', block) === replaced, () => `not once: ${replaced}`);
  clock('parseState', bytes, () => parseState(readState(body, 'plan')));
});
