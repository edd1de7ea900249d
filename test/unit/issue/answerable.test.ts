/** What is carried out on an issue on which nearly enough was said. */
import { describe, expect, it } from '@jest/globals';
import { createMemory } from '../../../src/engine/in-process/memory.js';
import type { RepositoryAccess } from '../../../src/github/access.js';
import { guardComments } from '../../../src/github/comment-guard.js';
import { createCommentLimit } from '../../../src/github/comment-limit.js';
import { answerable } from '../../../src/issue/answerable.js';
import type { IssueInput } from '../../../src/issue/input.js';
import { at, comment } from '../a-thread.js';
import { contextOf, factsOf } from './a-decision.js';

const noon = Date.parse(at(0));

async function saidAfter(written: number) {
  const limit = createCommentLimit(createMemory(), () => noon);
  const identity = { confirm: () => {}, isStill: () => {} };
  const comments = guardComments(identity, limit, { withheld: () => {} });
  const access = { ...contextOf({}).access, comments } as RepositoryAccess;
  for (let n = 0; n < written; n += 1) await limit.take({ ...access.repository, number: 1 }, []);
  const { context, snapshot } = factsOf({
    comments: [comment(1, 'ann', '/unclaim\n/claim'), comment(2, 'ben', '/claim\n/unclaim')],
    openPulls: [],
    context: { access },
  });
  const request = { context, number: 1 } as IssueInput;
  const { open, unread, openPulls } = await answerable(request, snapshot);
  return { open: open.map(({ commentId }) => commentId), unread, openPulls };
}

describe('what can be answered on an issue', () => {
  it('is each comment as a whole: it has one answer, whatever it commands', async () => {
    expect(await saidAfter(8)).toMatchObject({ open: [1, 1, 2, 2], unread: null, openPulls: [] });
    expect(await saidAfter(9)).toMatchObject({ open: [1, 1] });
  });

  it('leaves the rest for later, and never at once: this look may write no comment at all', async () => {
    const { unread, openPulls } = await saidAfter(9);
    expect(unread).toMatchObject({ kind: 'limited', retryAfterMs: 60_000 });
    expect(openPulls).toBeNull();
    const none = await saidAfter(10);
    expect(none.open).toEqual([]);
    expect(none.unread?.retryAfterMs).toBeGreaterThan(0);
  });
});
