/** What somebody who just finished a task could do next, across the newsletter's projects. */

import { freeTasks } from '../../core/free-tasks.js';
import type { IssueSnapshot } from '../../github/issue-snapshot.js';
import { isPrivate, listOpenIssues } from '../../github/read.js';
import { keptIn } from '../clock-index.js';
import type { NextTask } from './facts.js';
import type { IssueLook } from './issue-look.js';

/** Read only where a task may just have been finished. */
export async function readNextTasks(
  { context, clocks, neighbours }: IssueLook,
  { closedPulls, openTasks, issue }: IssueSnapshot,
  kept: ReadonlySet<number>,
): Promise<readonly NextTask[]> {
  if (closedPulls === null) return [];
  const except = new Set([...kept, issue.number]);
  const own = freeTasks(openTasks, context.config.difficulties, except);
  const others = await Promise.all(
    (await neighbours()).map(async ({ access, config }) => {
      // Whoever reads this thread may not see what stands there.
      if (await isPrivate(access)) return [];
      const tasks = await listOpenIssues(access, config.taskLabel.label);
      const keptThere = keptIn(await clocks.of(access.repository));
      return freeTasks(tasks, config.difficulties, keptThere).map((task) => ({
        ...task,
        ...access.repository,
      }));
    }),
  );
  return [...own.map((task) => ({ ...task, ...context.access.repository })), ...others.flat()];
}
