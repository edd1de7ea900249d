/** What a look needs to know of a repository before it reads an issue: cached, as it rarely changes. */
import { LRUCache } from 'lru-cache';
import { defaultRepositoryConfig, parseRepositoryConfig } from '../config/load.js';
import type { Newsletter } from '../config/newsletter/newsletter.js';
import type { OperatorConfig } from '../config/operator-folder.js';
import { formatProblems } from '../config/problems.js';
import type { RepositoryConfig } from '../config/repository.js';
import { parseIssueUrl } from '../core/reference.js';
import type { RepositoryName, Tracking } from '../core/task.js';
import type { Memory } from '../engine/engine.js';
import type { GitHubApp, RepositoryAccess } from './app.js';
import { findOnboarding, type OnboardingIssue } from './onboarding-issue.js';
import { readFile } from './read.js';

export const CONFIG_PATH = '.github/newbie-tasks.yml';

/** The repository in which an owner keeps what holds for all of theirs. */
const SHARED = '.github';

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
  /** null: the App is not installed there. */
  readonly of: (repository: RepositoryName) => Promise<RepositoryContext | null>;
  /** Read the configuration again: of one repository, or of all where the owner's changed; which. */
  readonly forget: (repository: RepositoryName) => Promise<readonly RepositoryName[]>;
  /** The other projects of the newsletters that print this one. */
  readonly neighbours: (repository: RepositoryName) => Promise<readonly RepositoryContext[]>;
  /** The configuration before the newest change, for what must be renamed. */
  readonly previous: (repository: RepositoryName) => Promise<RepositoryConfig | null>;
};

type Loaded = {
  readonly config: RepositoryConfig;
  readonly active: boolean;
  readonly onboarding: OnboardingIssue | null;
  readonly problems: readonly string[];
};

/** A push brings a change at once; this is for pushes whose delivery was lost. */
const CACHED = { max: 5_000, ttl: 10 * 60 * 1000 };

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
  const projects = new Map(
    operator.newsletters
      .flatMap(({ newsletter }) => newsletter.projects)
      .map((project) => [keyOf(project.repository), project]),
  );

  async function load(access: RepositoryAccess): Promise<Loaded> {
    const key = keyOf(access.repository);
    const file = await readConfigFile(github, access);
    const isKnown = file !== null || projects.has(key);
    const onboarding = isKnown ? null : await findOnboarding(access, await github.botLogin());
    const active = isKnown || onboarding?.isAccepted === true;
    const parsed = file === null ? parse('') : parse(file.text, file.name);
    const last = await inForce.get(key);
    if (!parsed.ok) {
      const config = last === null ? null : parse(last);
      const problems = formatProblems(parsed.problems, 20);
      return { config: config?.ok ? config.config : defaults, active, onboarding, problems };
    }
    const text = file?.text ?? '';
    if (last !== null && last !== text) await previous.set(key, last);
    if (last !== text) await inForce.set(key, text);
    return { config: parsed.config, active, onboarding, problems: [] };
  }

  function parse(text: string, file = CONFIG_PATH) {
    return parseRepositoryConfig({ text, file, defaults: operator.defaults });
  }

  function newslettersOf(repository: RepositoryName): readonly Newsletter[] {
    const key = keyOf(repository);
    return operator.newsletters
      .map(({ newsletter }) => newsletter)
      .filter(({ projects }) => projects.some((project) => keyOf(project.repository) === key));
  }

  /** Changes with every push to the file of the repository or of its owner, whoever heard of it. */
  async function lastChange({ owner, repo }: RepositoryName): Promise<string> {
    const names = [repo, SHARED].map((name) => keyOf({ owner, repo: name }));
    return (await Promise.all(names.map((name) => changes.get(name)))).join();
  }

  async function contextOf({ owner, repo }: RepositoryName): Promise<RepositoryContext | null> {
    const repository = { owner, repo };
    const access = await github.access(repository);
    if (access === null) return null;
    const key = keyOf(repository);
    const change = await lastChange(repository);
    let loading = cache.get(key)?.change === change ? cache.get(key)?.loading : undefined;
    if (loading === undefined) {
      loading = load(access);
      cache.set(key, { change, loading });
      loading.catch(() => cache.delete(key));
    }
    const { config, active, onboarding, problems } = await loading;
    const project = projects.get(key);
    const tracking = config.tracking ?? project?.tracking ?? null;
    const reference = tracking === null ? null : parseIssueUrl(tracking.reference);
    const own = [reference, ...(tracking?.lists ?? [])].filter(
      (address) => address !== null && keyOf(address) === key,
    );
    return {
      access,
      botLogin: await github.botLogin(),
      config,
      project: {
        name: project?.name ?? repository.repo,
        tracking,
        isTrusted: config.tracking === null,
      },
      newsletters: newslettersOf(repository),
      active,
      onboarding,
      configProblems: problems,
      trackingNumber: own[0]?.number ?? null,
      isTracking: (issueNumber) => own.some((address) => address?.number === issueNumber),
    };
  }

  return {
    of: contextOf,
    neighbours: async (repository) => {
      const key = keyOf(repository);
      const others = newslettersOf(repository)
        .flatMap(({ projects }) => projects.map((project) => project.repository))
        .filter((each) => keyOf(each) !== key);
      const found = await Promise.all(others.map(contextOf));
      return found.filter((context) => context !== null);
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

/** The repository's own file, else its owner's. */
async function readConfigFile(
  github: GitHubApp,
  access: RepositoryAccess,
): Promise<{ readonly name: string; readonly text: string } | null> {
  const own = await readFile(access, CONFIG_PATH);
  if (own !== null) return { name: CONFIG_PATH, text: own };
  const owners = { owner: access.repository.owner, repo: SHARED };
  const shared = await github.access(owners);
  const text = shared === null ? null : await readFile(shared, CONFIG_PATH);
  return text === null ? null : { name: `${owners.owner}/.github/${CONFIG_PATH}`, text };
}

export function keyOf({ owner, repo }: RepositoryName): string {
  return `${owner}/${repo}`.toLowerCase();
}
