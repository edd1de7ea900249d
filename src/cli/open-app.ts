/** What the operator's commands begin with: the App itself, as only it knows its own comments. */

import { formatProblems } from '../config/problems.js';
import { keyOf } from '../domain/reference.js';
import type { RepositoryName } from '../domain/task.js';
import type { Engine } from '../engine/engine.js';
import { connectApp, type GitHubApp } from '../github/app.js';
import type { AppCredentials } from '../github/client.js';
import { createRepositoryContexts, type RepositoryContexts } from '../repository/context.js';
import { type Environment, readEnvironment, secretsOf } from './environment.js';
import { createLog } from './log.js';
import { openEngine } from './open-engine.js';
import { type OperatorConfig, readOperatorConfig } from './operator-folder.js';
import type { Output } from './output.js';
import { useProxy } from './proxy.js';

export type OpenApp = {
  readonly environment: Environment;
  readonly credentials: AppCredentials;
  readonly operator: OperatorConfig;
  readonly github: GitHubApp;
  readonly contexts: RepositoryContexts;
  readonly engine: Engine;
};

const NEEDS_THE_APP =
  'this needs the App: newbie-tasks setup registers one, or set APP_ID and PRIVATE_KEY_PATH (a GITHUB_TOKEN reads, but cannot know which comments are the App’s)';

/** null: said on stderr why not. */
export async function openApp(
  command: string,
  variables: Readonly<Record<string, string | undefined>>,
  out: Output,
): Promise<OpenApp | null> {
  const read = readEnvironment(variables);
  if (!read.ok) {
    for (const problem of read.problems) out.stderr(`${command}: ${problem}`);
    return null;
  }
  const { environment } = read;
  const { app, apiUrl, owners, redisUrl, configFolder, logLevel } = environment;
  if (app === null) {
    out.stderr(`${command}: ${NEEDS_THE_APP}`);
    return null;
  }
  const operator = await readOperatorConfig(configFolder);
  if (!operator.ok) {
    for (const line of formatProblems(operator.problems)) out.stderr(line);
    return null;
  }
  await useProxy(environment.proxy);
  const log = createLog(logLevel, secretsOf(environment), out.stderr);
  // With serve's Redis, both keep within one budget of writes.
  const engine = await openEngine(redisUrl, app.appId, log);
  if ('problem' in engine) {
    out.stderr(`${command}: ${engine.problem}`);
    return null;
  }
  const github = connectApp(app, apiUrl, engine, owners);
  const contexts = createRepositoryContexts(github, operator.config, engine.memory);
  return { environment, credentials: app, operator: operator.config, github, contexts, engine };
}

/** The repositories that were named, each once; null: said on stderr what is none. */
export function parseRepositories(
  command: string,
  names: readonly string[],
  out: Output,
): readonly RepositoryName[] | null {
  const parsed = names.map(parseRepository);
  const wrong = names.filter((_, at) => parsed[at] === null);
  if (wrong.length > 0) {
    out.stderr(`${command}: expected OWNER/REPO, found "${wrong.join('", "')}"`);
    return null;
  }
  const named = parsed.flatMap((each) => (each === null ? [] : [[keyOf(each), each] as const]));
  return [...new Map(named).values()];
}

/** `OWNER/REPO`; null: it is none. */
export function parseRepository(text: string): RepositoryName | null {
  const match = /^([A-Za-z0-9][\w-]*)\/([\w.-]+)$/.exec(text);
  return match === null ? null : { owner: match[1] ?? '', repo: match[2] ?? '' };
}
