/**
 * A foreign edit of our block is repaired once, not fought over: a formatter or a translator that
 * rewrites our comment after every edit must not be answered for ever.
 */

import { createHash } from 'node:crypto';
import { DAY_MS } from '../domain/time.js';
import type { Memory } from '../engine/engine.js';

export type RepairLimit = {
  /** Whether this text may be written to this comment. */
  readonly mayWrite: (commentId: number, body: string) => Promise<boolean>;
  /** It was. */
  readonly wrote: (commentId: number, body: string) => Promise<void>;
};

/** The first writing, and one repair. */
const MOST_TIMES = 2;

const REMEMBERED_MS = DAY_MS;

export function createRepairLimit(memory: Memory): RepairLimit {
  const written = (commentId: number) =>
    memory.map<{ readonly text: string; readonly times: number }>(
      `written comment ${commentId}`,
      REMEMBERED_MS,
    );

  async function timesWritten(commentId: number, text: string): Promise<number> {
    const known = await written(commentId).get('last');
    return known?.text === text ? known.times : 0;
  }

  return {
    mayWrite: async (commentId, body) => (await timesWritten(commentId, digest(body))) < MOST_TIMES,
    wrote: async (commentId, body) => {
      const text = digest(body);
      const times = (await timesWritten(commentId, text)) + 1;
      await written(commentId).set('last', { text, times });
    },
  };
}

function digest(body: string): string {
  return createHash('sha256').update(body).digest('base64');
}
