/** Which project of the newsletters a repository is, also where a newsletter has an old name of it. */
import type { Masthead, Project } from '../config/operator.js';
import { keyOf, sameRepository } from '../domain/reference.js';
import type { RepositoryName } from '../domain/task.js';
import type { Memory } from '../engine/engine.js';
import type { GitHubApp } from '../github/app.js';
import { GitHubFailure } from '../github/errors.js';

export type ProjectNames = {
  /** Resolves once GitHub was asked what the projects are called now: one request for each. */
  readonly known: () => Promise<void>;
  /**
   * Whether a newsletter prints it, by whatever name, asked of GitHub anew: for what is done only
   * where none does. One request for each project.
   */
  readonly isPrintedNow: (repository: RepositoryName) => Promise<boolean>;
  /** null: no newsletter prints it. */
  readonly projectOf: (repository: RepositoryName) => Promise<Project | null>;
  readonly newslettersOf: (repository: RepositoryName) => Promise<readonly Masthead[]>;
  /** What is configured under its old name holds for the new one. */
  readonly renamed: (from: RepositoryName, to: RepositoryName) => Promise<void>;
};

export function createProjectNames(
  newsletters: readonly Masthead[],
  github: Pick<GitHubApp, 'access' | 'forget'>,
  memory: Memory,
): ProjectNames {
  const projects = newsletters.flatMap((newsletter) => newsletter.projects);
  /** What those that are called otherwise now are called, by the name that is configured. */
  const renames = memory.map<RepositoryName>('renamed projects');
  const unasked = new Set(projects);
  let asking: Promise<unknown> | null = null;

  /** Once in a process; later renames are delivered. What cannot be asked is asked the next time. */
  async function known(): Promise<void> {
    asking ??= Promise.all([...unasked].map(ask)).finally(() => {
      asking = null;
    });
    await asking;
  }

  async function ask(project: Project): Promise<void> {
    const { repository } = project;
    try {
      const found = await github.access(repository);
      if (found !== null) {
        const isSame = sameRepository(found.repository, repository);
        if (isSame) await renames.delete(keyOf(repository));
        else await renames.set(keyOf(repository), found.repository);
      }
      unasked.delete(project);
    } catch (error) {
      // That one project cannot be read is no reason to leave all others alone.
      if (!(error instanceof GitHubFailure)) throw error;
      if (error.kind === 'refused') unasked.delete(project);
    }
  }

  async function projectsOf(repository: RepositoryName): Promise<readonly Project[]> {
    const now = await renames.all();
    return projects.filter((project) => {
      const present = now.get(keyOf(project.repository)) ?? project.repository;
      return sameRepository(present, repository);
    });
  }

  return {
    known,
    isPrintedNow: async (repository) => {
      for (const project of projects) {
        github.forget(project.repository.owner);
        const found = await github.access(project.repository);
        if (found === null || !sameRepository(found.repository, repository)) continue;
        await renames.set(keyOf(project.repository), found.repository);
        return true;
      }
      return false;
    },
    // Of a project in several newsletters the last one's words count.
    projectOf: async (repository) => (await projectsOf(repository)).at(-1) ?? null,
    newslettersOf: async (repository) => {
      const found = await projectsOf(repository);
      return newsletters.filter((each) => each.projects.some((one) => found.includes(one)));
    },
    renamed: async (from, to) => {
      for (const { repository } of await projectsOf(from)) await renames.set(keyOf(repository), to);
    },
  };
}
