/** Every delivery is counted, and those that are refused are a line of the log a minute. */
import type { Logger } from 'pino';
import type { Verdict } from '../server/webhook.js';
import type { Metrics } from '../telemetry/metrics.js';
import { onceAMinute } from '../telemetry/once-a-minute.js';

type Refusal = Exclude<Verdict, 'accepted'>;

/** What whoever runs the server can look at: most often it is their first day. */
const CHECK: Readonly<Record<Refusal, string>> = {
  forged: 'is WEBHOOK_SECRET the secret in the App’s settings? If so, somebody else sent it',
  unsigned: 'is a secret set in the App’s settings? If so, it did not come from GitHub',
  malformed: 'is the content type in the App’s settings application/json?',
  too_large: 'over 2 MB: nothing is to do where it was a push; the sweep finds the rest',
  too_many: 'many that are slow at once: does a reverse proxy hold back who sends them?',
  failed: 'see the lines before: what was delivered is lost until the sweep',
};

/** @param after calls back after so many milliseconds */
export function watchDeliveries(
  metrics: Metrics,
  log: Logger,
  after: (milliseconds: number, work: () => void) => unknown,
): (event: string, verdict: Verdict) => void {
  const refused = onceAMinute(after, (counts) => {
    const check = Object.entries(CHECK).flatMap(([verdict, what]) =>
      verdict in counts ? [`${verdict}: ${what}`] : [],
    );
    log.warn({ counts, check }, 'deliveries were refused');
  });
  return (event, verdict) => {
    metrics.delivery(event, verdict);
    if (verdict !== 'accepted') refused(verdict);
  };
}
