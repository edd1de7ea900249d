/**
 * Which configuration of a repository holds: the newest that can be read. While the file is broken,
 * that is the one before, which is remembered for as long as the memory lasts.
 */
import { defaultRepositoryConfig, parseRepositoryConfig } from '../config/load.js';
import { formatProblems } from '../config/problems.js';
import type { RepositoryConfig } from '../config/repository.js';
import type { RepositorySettings } from '../config/repository-schema.js';
import { keyOf } from '../domain/reference.js';
import type { RepositoryName } from '../domain/task.js';
import type { Memory } from '../engine/engine.js';
import type { RepositoryAccess } from '../github/access.js';
import type { GitHubApp } from '../github/app.js';
import { CONFIG_PATH, type ConfigFile, readConfigFile, SHARED } from './config-file.js';

export type ConfigurationsInForce = {
  readonly read: (access: RepositoryAccess) => Promise<{
    readonly config: RepositoryConfig;
    /** Whether there is a file, good or bad. */
    readonly isWritten: boolean;
    /** Why the newest file is not in force; empty: it is. */
    readonly problems: readonly string[];
  }>;
  /** The configuration before the newest change; null: none is known. */
  readonly previous: (repository: RepositoryName) => Promise<RepositoryConfig | null>;
  /** The file was changed: which repositories it is about. */
  readonly changed: (repository: RepositoryName) => Promise<readonly RepositoryName[]>;
  /** Another text after every change, whichever replica received it. */
  readonly newestChange: (repository: RepositoryName) => Promise<string>;
  /** Whoever takes the old name next inherits nothing. */
  readonly renamed: (from: RepositoryName, to: RepositoryName) => Promise<void>;
};

export function createConfigurationsInForce(
  github: GitHubApp,
  presets: RepositorySettings,
  memory: Memory,
): ConfigurationsInForce {
  const defaults = defaultRepositoryConfig(presets);
  const changes = memory.map<number>('configuration changes');
  const inForce = memory.map<string>('configuration in force');
  const previous = memory.map<string>('configuration before');

  function parse(text: string, file = CONFIG_PATH) {
    return parseRepositoryConfig({ text, file, defaults: presets });
  }

  /** That a file is gone would rename labels: it is asked twice. */
  async function presentFile(access: RepositoryAccess): Promise<ConfigFile | null> {
    const file = await readConfigFile(github, access);
    const hadOne = file === null && Boolean(await inForce.get(keyOf(access.repository)));
    return hadOne ? readConfigFile(github, access) : file;
  }

  return {
    read: async (access) => {
      const key = keyOf(access.repository);
      const file = await presentFile(access);
      const isWritten = file !== null;
      const parsed = file === null ? parse('') : parse(file.text, file.name);
      const last = await inForce.get(key);
      if (!parsed.ok) {
        const config = last === null ? null : parse(last);
        const problems = formatProblems(parsed.problems, 20);
        return { config: config?.ok ? config.config : defaults, isWritten, problems };
      }
      const text = file?.text ?? '';
      if (last !== null && last !== text) await previous.set(key, last);
      if (last !== text) await inForce.set(key, text);
      return { config: parsed.config, isWritten, problems: [] };
    },
    previous: async (repository) => {
      const text = await previous.get(keyOf(repository));
      const parsed = text === null ? null : parse(text);
      return parsed?.ok ? parsed.config : null;
    },
    changed: async (repository) => {
      await changes.set(keyOf(repository), Date.now());
      const isShared = repository.repo.toLowerCase() === SHARED;
      return isShared ? github.repositories(repository.owner) : [repository];
    },
    newestChange: async ({ owner, repo }) => {
      const names = [repo, SHARED].map((name) => keyOf({ owner, repo: name }));
      return (await Promise.all(names.map((name) => changes.get(name)))).join();
    },
    renamed: async (from, to) => {
      for (const texts of [inForce, previous]) {
        const text = await texts.get(keyOf(from));
        if (text !== null) await texts.setIfNew(keyOf(to), text);
        await texts.delete(keyOf(from));
      }
    },
  };
}
