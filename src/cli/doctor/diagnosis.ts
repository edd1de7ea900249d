/** What is missing, and what will fight: of the App, and of one repository. */

import { findOtherBots, type OtherBot } from '../../config/other-bots.js';
import { issueName } from '../../domain/reference.js';
import type { GitHubApp } from '../../github/app.js';
import type { AppHealth, Permissions } from '../../github/app-health.js';
import { readBotFiles } from '../../onboarding/reconcile.js';
import { readProject } from '../../project/snapshot.js';
import { CONFIG_PATH } from '../../repository/config-file.js';
import type { RepositoryContext } from '../../repository/context.js';

/** One line of the report; `todo`: what to do about it, null where all is well. */
export type Finding = { readonly what: string; readonly todo: string | null };

/** As app.yml asks for. */
export const PERMISSIONS: Permissions = {
  issues: 'write',
  pull_requests: 'read',
  contents: 'read',
  metadata: 'read',
};
export const EVENTS = ['issues', 'issue_comment', 'label', 'push', 'repository', 'pull_request'];

const LEVELS = ['read', 'write', 'admin'];

export function diagnoseApp(
  { login, permissions, events, isPublic, installations }: AppHealth,
  owners: readonly string[] | null,
): readonly Finding[] {
  return [
    { what: `GitHub knows the App as ${login}`, todo: null },
    ...lacking('the App', permissions, events, 'add them in the App’s settings'),
    ...(isPublic !== false && owners === null
      ? [
          {
            what: `anybody may ${isPublic === null ? '(for all that is known) ' : ''}install this App, and OWNERS is not set`,
            todo: 'set OWNERS to the accounts that this server is for, or make the App private',
          },
        ]
      : []),
    ...(installations.length === 0
      ? [{ what: 'it is installed nowhere', todo: 'install it from the App’s public page' }]
      : []),
    ...(owners ?? [])
      .filter((owner) => !installations.some(({ account }) => account.toLowerCase() === owner))
      .map((owner) => ({
        what: `OWNERS names ${owner}, where the App is not installed`,
        todo: 'install it there, or write the account’s new name if it was renamed',
      })),
    ...installations.flatMap((installation) => {
      const where = `the installation on ${installation.account}`;
      if (installation.isSuspended) {
        return [
          { what: `${where} is suspended`, todo: 'its owner can lift that in their settings' },
        ];
      }
      const asked = 'its owner has to accept the App’s new permissions';
      const problems = lacking(where, installation.permissions, installation.events, asked);
      return problems.length > 0 ? problems : [{ what: `${where} is complete`, todo: null }];
    }),
  ];
}

function lacking(
  whose: string,
  permissions: Permissions,
  events: readonly string[],
  todo: string,
): readonly Finding[] {
  const missing = Object.entries(PERMISSIONS)
    .filter(([name, level]) => LEVELS.indexOf(permissions[name] ?? '') < LEVELS.indexOf(level))
    .map(([name, level]) => `${name}: ${level}`);
  const unheard = EVENTS.filter((event) => !events.includes(event));
  return [
    ...(missing.length > 0
      ? [{ what: `${whose} lacks permissions: ${missing.join(', ')}`, todo }]
      : []),
    ...(unheard.length > 0
      ? [{ what: `${whose} does not hear of: ${unheard.join(', ')}`, todo }]
      : []),
  ];
}

/** Reads one repository with its lists and its other bots. */
export async function diagnoseRepository(
  context: RepositoryContext,
  github: Pick<GitHubApp, 'access'>,
): Promise<readonly Finding[]> {
  const { access, config, configProblems, project } = context;
  const [{ missing, lines }, files] = await Promise.all([
    readProject(context, github),
    readBotFiles(access),
  ]);
  const findings: Finding[] = [
    ...configProblems.map((problem) => ({ what: problem, todo: `mend ${CONFIG_PATH}` })),
    ...missing.map((list) => ({
      what: `the task list ${issueName(list)}${list.commentId === null ? '' : ` (comment ${list.commentId})`} cannot be opened`,
      todo: 'correct tracking, or give the App access',
    })),
    ...findOtherBots(files, config.taskLabel.label).map(botFinding),
  ];
  const lists =
    project.tracking === null ? 'no task list' : `${lines.length} lines in its task lists`;
  return findings.length > 0 ? findings : [{ what: `in order, ${lists}`, todo: null }];
}

function botFinding(bot: OtherBot): Finding {
  switch (bot.kind) {
    case 'stale': {
      const line = bot.line.replace(/\s+/g, ' ');
      return { what: `${bot.path} would close quiet tasks`, todo: `let it say: ${line}` };
    }
    case 'assign':
      return { what: `${bot.path} assigns by commands of its own: taken as facts`, todo: null };
    case 'translate':
      return { what: `${bot.path} translates: the original words are read`, todo: null };
  }
}
