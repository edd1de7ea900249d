/** What somebody who just finished a task could do next, across the newsletter's projects. */
import { freeTasks } from '../../core/free-tasks.js';
import type { IssueSnapshot } from '../../github/issue-snapshot.js';
import { listOpenIssues } from '../../github/read.js';
import type { NextTask } from './ending.js';
import type { IssueLook } from './look.js';

/** Read only where a task may just have been finished. */
export async function readNextTasks(
  { context, neighbours }: IssueLook,
  { closedPulls, openTasks, issue }: IssueSnapshot,
): Promise<readonly NextTask[]> {
  if (closedPulls === null) return [];
  const own = freeTasks(openTasks, context.config.difficulties, issue.number);
  const others = await Promise.all(
    (await neighbours()).map(async ({ access, config }) => {
      const tasks = await listOpenIssues(access, config.taskLabel.label);
      return freeTasks(tasks, config.difficulties, 0).map((task) => ({
        ...task,
        ...access.repository,
      }));
    }),
  );
  return [...own.map((task) => ({ ...task, ...context.access.repository })), ...others.flat()];
}
