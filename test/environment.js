/**
 * Node, and in it the compiled program and the embedded GitHub, loaded once for all files of a
 * worker. Jest would load them anew for each file, and they would begin cold each time: a third of
 * what these tests compute.
 */
import * as github from '@newbie-tasks/embedded-github';
import * as oracle from '@newbie-tasks/embedded-github/oracle';
import { TestEnvironment } from 'jest-environment-node';
import { runAction } from '../dist/cli/action.js';
import { run } from '../dist/cli/run.js';
import { startServing } from '../dist/cli/serve.js';

export default class extends TestEnvironment {
  async setup() {
    await super.setup();
    this.global.loadedOnce = { ...github, ...oracle, run, runAction, startServing };
  }
}
