/**
 * The embedded GitHub for a test file, under the eyes of the oracle: a request, an answer or a
 * delivery that is not as GitHub describes it fails the file.
 */
import { afterAll } from '@jest/globals';
import type { EmbeddedGitHub, EmbeddedGitHubOptions } from '@newbie-tasks/embedded-github';
import { sentence, startEmbeddedGitHub } from '../loaded-once.js';
import { createBotOracle } from '../oracle/oracle.js';

const oracle = createBotOracle();

export function startGitHub(options: EmbeddedGitHubOptions): Promise<EmbeddedGitHub> {
  return startEmbeddedGitHub({ slug: 'newbie-tasks', ...options, watch: oracle });
}

afterAll(async () => {
  const deviations = await oracle.deviations();
  if (deviations.length === 0) return;
  const lines = deviations.map(sentence).sort().join('\n');
  throw new Error(`not as GitHub describes it (see test/oracle):\n${lines}`);
});
