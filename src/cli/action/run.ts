/** What GitHub Actions says about a run, read from its environment. */

import { readFile } from 'node:fs/promises';
import type { RepositoryName } from '../../domain/task.js';
import type { Variables } from '../addresses.js';
import { parseRepository } from '../open-app.js';

export type Run = {
  readonly repository: RepositoryName;
  /** `issue_comment`, `schedule`, … */
  readonly event: string;
  readonly payload: unknown;
  /** The workflow's file in the repository; null: not known. */
  readonly workflowFile: string | null;
  /** The account whose plans are taken over, in a run that was started by hand; null: none. */
  readonly adopt: string | null;
  /** Only print what taking over would write. */
  readonly isDryRun: boolean;
  /** Where the summary of the job goes; null: nowhere. */
  readonly summaryFile: string | null;
};

/** A sentence: why this is no run. */
export async function readRun(variables: Variables): Promise<Run | string> {
  const { GITHUB_EVENT_NAME: event, GITHUB_EVENT_PATH: path, GITHUB_REPOSITORY: name } = variables;
  if (!event || !path || !name) {
    return 'GITHUB_EVENT_NAME, GITHUB_EVENT_PATH and GITHUB_REPOSITORY must be set: this runs in GitHub Actions, see docs/action.md; elsewhere use newbie-tasks serve';
  }
  const repository = parseRepository(name);
  if (repository === null) return `GITHUB_REPOSITORY: expected OWNER/REPO, found "${name}"`;
  const payload = await readJson(path);
  if (payload === null) return `GITHUB_EVENT_PATH: ${path} holds no event`;
  const [file = ''] = (variables.GITHUB_WORKFLOW_REF ?? '').split('@');
  const inside = file.toLowerCase().startsWith(`${name.toLowerCase()}/`);
  return {
    repository,
    event,
    payload,
    workflowFile: inside ? file.slice(name.length + 1) : null,
    adopt: event === 'workflow_dispatch' ? variables.ADOPT?.trim() || null : null,
    isDryRun: variables.DRY_RUN === 'true',
    summaryFile: variables.GITHUB_STEP_SUMMARY || null,
  };
}

async function readJson(path: string): Promise<object | null> {
  try {
    const value: unknown = JSON.parse(await readFile(path, 'utf8'));
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}
