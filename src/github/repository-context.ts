/** What a look needs to know of a repository before it reads an issue: cached, as it rarely changes. */

import { LRUCache } from 'lru-cache';
import { defaultRepositoryConfig, parseRepositoryConfig } from '../config/load.js';
import type { Newsletter, Project } from '../config/newsletter/newsletter.js';
import type { OperatorConfig } from '../config/operator-folder.js';
import { formatProblems } from '../config/problems.js';
import type { RepositoryConfig } from '../config/repository.js';
import { keyOf, parseIssueUrl, sameRepository } from '../core/reference.js';
import type { IssueAddress, RepositoryName, Tracking } from '../core/task.js';
import { MINUTE_MS } from '../core/time.js';
import type { Memory } from '../engine/engine.js';
import type { RepositoryAccess } from './access.js';
import type { GitHubApp } from './app.js';
import { CONFIG_PATH, type ConfigFile, readConfigFile, SHARED } from './config-file.js';
import { moveIn } from './errors.js';
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
  readonly newsletters: readonly Pick<Newsletter, 'title' | 'editors'>[];
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
  operator: OperatorConfig,
  memory: Memory,
): RepositoryContexts {
  const defaults = defaultRepositoryConfig(operator.defaults);
  const cache = new LRUCache<string, { change: string; loading: Promise<Loaded> }>(CACHED);
  const changes = memory.map<number>('configuration changes');
  const inForce = memory.map<string>('configuration in force');
  const previous = memory.map<string>('configuration before');
  const newsletters = operator.newsletters.map(({ newsletter }) => newsletter);
  const projects = createProjectNames(newsletters, github, memory);

  async function load(access: RepositoryAccess, project: Project | null): Promise<Loaded> {
    const key = keyOf(access.repository);
    const file = await presentFile(access);
    const isKnown = file !== null || project !== null;
    const onboarding = isKnown ? null : await findOnboarding(access, await github.botLogin());
    const active = isKnown || onboarding?.isAccepted === true;
    const { config, problems } = await configInForce(key, file);
    const configured = config.tracking ?? project?.tracking ?? null;
    const lists = await trackingOf(access, configured);
    return { config, ...lists, active, onboarding, problems };
  }

  /** That a file is gone would rename labels: it is asked twice. */
  async function presentFile(access: RepositoryAccess): Promise<ConfigFile | null> {
    const file = await readConfigFile(github, access);
    const hadOne = file === null && Boolean(await inForce.get(keyOf(access.repository)));
    return hadOne ? readConfigFile(github, access) : file;
  }

  async function configInForce(
    key: string,
    file: ConfigFile | null,
  ): Promise<Pick<Loaded, 'config' | 'problems'>> {
    const parsed = file === null ? parse('') : parse(file.text, file.name);
    const last = await inForce.get(key);
    if (!parsed.ok) {
      const config = last === null ? null : parse(last);
      const problems = formatProblems(parsed.problems, 20);
      return { config: config?.ok ? config.config : defaults, problems };
    }
    const text = file?.text ?? '';
    if (last !== null && last !== text) await previous.set(key, last);
    if (last !== text) await inForce.set(key, text);
    return { config: parsed.config, problems: [] };
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

  function parse(text: string, file = CONFIG_PATH) {
    return parseRepositoryConfig({ text, file, defaults: operator.defaults });
  }

  /** Changes with every push to the file of the repository or of its owner, whoever heard of it. */
  async function lastChange({ owner, repo }: RepositoryName): Promise<string> {
    const names = [repo, SHARED].map((name) => keyOf({ owner, repo: name }));
    return (await Promise.all(names.map((name) => changes.get(name)))).join();
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

  /** Whoever takes the old name next inherits nothing. */
  async function renamed(from: RepositoryName, to: RepositoryName): Promise<void> {
    await projects.renamed(from, to);
    for (const texts of [inForce, previous]) {
      const text = await texts.get(keyOf(from));
      if (text !== null) await texts.setIfNew(keyOf(to), text);
      await texts.delete(keyOf(from));
    }
  }

  async function contextNow({ owner, repo }: RepositoryName): Promise<RepositoryContext | null> {
    const access = await github.access({ owner, repo });
    if (access === null) return null;
    const { repository } = access;
    const key = keyOf(repository);
    await projects.known();
    const project = await projects.projectOf(repository);
    const printedAs = project === null ? '' : keyOf(project.repository);
    const change = `${await lastChange(repository)} ${printedAs}`;
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
    forget: async (repository) => {
      await changes.set(keyOf(repository), Date.now());
      const isShared = repository.repo.toLowerCase() === SHARED;
      return isShared ? github.repositories(repository.owner) : [repository];
    },
    previous: async (repository) => {
      const text = await previous.get(keyOf(repository));
      const parsed = text === null ? null : parse(text);
      return parsed?.ok ? parsed.config : null;
    },
  };
}
