/** What has to be known of a repository before an issue is read: cached, as it rarely changes. */

import { LRUCache } from 'lru-cache';
import type { Masthead, Operator, Project } from '../config/operator.js';
import type { RepositoryConfig } from '../config/repository.js';
import { keyOf, parseIssueUrl, sameRepository } from '../domain/reference.js';
import type { IssueAddress, RepositoryName, Tracking } from '../domain/task.js';
import { MINUTE_MS } from '../domain/time.js';
import type { Memory } from '../engine/engine.js';
import type { RepositoryAccess } from '../github/access.js';
import type { GitHubApp } from '../github/app.js';
import { moveIn } from '../github/errors.js';
import { createConfigurationsInForce } from './configuration-in-force.js';
import { findOnboarding, type OnboardingIssue } from './onboarding-issue.js';
import { createProjectNames } from './project-names.js';

export type RepositoryContext = {
  readonly access: RepositoryAccess;
  readonly botLogin: string;
  readonly config: RepositoryConfig;
  readonly project: {
    readonly name: string;
    readonly tracking: Tracking | null;
    /**
     * Whether the operator named the lists. A repository's own file may name any issue, and must
     * not read with another owner's installation what only that owner may see.
     */
    readonly isTrusted: boolean;
  };
  /** The operator's newsletters that print this repository. */
  readonly newsletters: readonly Pick<Masthead, 'title' | 'editors'>[];
  /** Whether bulk acts are allowed: label definitions, lists, plans on older tasks. */
  readonly active: boolean;
  /** Our onboarding issue; null: there is none, or none is needed. */
  readonly onboarding: OnboardingIssue | null;
  /** Why the newest configuration file is not in force; empty: it is. */
  readonly configProblems: readonly string[];
  /** The issue of this repository on which the project's plan lives; null: none is configured. */
  readonly trackingNumber: number | null;
  /** Whether the issue holds the project's list or plan, and so is no task itself. */
  readonly isTracking: (issueNumber: number) => boolean;
};

export type RepositoryContexts = {
  /**
   * Under the name that GitHub has for it now: `access.repository` tells. null: the App is not
   * installed there.
   */
  readonly of: (repository: RepositoryName) => Promise<RepositoryContext | null>;
  /** What the newsletters say of it; null: none prints it. Asks nothing. */
  readonly projectOf: (repository: RepositoryName) => Promise<Project | null>;
  /** Whether a newsletter prints it, by whatever name, asked of GitHub anew. */
  readonly isPrintedNow: (repository: RepositoryName) => Promise<boolean>;
  /** What is configured for a repository's old name holds for its new one. */
  readonly renamed: (from: RepositoryName, to: RepositoryName) => Promise<void>;
  /** Read the configuration again: of one repository, or of all where the owner's changed; which. */
  readonly forget: (repository: RepositoryName) => Promise<readonly RepositoryName[]>;
  /** The other projects of the newsletters that print this one. */
  readonly neighbours: (repository: RepositoryName) => Promise<readonly RepositoryContext[]>;
  /** The configuration before the newest change, for what must be renamed. */
  readonly previous: (repository: RepositoryName) => Promise<RepositoryConfig | null>;
};

type Loaded = {
  readonly config: RepositoryConfig;
  /** Where the lists are, and which of them are this repository's, whatever it was called. */
  readonly tracking: Tracking | null;
  readonly trackingNumbers: readonly number[];
  readonly active: boolean;
  readonly onboarding: OnboardingIssue | null;
  readonly problems: readonly string[];
};

/** A push brings a change at once; this is for pushes whose delivery was lost. */
const CACHED = { max: 5_000, ttl: 10 * MINUTE_MS };

export function createRepositoryContexts(
  github: GitHubApp,
  operator: Operator,
  memory: Memory,
): RepositoryContexts {
  const cache = new LRUCache<string, { change: string; loading: Promise<Loaded> }>(CACHED);
  const configurations = createConfigurationsInForce(github, operator.defaults, memory);
  const newsletters = operator.newsletters.map(({ newsletter }) => newsletter);
  const projects = createProjectNames(newsletters, github, memory);

  async function load(access: RepositoryAccess, project: Project | null): Promise<Loaded> {
    const { config, isWritten, problems } = await configurations.read(access);
    const isKnown = isWritten || project !== null;
    const onboarding = isKnown ? null : await findOnboarding(access, await github.botLogin());
    const active = isKnown || onboarding?.isAccepted === true;
    const lists = await trackingOf(access, config.tracking ?? project?.tracking ?? null);
    return { config, ...lists, active, onboarding, problems };
  }

  /** An address with an old name of the repository is its own. One request for each other name. */
  async function trackingOf(
    { repository }: RepositoryAccess,
    tracking: Tracking | null,
  ): Promise<Pick<Loaded, 'tracking' | 'trackingNumbers'>> {
    if (tracking === null) return { tracking, trackingNumbers: [] };
    const isOwn = async (address: RepositoryName) => {
      if (sameRepository(address, repository)) return true;
      const found = await github.access({ owner: address.owner, repo: address.repo });
      return found !== null && sameRepository(found.repository, repository);
    };
    const reference = parseIssueUrl(tracking.reference);
    const own: number[] = [];
    if (reference !== null && (await isOwn(reference))) own.push(reference.number);
    const lists: IssueAddress[] = [];
    for (const list of tracking.lists) {
      const here = await isOwn(list);
      if (here) own.push(list.number);
      lists.push(here ? { ...list, ...repository } : list);
    }
    return { tracking: { ...tracking, lists }, trackingNumbers: own };
  }

  async function contextOf(asked: RepositoryName): Promise<RepositoryContext | null> {
    try {
      return await contextNow(asked);
    } catch (error) {
      const move = moveIn(error);
      if (move === null) throw error;
      github.forget(move.from.owner);
      const to = move.to ?? (await github.access(asked))?.repository ?? null;
      if (to === null) return null;
      await renamed(move.from, to);
      return contextNow(to);
    }
  }

  async function renamed(from: RepositoryName, to: RepositoryName): Promise<void> {
    await projects.renamed(from, to);
    await configurations.renamed(from, to);
  }

  async function contextNow({ owner, repo }: RepositoryName): Promise<RepositoryContext | null> {
    const access = await github.access({ owner, repo });
    if (access === null) return null;
    const { repository } = access;
    const key = keyOf(repository);
    await projects.known();
    const project = await projects.projectOf(repository);
    const printedAs = project === null ? '' : keyOf(project.repository);
    const change = `${await configurations.newestChange(repository)} ${printedAs}`;
    let loading = cache.get(key)?.change === change ? cache.get(key)?.loading : undefined;
    if (loading === undefined) {
      loading = load(access, project);
      cache.set(key, { change, loading });
      loading.catch(() => cache.delete(key));
    }
    const { config, tracking, trackingNumbers, active, onboarding, problems } = await loading;
    return {
      access,
      botLogin: await github.botLogin(),
      config,
      project: {
        name: project?.name ?? repository.repo,
        tracking,
        isTrusted: config.tracking === null,
      },
      newsletters: await projects.newslettersOf(repository),
      active,
      onboarding,
      configProblems: problems,
      trackingNumber: trackingNumbers[0] ?? null,
      isTracking: (issueNumber) => trackingNumbers.includes(issueNumber),
    };
  }

  return {
    of: contextOf,
    projectOf: projects.projectOf,
    renamed,
    isPrintedNow: projects.isPrintedNow,
    neighbours: async (repository) => {
      const printed = await projects.newslettersOf(repository);
      const all = printed.flatMap((newsletter) => newsletter.projects);
      const found = await Promise.all(all.map((project) => contextOf(project.repository)));
      return found
        .filter((context) => context !== null)
        .filter(({ access }) => !sameRepository(access.repository, repository));
    },
    forget: configurations.changed,
    previous: configurations.previous,
  };
}
