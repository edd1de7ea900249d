/** `newbie-tasks doctor`: what is missing or will fight, with what to do. Writes nothing. */

import { sameRepository } from '../domain/reference.js';
import type { RepositoryName } from '../domain/task.js';
import { type AppHealth, readAppHealth, whyUnreachable } from '../github/app-health.js';
import { GitHubFailure } from '../github/errors.js';
import { WEBHOOK_PATH } from '../server/webhook.js';
import type { Variables } from './addresses.js';
import { diagnoseApp, diagnoseRepository, type Finding } from './doctor/diagnosis.js';
import { hostFinding, inboundFindings, NO_OTHER_HOST, outboundHosts } from './doctor/network.js';
import type { Environment } from './environment.js';
import { type OpenApp, openApp, parseRepositories } from './open-app.js';
import type { Output } from './output.js';

/** Exit code: 0 all is well; 1 something is to do, printed with it; 2 wrong usage. */
export async function doctor(
  names: readonly string[],
  variables: Variables,
  out: Output,
): Promise<0 | 1 | 2> {
  const named = parseRepositories('doctor', names, out);
  if (named === null) return 2;
  const app = await openApp('doctor', variables, out);
  if (app === null) return 1;
  try {
    return await examine(app, named.length > 0 ? named : printed(app), variables, out);
  } finally {
    await app.engine.close();
  }
}

async function examine(
  app: OpenApp,
  repositories: readonly RepositoryName[],
  variables: Variables,
  out: Output,
): Promise<0 | 1> {
  const { environment, github, contexts } = app;
  let todos = 0;
  const report = (head: string, findings: readonly Finding[]) => {
    out.stdout(head);
    for (const { what, todo } of findings) {
      out.stdout(todo === null ? `  ✓ ${what}` : `  ✗ ${what}\n    → ${todo}`);
      if (todo !== null) todos += 1;
    }
  };
  report('This machine', machine(variables, environment));
  const health = await orFinding(() => readAppHealth(app.credentials, environment.apiUrl));
  report('Outbound', await outbound(environment.apiUrl, 'todo' in health ? null : health));
  if ('todo' in health) report('The App', [health]);
  else {
    report('The App', diagnoseApp(health, environment.owners));
    report('Inbound', inbound(health, variables, environment));
  }
  for (const repository of repositories) {
    const findings = await orFinding(async () => {
      const context = await contexts.of(repository);
      if (context === null) {
        return {
          what: 'the App is not installed there',
          todo: 'install it, or take the project out',
        };
      }
      return [
        ...renamedFinding(repository, context.access.repository),
        ...(await diagnoseRepository(context, github)),
      ];
    });
    report(`${repository.owner}/${repository.repo}`, 'todo' in findings ? [findings] : findings);
  }
  if (repositories.length === 0) {
    out.stdout('No repository was looked at: name some, or configure a newsletter.');
  }
  out.stdout('');
  out.stdout(todos === 0 ? 'All is well.' : `${todos} ${todos === 1 ? 'thing' : 'things'} to do.`);
  return todos === 0 ? 0 : 1;
}

/** What is configured under an old name is followed, until somebody else takes that name. */
function renamedFinding(asked: RepositoryName, present: RepositoryName): readonly Finding[] {
  if (sameRepository(asked, present)) return [];
  const name = `${present.owner}/${present.repo}`;
  return [{ what: `renamed to ${name}`, todo: `write ${name} wherever the old name stands` }];
}

/** The newsletters' projects. */
function printed({ operator }: OpenApp): readonly RepositoryName[] {
  return operator.newsletters.flatMap(({ newsletter }) =>
    newsletter.projects.map(({ repository }) => repository),
  );
}

function machine(
  { WEBHOOK_SECRET, WEBHOOKS }: Variables,
  { proxy }: Environment,
): readonly Finding[] {
  const secret = WEBHOOK_SECRET?.trim()
    ? { what: 'a webhook secret is set', todo: null }
    : {
        what: 'WEBHOOK_SECRET is not set, so serve will not start',
        todo: 'set the same secret here and in the App’s settings, or set WEBHOOKS=off',
      };
  const { host } = new URL(proxy?.httpsProxy || proxy?.httpProxy || 'http://none');
  const direct = proxy?.noProxy ? `, but for ${proxy.noProxy}` : '';
  return [
    ...(WEBHOOKS === 'off' ? [] : [secret]),
    ...(proxy === null
      ? []
      : [{ what: `requests go through the proxy ${host}${direct}`, todo: null }]),
  ];
}

async function outbound(apiUrl: string, health: AppHealth | null): Promise<readonly Finding[]> {
  const hosts = outboundHosts(apiUrl, health?.avatarUrl ?? null);
  const reached = hosts.map(async (host) => hostFinding(host, await whyUnreachable(host.url)));
  return [...(await Promise.all(reached)), NO_OTHER_HOST];
}

function inbound(
  health: AppHealth,
  { WEBHOOKS }: Variables,
  { publicUrl }: Environment,
): readonly Finding[] {
  if (WEBHOOKS === 'off') {
    return [{ what: 'WEBHOOKS=off: GitHub is asked, and nothing has to come in', todo: null }];
  }
  return inboundFindings(health, publicUrl === null ? null : publicUrl + WEBHOOK_PATH);
}

async function orFinding<T>(read: () => Promise<T>): Promise<T | Finding> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof GitHubFailure)) throw error;
    const todo =
      error.kind === 'refused'
        ? 'check APP_ID and the key, and the App’s permissions'
        : 'check GITHUB_API_URL and the network, and try again';
    return { what: error.message, todo };
  }
}
