/**
 * A foreign edit of our block is mended once, not fought over: a formatter or a translator that
 * rewrites our comment after every edit must not be answered for ever.
 */
import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';

export type MendGuard = {
  /** Whether this text may be written to this comment; remembers that it is. */
  readonly mayWrite: (commentId: number, body: string) => boolean;
};

/** The first writing, and one mending. */
const MOST_TIMES = 2;

const REMEMBERED = { max: 5_000, ttl: 24 * 60 * 60 * 1000 };

export function createMendGuard(): MendGuard {
  const written = new LRUCache<number, { readonly text: string; readonly times: number }>(
    REMEMBERED,
  );
  return {
    mayWrite: (commentId, body) => {
      const text = createHash('sha256').update(body).digest('base64');
      const known = written.get(commentId);
      const times = known?.text === text ? known.times + 1 : 1;
      written.set(commentId, { text, times });
      return times <= MOST_TIMES;
    },
  };
}
