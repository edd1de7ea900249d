/** Whether a host can be reached from here just now, through the proxy if there is one. */
import { rootOf } from './errors.js';

const PATIENCE_MS = 5_000;

/** null: it answers, whatever it says; otherwise why not. */
export async function whyUnreachable(url: string): Promise<string | null> {
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    await fetch(url, { method: 'HEAD', redirect: 'manual', signal });
    return null;
  } catch (error) {
    return rootOf(error);
  }
}
