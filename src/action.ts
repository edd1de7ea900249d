/** The entry point for GitHub Actions (action.yml), beside the command line. */

import { annotation } from './cli/action/report.js';
import { runAction } from './cli/action.js';
import { PROCESS_OUTPUT } from './cli/output.js';

try {
  // What still waits must not keep the process: the run is over, and the next one goes on.
  process.exit(await runAction(process.env, PROCESS_OUTPUT));
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  PROCESS_OUTPUT.stdout(annotation('error', message));
  process.exit(1);
}
