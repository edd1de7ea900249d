/** What a look needs to know of a repository before it reads an issue: cached, as it rarely changes. */
import { isDeepStrictEqual } from 'node:util';
import { LRUCache } from 'lru-cache';
import { defaultRepositoryConfig, parseRepositoryConfig } from '../config/load.js';
import type { OperatorConfig } from '../config/operator-folder.js';
import { formatProblems } from '../config/problems.js';
import type { RepositoryConfig } from '../config/repository.js';
import { parseIssueUrl } from '../core/reference.js';
import type { RepositoryName, Tracking } from '../core/task.js';
import type { GitHubApp, RepositoryAccess } from './app.js';
import { readFile } from './read.js';

export const CONFIG_PATH = '.github/newbie-tasks.yml';

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
  /** Whether bulk acts are allowed: label definitions, lists, plans on older tasks. */
  readonly active: boolean;
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
  readonly forget: (repository: RepositoryName) => readonly RepositoryName[];
  /** The other projects of the newsletters that print this one. */
  readonly neighbours: (repository: RepositoryName) => Promise<readonly RepositoryContext[]>;
  /** The configuration before the newest change, for what must be renamed. */
  readonly previous: (repository: RepositoryName) => RepositoryConfig | null;
};

type Loaded = {
  readonly config: RepositoryConfig;
  readonly active: boolean;
  readonly problems: readonly string[];
};

/** A push brings a change at once; this is for pushes whose delivery was lost. */
const CACHED = { max: 5_000, ttl: 10 * 60 * 1000 };

export function createRepositoryContexts(
  github: GitHubApp,
  operator: OperatorConfig,
): RepositoryContexts {
  const defaults = defaultRepositoryConfig(operator.defaults);
  const cache = new LRUCache<string, Promise<Loaded>>(CACHED);
  const inForce = new LRUCache<string, RepositoryConfig>({ max: CACHED.max });
  const previous = new Map<string, RepositoryConfig>();
  const projects = new Map(
    operator.newsletters
      .flatMap(({ newsletter }) => newsletter.projects)
      .map((project) => [keyOf(project.repository), project]),
  );

  async function load(access: RepositoryAccess): Promise<Loaded> {
    const key = keyOf(access.repository);
    const file = await readConfigFile(github, access);
    const active = file !== null || projects.has(key);
    const last = inForce.get(key);
    if (file === null) return keep(key, { config: defaults, active, problems: [] });
    const parsed = parseRepositoryConfig({
      text: file.text,
      file: file.name,
      defaults: operator.defaults,
    });
    if (parsed.ok) return keep(key, { config: parsed.config, active, problems: [] });
    const problems = formatProblems(parsed.problems, 20);
    return { config: last ?? defaults, active, problems };
  }

  function keep(key: string, loaded: Loaded): Loaded {
    const last = inForce.get(key);
    if (last !== undefined && !isDeepStrictEqual(last, loaded.config)) previous.set(key, last);
    inForce.set(key, loaded.config);
    return loaded;
  }

  async function contextOf({ owner, repo }: RepositoryName): Promise<RepositoryContext | null> {
    const repository = { owner, repo };
    const access = await github.access(repository);
    if (access === null) return null;
    const key = keyOf(repository);
    let loading = cache.get(key);
    if (loading === undefined) {
      loading = load(access);
      cache.set(key, loading);
      loading.catch(() => cache.delete(key));
    }
    const { config, active, problems } = await loading;
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
      active,
      configProblems: problems,
      trackingNumber: own[0]?.number ?? null,
      isTracking: (issueNumber) => own.some((address) => address?.number === issueNumber),
    };
  }

  return {
    of: contextOf,
    neighbours: async (repository) => {
      const key = keyOf(repository);
      const others = operator.newsletters
        .map(({ newsletter }) => newsletter.projects.map((project) => project.repository))
        .filter((printed) => printed.some((each) => keyOf(each) === key))
        .flat()
        .filter((each) => keyOf(each) !== key);
      const found = await Promise.all(others.map(contextOf));
      return found.filter((context) => context !== null);
    },
    forget: ({ owner, repo }) => {
      const prefix = keyOf({ owner, repo: '' });
      const isShared = repo.toLowerCase() === '.github';
      const keys = isShared
        ? [...cache.keys()].filter((key) => key.startsWith(prefix))
        : [keyOf({ owner, repo })];
      for (const key of keys) cache.delete(key);
      return keys.map((key) => ({ owner, repo: isShared ? key.slice(prefix.length) : repo }));
    },
    previous: (repository) => previous.get(keyOf(repository)) ?? null,
  };
}

/** The repository's own file, else its owner's. */
async function readConfigFile(
  github: GitHubApp,
  access: RepositoryAccess,
): Promise<{ readonly name: string; readonly text: string } | null> {
  const own = await readFile(access, CONFIG_PATH);
  if (own !== null) return { name: CONFIG_PATH, text: own };
  const owners = { owner: access.repository.owner, repo: '.github' };
  const shared = await github.access(owners);
  const text = shared === null ? null : await readFile(shared, CONFIG_PATH);
  return text === null ? null : { name: `${owners.owner}/.github/${CONFIG_PATH}`, text };
}

export function keyOf({ owner, repo }: RepositoryName): string {
  return `${owner}/${repo}`.toLowerCase();
}
