import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chosenAnswer, namedAnswer } from '../../../src/commands/nomination.js';
import type { Comment } from '../../../src/domain/task.js';
import { comment } from '../a-thread.js';

const DIVIDER = '<!--This is a translation content dividing line, x-->';
const to = (id: number) => `https://github.com/mosn/layotto/issues/1#issuecomment-${id}`;

const EDITORS = ['mia', 'edi'];
const mayChoose = (login: string) => EDITORS.includes(login);
const chosen = (...comments: readonly Comment[]) => {
  const answer = chosenAnswer(comments, mayChoose);
  return answer === null ? null : [answer.commentId, answer.author?.login, answer.text];
};

describe('a nomination', () => {
  const thread = [comment(2, 'ann', 'Set the flag.'), comment(3, 'ben', 'Restart it.')];

  it.each([
    ['its address', `/newsletter ${to(2)}`, 2],
    ['its address in words', `/newsletter 就用 ${to(2)} 吧`, 2],
    ['an address that is glued to Chinese', `/newsletter 就用${to(2)}，谢谢`, 2],
    ['a Markdown link', `/newsletter [这条](${to(2)})`, 2],
    ['an address in brackets', `/newsletter <${to(2)}>`, 2],
    ['the old name of its repository', '/newsletter http://ghe/a/b/issues/9#issuecomment-2', 2],
    ['the last of several', `/newsletter ${to(2)}\n/newsletter ${to(3)}`, 3],
    ['the last one that is here', `/newsletter ${to(3)} ${to(99)}`, 3],
    ['an address, whatever stands below', `/newsletter ${to(2)}\nSo well said!`, 2],
  ])('links a comment by %s', (_, body, id) => {
    expect(namedAnswer(body, thread)).toMatchObject({ kind: 'linked', comment: { id } });
  });

  it.each([
    ['to a comment that is not here', `/newsletter ${to(22)}`],
    ['to no number', '/newsletter https://github.com/o/r/issues/1#issuecomment-2x'],
  ])('with a link %s names none', (_, body) => {
    const { kind } = namedAnswer(body, thread);
    expect(['wrong-link', 'nothing']).toContain(kind);
  });

  it.each([
    ['the command alone', '/newsletter'],
    ['words behind the command', '/newsletter 这个问题问得好'],
    ['an address that is no comment', '/newsletter https://github.com/mosn/layotto/issues/1'],
    ['an address on another line', `/newsletter\n> ${to(2)}`],
    ['a number', '/newsletter #issuecomment-2'],
    ['other commands', '/newsletter\n/easy\n\n/claim @ann'],
    ['a quotation', '> how?\n\n/newsletter'],
    ['an HTML comment', '/newsletter\n<!-- fill me in -->'],
    ['quoted e-mail', '/newsletter\n\nOn Mon, Nov 22, 2021 at 3:00 PM ann <a@b.c> wrote:\nhow?'],
    ['e-mail quoted with marks', '/newsletter\n\nOn Mon, ann <a@b.c> wrote:\n> how?'],
  ])('of %s names nothing', (_, body) => {
    expect(namedAnswer(body, thread)).toEqual({ kind: 'nothing' });
  });

  it.each([
    ['below', '/newsletter\n\nSet the flag.', 'Set the flag.'],
    ['above', 'Set the flag.\r\n/newsletter\r\n', 'Set the flag.'],
    ['around', 'First\n/newsletter\nthen', 'First\nthen'],
    ['below a quotation', '> how?\n\n/newsletter\nSo.', 'So.'],
    ['with code', '/newsletter\nSet:\n```sh\n/claim\n> a\n```', 'Set:\n```sh\n/claim\n> a\n```'],
    ['in code alone', '/newsletter\n\n    make\n', '    make'],
    ['in <pre>', '/newsletter\n<pre>\nx\n</pre>', '<pre>\nx\n</pre>'],
    ['with a span of several lines', '/newsletter\na `b\nc` d', 'a `b\nc` d'],
    ['behind an HTML comment', '/newsletter\n<!-- x -->So.', 'So.'],
    ['without other commands', '/newsletter\n/easy\nSo.', 'So.'],
  ])('says the answer in words %s', (_, body, text) => {
    expect(namedAnswer(body, [])).toEqual({ kind: 'words', text });
  });
});

describe('the answer that is printed', () => {
  it('is the comment that the newest nomination links', () => {
    const thread = [
      comment(1, 'ann', 'one'),
      comment(2, 'ben', 'two\n/claim'),
      comment(3, 'mia', `/newsletter ${to(1)}`),
      comment(4, 'edi', `/newsletter ${to(2)}`),
      comment(5, 'mia', '/newsletter\nIn my own words.'),
    ];
    expect(chosen(...thread)).toEqual([2, 'ben', 'two']);
    expect(chosen(...thread.slice(0, 3))).toEqual([1, 'ann', 'one']);
  });

  it('is what the newest nomination says where none links', () => {
    const thread = [
      comment(3, 'mia', '/newsletter\nEarlier.'),
      comment(4, 'edi', '/newsletter\nLater.'),
      comment(5, 'mia', '/newsletter'),
    ];
    expect(chosen(...thread)).toEqual([4, 'edi', 'Later.']);
  });

  it('goes back to the link before where the linked comment is gone', () => {
    const thread = [
      comment(1, 'ann', 'one'),
      comment(3, 'mia', `/newsletter ${to(1)}`),
      comment(4, 'mia', `/newsletter ${to(2)}`),
    ];
    expect(chosen(...thread)).toEqual([1, 'ann', 'one']);
  });

  it('is none without a nomination, or of one that names nothing', () => {
    expect(chosen()).toBeNull();
    expect(chosen(comment(1, 'mia', 'Set the flag.'))).toBeNull();
    expect(chosen(comment(1, 'mia', '/newsletter'))).toBeNull();
    expect(chosen(comment(1, 'mia', '> /newsletter\n\nno'))).toBeNull();
    expect(chosen(comment(1, 'mia', '```\n/newsletter\n```\nno'))).toBeNull();
  });

  it('is chosen by nobody else, by no bot, and by nobody while roles are unknown', () => {
    const own = comment(1, 'ann', '/newsletter\nMine.');
    expect(chosen(own)).toBeNull();
    expect(chosenAnswer([comment(1, 'a[bot]', '/newsletter\nMine.')], () => true)).toBeNull();
    expect(chosenAnswer([{ ...own, author: null }], () => true)).toBeNull();
    expect(chosenAnswer([own], () => null)).toBeNull();
    expect(chosenAnswer([own], (login, id) => login === 'ann' && id === own.author?.id)).toEqual({
      author: own.author,
      text: 'Mine.',
      commentId: 1,
    });
  });

  it('counts from the edit that may have added the link', () => {
    const thread = [
      comment(1, 'ann', 'one'),
      comment(2, 'ben', 'two'),
      comment(3, 'mia', `/newsletter ${to(1)}`, 3, 9),
      comment(4, 'mia', `/newsletter ${to(2)}`),
    ];
    expect(chosen(...thread)).toEqual([1, 'ann', 'one']);
  });

  it('is in the words of its author, whatever a translator made of them', () => {
    const translated = (body: string) =>
      `Machine\n\n<details><summary>Original</summary>\n${DIVIDER}${body}\n</details>`;
    const thread = [
      comment(1, 'ann', translated('打开开关。')),
      comment(3, 'mia', translated(`/newsletter ${to(1)}`)),
    ];
    expect(chosen(...thread)).toEqual([1, 'ann', '打开开关。']);
    expect(chosen(comment(3, 'mia', translated('/newsletter\n打开开关。')))?.[2]).toBe(
      '打开开关。',
    );
  });

  it('is a quotation where the linked comment is nothing else, and may be of a ghost', () => {
    const thread = [
      { ...comment(1, 'ann', '> Set the flag.'), author: null },
      comment(3, 'mia', `/newsletter ${to(1)}`),
    ];
    expect(chosen(...thread)).toEqual([1, undefined, '> Set the flag.']);
  });
});

type Line = { readonly who: string; readonly links: number | null; readonly words: string };

const anyThread: fc.Arbitrary<readonly Comment[]> = fc
  .array(
    fc.record({
      who: fc.constantFrom('ann', 'ben', ...EDITORS, 'a[bot]'),
      isNomination: fc.boolean(),
      links: fc.option(fc.integer({ min: 1, max: 10 })),
      words: fc.constantFrom('', 'Set the flag.', '打开开关。\n\n再试一次。'),
    }),
    { maxLength: 8 },
  )
  .map((lines) =>
    lines.map(({ isNomination, ...line }, index) =>
      comment(index + 1, line.who, isNomination ? nomination(line) : `So. ${line.words}`.trim()),
    ),
  );

function nomination({ links, words }: Line): string {
  return `/newsletter${links === null ? '' : ` ${to(links)}`}\n${words}`;
}

describe('whatever stands in a thread', () => {
  const laws = (name: string, holds: (thread: readonly Comment[]) => void) =>
    it(name, () => {
      fc.assert(fc.property(anyThread, holds), { numRuns: 500 });
    });

  laws('the newest link of somebody who may choose wins, then the newest words', (thread) => {
    const theirs = thread.filter(
      ({ author, body }) => mayChoose(author?.login ?? '') && body.startsWith('/newsletter'),
    );
    const linked = theirs.flatMap(({ body }) => {
      const id = Number(/-(\d+)\n/.exec(body)?.[1]);
      return thread.some((each) => each.id === id) ? [id] : [];
    });
    const spoken = theirs.filter(({ body }) => body.split('\n').slice(1).join('') !== '');
    const expected = linked.at(-1) ?? spoken.at(-1)?.id ?? null;
    expect(chosenAnswer(thread, mayChoose)?.commentId ?? null).toBe(expected);
  });

  laws('the order in which GitHub lists it does not matter', (thread) => {
    expect(chosenAnswer(thread.toReversed(), mayChoose)).toEqual(chosenAnswer(thread, mayChoose));
  });

  laws('a word of somebody who may not choose changes nothing', (thread) => {
    const more = [...thread, comment(90, 'cai', `/newsletter ${to(1)}\nMine!`)];
    expect(chosenAnswer(more, mayChoose)).toEqual(chosenAnswer(thread, mayChoose));
  });

  laws('nobody chooses where nobody may, or nobody knows', (thread) => {
    expect(chosenAnswer(thread, () => false)).toBeNull();
    expect(chosenAnswer(thread, () => null)).toBeNull();
  });

  it('words that are no command are printed as they stand', () => {
    const word = fc.constantFrom('Set', 'the flag.', '打开', '- a', '1. b', '**c**', '/assign', '');
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), fc.nat(6), (lines, at) => {
        const body = [...lines.slice(0, at), '/newsletter', ...lines.slice(at)].join('\n');
        const text = lines.join('\n').replace(/^\n+|\n+$/g, '');
        expect(chosen(comment(1, 'mia', body))?.[2] ?? '').toBe(text);
      }),
    );
  });

  it('hostile comments never make it fail', () => {
    const parts = fc.constantFrom(
      ...['/newsletter', ` ${to(1)}`, to(2), '<!--', '-->', '```', '\n', '>', ' ', '`', '<pre>'],
      ...['</pre>', 'On a 2021 wrote:', DIVIDER, '</details>', '---', 'x', '[a](', ')'],
    );
    const body = fc.array(parts, { maxLength: 30 }).map((words) => words.join(''));
    fc.assert(
      fc.property(fc.array(body, { maxLength: 4 }), (bodies) => {
        const thread = bodies.map((each, index) => comment(index + 1, 'mia', each));
        const answer = chosenAnswer(thread, mayChoose);
        if (answer !== null) expect(thread.map(({ id }) => id)).toContain(answer.commentId);
      }),
      { numRuns: 1000 },
    );
  });
});
