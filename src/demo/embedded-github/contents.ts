import { forward, type Mend } from './backstage.js';

/**
 * Raw files are text on GitHub. The emulator calls them octet-stream, and octokit then hands out
 * bytes where `context.config()` expects a string.
 */
export const contentMends: readonly Mend[] = [
  {
    method: 'GET',
    path: /^\/repos\/[^/]+\/[^/]+\/contents\//,
    async answer(stage, call) {
      const answer = await forward(stage, call);
      if (answer.headers['content-type'] !== 'application/octet-stream') return answer;
      const type = 'application/vnd.github.raw+json; charset=utf-8';
      return { ...answer, headers: { ...answer.headers, 'content-type': type } };
    },
  },
];
