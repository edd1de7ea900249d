/** A newsletter, and its earlier editions, with the names that its projects' repositories have now. */
import type { Project } from '../config/operator.js';
import { issueName, keyOf, parseIssueName, sameRepository } from '../domain/reference.js';
import type { RepositoryName } from '../domain/task.js';
import { GitHubFailure } from '../github/errors.js';
import type { RepositoryContexts } from '../repository/context.js';
import type { Newsletter } from './configuration/newsletter.js';

export type PresentNames = {
  readonly newsletter: Newsletter;
  /** Data that names issues as `owner/repo#12`, by their present names. */
  readonly inData: <Data>(data: Data) => Data;
  /** For editors: what the newsletter's file should say. */
  readonly notes: readonly string[];
};

/** Asks nothing that collecting does not ask as well. */
export async function readPresentNames(
  newsletter: Newsletter,
  contexts: Pick<RepositoryContexts, 'of'>,
): Promise<PresentNames> {
  const names = new Map<string, RepositoryName>();
  const notes: string[] = [];
  for (const { name, repository } of newsletter.projects) {
    const present = await presentName(repository, contexts);
    if (sameRepository(present, repository)) continue;
    names.set(keyOf(repository), present);
    notes.push(
      `${name}: ${repository.owner}/${repository.repo} is called ${present.owner}/${present.repo} now: change it in the newsletter's file`,
    );
  }
  const inText = (text: string) => {
    const issue = parseIssueName(text);
    const present = issue === null ? undefined : names.get(keyOf(issue));
    return issue === null || present === undefined ? text : issueName({ ...issue, ...present });
  };
  const inData = <Data>(data: Data): Data =>
    names.size === 0
      ? data
      : JSON.parse(JSON.stringify(data), (_, value) =>
          typeof value === 'string' ? inText(value) : value,
        );
  const projects = newsletter.projects.map(
    (project): Project => ({
      ...project,
      repository: names.get(keyOf(project.repository)) ?? project.repository,
    }),
  );
  const texts = Object.entries(newsletter.texts).map(([name, text]) => [inText(name), text]);
  return {
    newsletter: { ...newsletter, projects, texts: Object.fromEntries(texts) },
    inData,
    notes,
  };
}

/** A project that cannot be read keeps its name: collecting says what is wrong with it. */
async function presentName(
  repository: RepositoryName,
  contexts: Pick<RepositoryContexts, 'of'>,
): Promise<RepositoryName> {
  try {
    return (await contexts.of(repository))?.access.repository ?? repository;
  } catch (error) {
    if (!(error instanceof GitHubFailure)) throw error;
    return repository;
  }
}
