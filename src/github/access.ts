/** What every reader and writer is given. */
import type { Octokit } from '@octokit/rest';
import type { RepositoryName } from '../domain/task.js';
import type { WriteBudget } from './budget.js';
import type { CommentGuard } from './comment-guard.js';

/** One repository as somebody may read and write it. */
export type RepositoryAccess = {
  readonly repository: RepositoryName;
  readonly octokit: Octokit;
  /** Shared by all repositories of the installation. */
  readonly budget: WriteBudget;
  readonly comments: CommentGuard;
  /** When the App was installed, ISO 8601. */
  readonly installedAt: string;
};

/** A repository as the listings of an installation show it. */
export type KnownRepository = RepositoryName & {
  readonly isPrivate: boolean;
  /** What most of its code is written in; null: GitHub did not say. */
  readonly codeLanguage: string | null;
};
