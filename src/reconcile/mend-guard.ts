/**
 * A foreign edit of our block is mended once, not fought over: a formatter or a translator that
 * rewrites our comment after every edit must not be answered for ever.
 */
import { createHash } from 'node:crypto';
import type { Memory } from '../engine/engine.js';

export type MendGuard = {
  /** Whether this text may be written to this comment; remembers that it is. */
  readonly mayWrite: (commentId: number, body: string) => Promise<boolean>;
};

/** The first writing, and one mending. */
const MOST_TIMES = 2;

const REMEMBERED_MS = 24 * 60 * 60 * 1000;

export function createMendGuard(memory: Memory): MendGuard {
  return {
    mayWrite: async (commentId, body) => {
      const text = createHash('sha256').update(body).digest('base64');
      const written = memory.map<{ readonly text: string; readonly times: number }>(
        `written comment ${commentId}`,
        REMEMBERED_MS,
      );
      const known = await written.get('last');
      const times = known?.text === text ? known.times + 1 : 1;
      await written.set('last', { text, times });
      return times <= MOST_TIMES;
    },
  };
}
