/** The embedded GitHub for a test file: a delivery that is not as GitHub describes it fails it. */
import { afterAll } from '@jest/globals';
import {
  type EmbeddedGitHub,
  type EmbeddedGitHubOptions,
  startEmbeddedGitHub,
} from '@newbie-tasks/embedded-github';
import { createOracle, sentence } from '@newbie-tasks/embedded-github/oracle';

/** What these tests ask is odd on purpose, and more than is described. */
const oracle = createOracle({ isOfApp: () => false });

export function startGitHub(options: EmbeddedGitHubOptions): Promise<EmbeddedGitHub> {
  return startEmbeddedGitHub({ ...options, watch: oracle });
}

afterAll(async () => {
  const deviations = await oracle.deviations();
  if (deviations.length === 0) return;
  const lines = deviations.map(sentence).sort().join('\n');
  throw new Error(`not as GitHub describes it:\n${lines}`);
});
