import { setTimeout as sleep } from 'node:timers/promises';

/** Checks again until it holds, for at most so long; then it fails as it did last. */
export async function until(check: () => unknown, mostMs = 10_000): Promise<void> {
  const end = Date.now() + mostMs;
  for (;;) {
    try {
      await check();
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
      await sleep(5);
    }
  }
}
