/**
 * Step one of an edition: what its sections ask of GitHub, each project through its own
 * installation, and what editors wrote beside the newsletter's file.
 */
import pMap from 'p-map';
import type { Project } from '../config/operator.js';
import type { Problem } from '../config/problems.js';
import { issueKey } from '../domain/reference.js';
import type { GitHubApp } from '../github/app.js';
import { GitHubFailure } from '../github/errors.js';
import { listMergedPulls, type MergedPulls } from '../github/pulls.js';
import { AT_ONCE, isPrivate } from '../github/read.js';
import type { RepositoryContext, RepositoryContexts } from '../repository/context.js';
import type { Newsletter } from './configuration/newsletter.js';
import type { Read } from './editors-files.js';
import { type Files, type Found, SECTIONS, type SectionKind, sectionOf } from './sections/index.js';
import type { ProjectWeek, SectionDeclaration } from './sections/section.js';
import type { Week } from './week.js';

export type CollectedProject = {
  readonly project: Project;
  /** The address that the edition links to; null: the project has no tracking issue. */
  readonly url: string | null;
  readonly found: Found;
};

/** `missing`: why a project is not in the edition. */
export type Collected = CollectedProject | { readonly project: Project; readonly missing: string };

export type CollectOptions = {
  readonly newsletter: Newsletter;
  /** Nothing is asked that no section prints. */
  readonly sections: readonly SectionKind[];
  readonly week: Week;
  /** What earlier editions printed, as `Edition.asked` names it. */
  readonly asked: ReadonlySet<string>;
  /** Called after each project. */
  readonly onProject?: () => void;
};

/** In the newsletter's order. A project that cannot be read is named, never left out silently. */
export function collectProjects(
  options: CollectOptions,
  contexts: RepositoryContexts,
  github: Pick<GitHubApp, 'access'>,
): Promise<readonly Collected[]> {
  return pMap(
    options.newsletter.projects,
    async (project): Promise<Collected> => {
      try {
        const context = await contexts.of(project.repository);
        if (context === null) return { project, missing: 'the App is not installed there' };
        // What only some may see is not printed for all.
        if (await isPrivate(context.access)) return { project, missing: 'it is private' };
        return await collect(project, context, github, options);
      } catch (error) {
        if (!(error instanceof GitHubFailure)) throw error;
        const hint = error.kind === 'refused' ? '; check APP_ID and the key, or GITHUB_TOKEN' : '';
        return { project, missing: `${error.message}${hint}` };
      } finally {
        options.onProject?.();
      }
    },
    { concurrency: AT_ONCE },
  );
}

async function collect(
  project: Project,
  context: RepositoryContext,
  github: Pick<GitHubApp, 'access'>,
  { newsletter, sections, asked, week }: CollectOptions,
): Promise<CollectedProject> {
  let merged: Promise<MergedPulls> | null = null;
  const asking: ProjectWeek = {
    ...{ project, context, github, week, editors: newsletter.editors },
    isAsked: (number) => asked.has(issueKey({ ...project.repository, number })),
    mergedPulls: () => {
      merged ??= mergedByPeople(context, week);
      return merged;
    },
  };
  const found = await Promise.all(
    [...new Set(sections)].map(
      async (kind) => [kind, await sectionOf(kind).collect?.(asking)] as const,
    ),
  );
  const url = context.project.tracking?.reference ?? null;
  return { project, url, found: Object.fromEntries(found) };
}

async function mergedByPeople(
  { access }: RepositoryContext,
  { since, until }: Week,
): Promise<MergedPulls> {
  const merged = await listMergedPulls(access, since, until);
  return {
    ...merged,
    pulls: merged.pulls.filter(({ author }) => author !== null && !author.isBot),
  };
}

export type EditorsFiles = Files & { readonly problems: readonly Problem[] };

/** Of all sections: what waits is remembered. @param folder the newsletter's; none need be there */
export async function readEditorsFiles(folder: string): Promise<EditorsFiles> {
  // Sections that share their files share the reader: its problems are reported once.
  const reads = new Map<SectionDeclaration['readFiles'], Read<unknown>>();
  const files: [SectionKind, unknown][] = [];
  for (const kind of SECTIONS) {
    const { readFiles } = sectionOf(kind);
    if (readFiles === undefined) continue;
    const read = reads.get(readFiles) ?? (await readFiles(folder));
    reads.set(readFiles, read);
    files.push([kind, read.value]);
  }
  const problems = [...reads.values()].flatMap((read) => read.problems);
  return { ...(Object.fromEntries(files) as Files), problems };
}
