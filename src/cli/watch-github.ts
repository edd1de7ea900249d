/** Every request to GitHub is counted, and every write is a line of the log. */
import type { Logger } from 'pino';
import type { GitHubWatch } from '../github/app.js';
import type { Metrics } from '../telemetry/metrics.js';

export function watchGitHub(metrics: Metrics, log: Logger): GitHubWatch {
  return {
    sent: (owner, { kind, quota, ...request }) => {
      metrics.request(owner, kind, request.result);
      if (quota !== null) metrics.quota(owner, quota);
      if (kind === 'write') log.debug(request, 'write');
    },
    waited: (priority, milliseconds) => metrics.writeWaited(priority, milliseconds / 1000),
    withheld: (issue, retryInMs) => {
      metrics.withheld();
      log.warn({ issue, retryInMs }, 'a comment is withheld: enough was said on this issue');
    },
    doubted: (problem) => log.error(problem),
    sure: (login) => log.warn({ login }, 'GitHub says who we are again'),
  };
}
