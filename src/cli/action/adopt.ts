/** `sync --adopt` where there is no command line: a run that somebody started by hand with `adopt`. */

import { GitHubFailure } from '../../github/errors.js';
import { WORKFLOW_LOGIN } from '../../github/workflow.js';
import { applySync } from '../../sync/apply.js';
import { previewSync } from '../../sync/preview.js';
import type { OperatorTools } from '../../sync/tools.js';
import type { Output } from '../output.js';
import { wrongAccount } from '../sync.js';
import { changesTable } from '../tables.js';
import { annotation } from './report.js';
import type { Run } from './run.js';

/** Prints what would change, then does it. Exit code: 0 done; 1 a problem, as an annotation. */
export async function adoptInRun(
  { repository, adopt, isDryRun }: Pick<Run, 'repository' | 'adopt' | 'isDryRun'>,
  tools: OperatorTools,
  out: Output,
): Promise<0 | 1> {
  const problems: string[] = [];
  const login = adopt ?? '';
  const misuse =
    login === WORKFLOW_LOGIN ? `--adopt: ${login} is this account` : wrongAccount(login);
  try {
    if (misuse !== null) problems.push(misuse);
    else {
      const options = { isNamed: true, createIssues: false, plans: false, adopt: login };
      const preview = await previewSync(tools, repository, options);
      for (const line of preview === null ? [] : changesTable([preview])) out.stdout(line);
      if (!isDryRun) problems.push(...(await applySync(tools, repository, options, () => {})));
    }
  } catch (error) {
    if (!(error instanceof GitHubFailure)) throw error;
    problems.push(error.message);
  }
  for (const problem of problems) out.stdout(annotation('error', problem));
  return problems.length === 0 ? 0 : 1;
}
