/** The text of the onboarding issue: what was found, what would be done, what to paste. */

import type { OtherBot } from '../config/other-bots.js';
import { byDifficulty, type Difficulty, difficultyOf } from '../domain/difficulty.js';
import { inert } from '../domain/markdown/inert.js';
import { markerLine } from '../domain/marker.js';
import type { Issue } from '../domain/task.js';
import { say } from '../messages/format.js';
import type { Language } from '../messages/languages.js';
import { CONFIG_PATH } from '../repository/config-file.js';
import type { RepositoryContext } from '../repository/context.js';

export type Found = {
  /** Open issues with the task label. */
  readonly tasks: readonly Issue[];
  /** Labels of the repository that mean a difficulty. */
  readonly understood: readonly string[];
  /** Labels that are missing. */
  readonly missing: readonly string[];
  /** Open issues whose body is a task list, with how many lines it has. */
  readonly lists: readonly { readonly issue: Issue; readonly lines: number }[];
  readonly bots: readonly OtherBot[];
};

export function onboardingTitle({ config }: RepositoryContext): string {
  return say(config.language, 'onboarding.title');
}

export function onboardingBody({ config, access }: RepositoryContext, found: Found): string {
  const { language, taskLabel, difficulties } = config;
  const { tasks, understood, missing, lists, bots } = found;
  const label = inCode(taskLabel.label);
  const named = tasks.map(({ labels }) => difficultyOf(labels, difficulties));
  const count = (difficulty: Difficulty | null) => named.filter((one) => one === difficulty).length;
  const counts = { count: tasks.length, ...byDifficulty(count), none: count(null) };
  const listLines = lists.map(({ issue, lines }) =>
    say(language, 'onboarding.list', {
      number: issue.number,
      title: inert(issue.title, 80),
      lines,
    }),
  );
  return [
    say(language, 'onboarding.intro', { label, count: tasks.length }),
    `#### ${say(language, 'onboarding.found')}`,
    [
      say(language, 'onboarding.tasks', { label, ...counts }),
      ...(understood.length === 0
        ? []
        : [say(language, 'onboarding.labels', { labels: quoted(understood) })]),
      ...listLines,
      ...bots.map((bot) => botLine(config.language, bot, label)),
    ].join('\n'),
    `#### ${say(language, 'onboarding.already')}`,
    say(language, 'onboarding.already.text', { label }),
    `#### ${say(language, 'onboarding.would')}`,
    [
      ...(missing.length === 0
        ? []
        : [say(language, 'onboarding.would.labels', { labels: quoted(missing) })]),
      ...(lists.length === 0 ? [] : [say(language, 'onboarding.would.lists')]),
      say(language, 'onboarding.would.plans', { count: tasks.length }),
    ].join('\n'),
    `- [ ] ${say(language, 'onboarding.accept')} <!-- newbie-tasks:accept -->`,
    say(language, 'onboarding.config', { file: CONFIG_PATH }),
    fence(configFor(language, access.repository, lists[0]?.issue.number ?? null)),
    markerLine({ kind: 'onboarding', key: '' }),
  ].join('\n\n');
}

function configFor(
  language: string,
  { owner, repo }: { owner: string; repo: string },
  list: number | null,
): string {
  const tracking =
    list === null ? [] : [`tracking: https://github.com/${owner}/${repo}/issues/${list}`];
  return [`language: ${language}`, ...tracking].join('\n');
}

function botLine(language: Language, bot: OtherBot, label: string): string {
  const path = inCode(bot.path);
  if (bot.kind !== 'stale') return say(language, `onboarding.bot.${bot.kind}`, { path });
  return `${say(language, 'onboarding.bot.stale', { path, label })}\n\n${indented(fence(bot.line))}`;
}

function fence(text: string): string {
  return `\`\`\`yaml\n${text.replaceAll('```', '')}\n\`\`\``;
}

function indented(text: string): string {
  return text.replace(/^/gm, '  ');
}

function quoted(labels: readonly string[]): string {
  return labels.map((label) => `\`${inCode(label)}\``).join(' ');
}

/** Between backticks nothing else runs or notifies. */
function inCode(text: string): string {
  return text.replace(/[`\r\n]/g, '');
}
