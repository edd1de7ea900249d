/**
 * What we write to GitHub. Every write takes its slot in the installation's budget first, and none
 * is ever repeated here: whether a failed one was stored is found out by reading again.
 */

import type { IssueAddress, Person } from '../domain/task.js';
import type { RepositoryAccess } from './access.js';
import type { Priority } from './budget.js';
import type { OwnThread } from './comment-guard.js';
import { getComment } from './comments.js';
import { isMissing, isRefused } from './errors.js';
import type { Label } from './labels.js';
import { getIssue, toPerson } from './read.js';

/** @returns the assignees afterwards: GitHub drops silently whom it does not want to assign. */
export async function assign(
  access: RepositoryAccess,
  issueNumber: number,
  login: string,
): Promise<readonly Person[]> {
  const { octokit, repository, budget } = access;
  await budget.take('assign');
  try {
    const { data } = await octokit.rest.issues.addAssignees({
      ...repository,
      issue_number: issueNumber,
      assignees: [login],
    });
    return (data.assignees ?? []).map(toPerson);
  } catch (error) {
    // Some GitHubs refuse aloud whom they will not assign.
    if (!isRefused(error)) throw error;
    return (await getIssue(access, issueNumber)).assignees;
  }
}

export async function unassign(
  { octokit, repository, budget }: RepositoryAccess,
  issueNumber: number,
  login: string,
): Promise<readonly Person[]> {
  await budget.take('assign');
  const { data } = await octokit.rest.issues.removeAssignees({
    ...repository,
    issue_number: issueNumber,
    assignees: [login],
  });
  return (data.assignees ?? []).map(toPerson);
}

export async function addLabels(
  { octokit, repository, budget }: RepositoryAccess,
  issueNumber: number,
  labels: readonly string[],
  priority: Priority = 'background',
): Promise<void> {
  await budget.take(priority);
  await octokit.rest.issues.addLabels({
    ...repository,
    issue_number: issueNumber,
    labels: [...labels],
  });
}

/** A label that somebody else removed meanwhile is removed. */
export async function removeLabel(
  { octokit, repository, budget }: RepositoryAccess,
  issueNumber: number,
  name: string,
): Promise<void> {
  await budget.take('background');
  await ignoreMissing(
    octokit.rest.issues.removeLabel({ ...repository, issue_number: issueNumber, name }),
  );
}

/** @returns its number */
export async function createIssue(
  { octokit, repository, budget, comments }: RepositoryAccess,
  issue: { readonly title: string; readonly body: string; readonly labels: readonly string[] },
): Promise<number> {
  await budget.take('background');
  const { data } = await octokit.rest.issues.create({
    ...repository,
    ...issue,
    labels: [...issue.labels],
  });
  comments.after(data.user?.login ?? '');
  return data.number;
}

/** Fails after it was written, too: where GitHub shows it as somebody else's. */
export async function createComment(
  { octokit, repository, budget, comments }: RepositoryAccess,
  priority: Priority,
  issueNumber: number,
  body: string,
  thread: OwnThread,
): Promise<void> {
  await comments.before({ ...repository, number: issueNumber }, thread);
  await budget.take(priority);
  const comment = { ...repository, issue_number: issueNumber, body };
  const { data } = await octokit.rest.issues.createComment(comment);
  comments.after(data.user?.login ?? '');
}

export async function updateComment(
  { octokit, repository, budget }: RepositoryAccess,
  priority: Priority,
  commentId: number,
  body: string,
): Promise<void> {
  await budget.take(priority);
  await octokit.rest.issues.updateComment({ ...repository, comment_id: commentId, body });
}

/**
 * Edits what a person wrote. It is read again right before, so that an edit of theirs
 * meanwhile is not lost.
 *
 * @returns whether anything was left to change
 */
export async function editText(
  access: RepositoryAccess,
  { number, commentId }: IssueAddress,
  edit: (body: string) => string,
): Promise<boolean> {
  const { octokit, repository, budget } = access;
  await budget.take('background');
  const { body } =
    commentId === null ? await getIssue(access, number) : await getComment(access, commentId);
  const edited = edit(body);
  if (edited === body) return false;
  await (commentId === null
    ? octokit.rest.issues.update({ ...repository, issue_number: number, body: edited })
    : octokit.rest.issues.updateComment({ ...repository, comment_id: commentId, body: edited }));
  return true;
}

export async function deleteComment(
  { octokit, repository, budget }: RepositoryAccess,
  commentId: number,
): Promise<void> {
  await budget.take('background');
  await ignoreMissing(octokit.rest.issues.deleteComment({ ...repository, comment_id: commentId }));
}

/** A reaction is a courtesy: a GitHub without them must not stop a claim. */
export async function react(
  { octokit, repository, budget }: RepositoryAccess,
  commentId: number,
): Promise<void> {
  await budget.take('answer');
  try {
    const { reactions } = octokit.rest;
    await reactions.createForIssueComment({ ...repository, comment_id: commentId, content: '+1' });
  } catch (error) {
    if (!isMissing(error) && !isRefused(error)) throw error;
  }
}

export async function createLabel(
  { octokit, repository, budget }: RepositoryAccess,
  label: Label,
): Promise<void> {
  await budget.take('background');
  await octokit.rest.issues.createLabel({ ...repository, ...label });
}

export type LabelChanges = {
  readonly name?: string;
  readonly color?: string;
  readonly description?: string;
};

/** Renames, recolours or describes an existing label; its issues keep it. */
export async function updateLabel(
  { octokit, repository, budget }: RepositoryAccess,
  name: string,
  changes: LabelChanges,
): Promise<void> {
  await budget.take('background');
  const { name: newName, ...rest } = changes;
  await octokit.rest.issues.updateLabel({
    ...repository,
    name,
    ...(newName === undefined ? {} : { new_name: newName }),
    ...rest,
  });
}

async function ignoreMissing(write: Promise<unknown>): Promise<void> {
  try {
    await write;
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}
