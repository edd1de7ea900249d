/** What the demo sees on GitHub: read as the maintainer reads it, never from the bot's memory. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { EmbeddedGitHub } from '@newbie-tasks/embedded-github';
import { MAINTAINER, type SeedProject } from './seed.js';

export type SeenIssue = {
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
  /** The bot's comments, oldest first. */
  readonly ours: readonly { readonly id: number; readonly body: string; readonly url: string }[];
  readonly url: string;
};

export async function seeIssue(
  github: EmbeddedGitHub,
  { owner, repo }: SeedProject,
  number: number,
): Promise<SeenIssue> {
  const { issues } = github.as(MAINTAINER).rest;
  const where = { owner, repo, issue_number: number };
  const [issue, comments] = await Promise.all([
    issues.get(where),
    issues.listComments({ ...where, per_page: 100 }),
  ]);
  return {
    labels: issue.data.labels.map((label) =>
      typeof label === 'string' ? label : (label.name ?? ''),
    ),
    assignees: (issue.data.assignees ?? []).map(({ login }) => login),
    ours: comments.data
      .filter(({ user }) => user?.login === github.botLogin)
      .map(({ id, body, html_url: url }) => ({ id, body: body ?? '', url })),
    url: issue.data.html_url,
  };
}

export async function seeLabels(
  github: EmbeddedGitHub,
  { owner, repo }: SeedProject,
): Promise<readonly string[]> {
  const { data } = await github.as(MAINTAINER).rest.issues.listLabelsForRepo({ owner, repo });
  return data.map(({ name }) => name);
}

/** The text of a comment as a reader sees it: without what is hidden. */
export function visible(body: string): string {
  return body
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/&#64;&#8203;/g, '@')
    .replace(/&#8203;/g, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** Asks again until there is something to see. Fails after `seconds`, saying what was awaited. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | null | false>,
  seconds = 15,
): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const seen = await ask();
    if (seen !== null && seen !== false) return seen;
    if (Date.now() > end) throw new Error(`not seen within ${seconds} s: ${what}`);
    await sleep(60);
  }
}
