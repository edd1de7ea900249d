/** What the editor's commands begin with: the environment, the newsletter, and a way to GitHub. */

import { dirname } from 'node:path';
import { formatProblems } from '../config/problems.js';
import { readSource } from '../config/read-source.js';
import { createInProcessEngine } from '../engine/in-process/engine.js';
import { connectApp, connectToken, type GitHubApp } from '../github/app.js';
import { type Newsletter, parseNewsletter } from '../newsletter/configuration/newsletter.js';
import { createRepositoryContexts, type RepositoryContexts } from '../repository/context.js';
import { type Environment, readEnvironment } from './environment.js';
import { type OperatorConfig, readOperatorConfig } from './operator-folder.js';
import type { Output } from './output.js';
import { useProxy } from './proxy.js';

type Choice =
  | {
      readonly ok: true;
      readonly operator: OperatorConfig;
      readonly newsletter: Newsletter;
      readonly file: string;
    }
  /** One line each, for stderr. */
  | { readonly ok: false; readonly why: readonly string[] };

/**
 * The newsletter that was asked for, or the only one there is.
 * @param command whose name stands before the reason
 */
async function chooseNewsletter(
  command: string,
  file: string | undefined,
  configFolder: string,
): Promise<Choice> {
  const read = await readOperatorConfig(configFolder);
  if (!read.ok) return { ok: false, why: formatProblems(read.problems) };
  const { newsletters } = read.config;
  if (file === undefined) {
    const [only, ...others] = newsletters;
    if (only !== undefined && others.length === 0) {
      return { ok: true, operator: read.config, ...only };
    }
    const files = newsletters.map((each) => each.file).join(', ');
    const why =
      only === undefined
        ? `${command}: there is no newsletter in ${configFolder}/newsletters; name one with --newsletter`
        : `${command}: there are several newsletters, choose one with --newsletter: ${files}`;
    return { ok: false, why: [why] };
  }
  const source = await readSource(file);
  const parsed = source.ok ? parseNewsletter(source.source) : source;
  if (!parsed.ok) return { ok: false, why: formatProblems(parsed.problems) };
  const { newsletter } = parsed;
  return {
    ok: true,
    newsletter,
    file,
    operator: { ...read.config, newsletters: [{ file, newsletter }] },
  };
}

export type OpenNewsletter = {
  readonly environment: Environment;
  readonly newsletter: Newsletter;
  /** In which the newsletter's file lies. */
  readonly folder: string;
  readonly github: GitHubApp;
  readonly contexts: RepositoryContexts;
};

/** The newsletter, and GitHub through the App or a reader's token. null: said on stderr why not. */
export async function openNewsletter(
  command: string,
  file: string | undefined,
  variables: Readonly<Record<string, string | undefined>>,
  out: Output,
): Promise<OpenNewsletter | null> {
  const read = readEnvironment(variables);
  if (!read.ok) {
    for (const problem of read.problems) out.stderr(`${command}: ${problem}`);
    return null;
  }
  const { apiUrl, app, owners, token, configFolder } = read.environment;
  const chosen = await chooseNewsletter(command, file, configFolder);
  if (!chosen.ok) {
    for (const line of chosen.why) out.stderr(line);
    return null;
  }
  await useProxy(read.environment.proxy);
  const { newsletter, operator, file: newsletterFile } = chosen;
  const engine = createInProcessEngine();
  const github =
    app === null ? connectToken(token, apiUrl) : connectApp(app, apiUrl, engine, owners);
  return {
    environment: read.environment,
    newsletter,
    folder: dirname(newsletterFile),
    github,
    contexts: createRepositoryContexts(github, operator, engine.memory),
  };
}
