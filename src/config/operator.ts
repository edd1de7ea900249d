/** What the operator says, as far as every room may know it: which newsletter prints what, and who edits it. */
import type { RepositoryName, Tracking } from '../domain/task.js';
import type { RepositorySettings } from './repository-schema.js';

export type Project = {
  readonly name: string;
  readonly repository: RepositoryName;
  /** null: not set here; the repository's own file may set it, and wins in any case. */
  readonly tracking: Tracking | null;
};

/** Of a newsletter; all that it prints is the newsletter's own room. */
export type Masthead = {
  readonly title: string;
  /** Logins, without @. */
  readonly editors: readonly string[];
  /** In printing order. */
  readonly projects: readonly Project[];
};

export type Operator = {
  /** Beneath each repository's own file; empty where there is none. */
  readonly defaults: RepositorySettings;
  readonly newsletters: readonly { readonly newsletter: Masthead }[];
};

/** Whether a person edits one of the newsletters. Logins compare case-insensitively. */
export function isEditor(
  newsletters: readonly Pick<Masthead, 'editors'>[],
  login: string,
): boolean {
  const editors = newsletters.flatMap((newsletter) => newsletter.editors);
  return editors.some((editor) => editor.toLowerCase() === login.toLowerCase());
}
