/**
 * Onboarding: a repository that had tasks when the App was installed gets one issue, in which a
 * maintainer allows bulk acts by ticking a box. Labelling an issue works without it.
 */

import pMap from 'p-map';
import { BOT_FILES, findOtherBots, type RepositoryFile } from '../config/other-bots.js';
import { DIFFICULTIES, difficultyLabels, hasLabel } from '../domain/difficulty.js';
import { originalText } from '../domain/markdown/original.js';
import { keyOf } from '../domain/reference.js';
import type { Issue } from '../domain/task.js';
import type { SharedMap } from '../engine/engine.js';
import type { RepositoryAccess } from '../github/access.js';
import { listFiles, readFile } from '../github/files.js';
import { listLabels } from '../github/labels.js';
import { mayWrite } from '../github/people.js';
import { AT_ONCE, listOpenIssues } from '../github/read.js';
import { createIssue, editText } from '../github/write.js';
import { parseTaskList } from '../project/list/read.js';
import type { RepositoryContext } from '../repository/context.js';
import { ACCEPT_BOX, findOnboarding } from '../repository/onboarding-issue.js';
import { type Found, onboardingBody, onboardingTitle } from './text.js';

/** An issue with fewer lines under difficulty headings is no task list. */
const FEWEST_LINES = 3;

const MOST_FILES = 30;
/**
 * @param opened our onboarding issues by repository: GitHub's listing lags behind, and one is enough
 * @param isPrinted whether a newsletter prints the repository, asked of GitHub
 * @returns what was written, one line each
 */
export async function reconcileOnboarding(
  context: RepositoryContext,
  opened: SharedMap<number>,
  isPrinted: () => Promise<boolean>,
): Promise<readonly string[]> {
  const { access, botLogin, config } = context;
  const key = keyOf(access.repository);
  if (context.onboarding !== null || (await opened.get(key)) !== null) return [];
  const tasks = (await listOpenIssues(access, config.taskLabel.label)).filter(
    ({ isPullRequest, createdAt }) =>
      !isPullRequest && Date.parse(createdAt) < Date.parse(access.installedAt),
  );
  if (tasks.length === 0) return [];
  // What the context knows may be minutes old.
  if ((await findOnboarding(access, botLogin)) !== null) return [];
  // Renamed just now, it may be a project that needs no invitation.
  if (await isPrinted()) return [];
  const found = await find(context, tasks);
  const title = onboardingTitle(context);
  const body = onboardingBody(context, found);
  await opened.set(key, await createIssue(access, { title, body, labels: [] }));
  return [`open an onboarding issue: ${tasks.length} tasks when the App was installed`];
}

async function find(
  { access, config }: RepositoryContext,
  tasks: readonly Issue[],
): Promise<Found> {
  const [labels, open, files] = await Promise.all([
    listLabels(access),
    listOpenIssues(access, null),
    readBotFiles(access),
  ]);
  const names = labels.map(({ name }) => name);
  const needed = [
    config.taskLabel.label,
    ...DIFFICULTIES.map((difficulty) => config.difficulties[difficulty].label),
  ];
  const lists = open
    .filter(({ isPullRequest }) => !isPullRequest)
    .map((issue) => ({
      issue,
      lines: parseTaskList(originalText(issue.body), access.repository).length,
    }))
    .filter(({ lines }) => lines >= FEWEST_LINES);
  return {
    tasks,
    understood: difficultyLabels(names, config.difficulties),
    missing: needed.filter((label) => !hasLabel(names, label)),
    lists,
    bots: findOtherBots(files, config.taskLabel.label),
  };
}

/** The files in which other bots are set up. */
export async function readBotFiles(access: RepositoryAccess): Promise<readonly RepositoryFile[]> {
  const folders = await Promise.all(
    ['.github', '.github/workflows'].map((folder) => listFiles(access, folder)),
  );
  const paths = folders.flat().filter((path) => BOT_FILES.test(path));
  const files = await pMap(
    paths.slice(0, MOST_FILES),
    async (path) => ({ path, text: (await readFile(access, path)) ?? '' }),
    { concurrency: AT_ONCE },
  );
  return files;
}

/**
 * Somebody edited the onboarding issue. On GitHub only those with write access can; where a
 * delivery names somebody who has not, the box is cleared again.
 *
 * @param editor whom the delivery named; null: it named nobody
 */
export async function checkAcceptance(
  { access, onboarding }: RepositoryContext,
  editor: string | null,
): Promise<readonly string[]> {
  if (onboarding === null || !onboarding.isAccepted || editor === null) return [];
  if ((await mayWrite(access, editor)) !== false) return [];
  await editText(
    access,
    { ...access.repository, number: onboarding.number, commentId: null },
    (body) => body.replace(ACCEPT_BOX, (line) => line.replace(/\[[xX]\]/, '[ ]')),
  );
  return [`clear the box that ${editor} ticked without write access`];
}
