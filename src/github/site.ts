/** A repository whose files are published: what is read of it, and how an edition gets into it. */

import type { RepositoryAccess } from './access.js';
import { contentOf } from './files.js';
import { orNull } from './read.js';

export type SiteFile = { readonly path: string; readonly content: string | Uint8Array };

export async function getDefaultBranch({ octokit, repository }: RepositoryAccess): Promise<string> {
  const { data } = await octokit.rest.repos.get(repository);
  return data.default_branch;
}

/** A text file at a branch or commit; null: there is none. */
export function readSiteFile(
  { octokit, repository }: RepositoryAccess,
  path: string,
  ref: string,
): Promise<string | null> {
  return orNull(async () => {
    const { data } = await octokit.rest.repos.getContent({ ...repository, path, ref });
    if (Array.isArray(data) || data.type !== 'file' || !('content' in data)) return null;
    return contentOf(data);
  });
}

/** A file as git names its content; null: there is none. */
export function siteFileName(
  { octokit, repository }: RepositoryAccess,
  path: string,
  ref: string,
): Promise<string | null> {
  return orNull(async () => {
    const { data } = await octokit.rest.repos.getContent({ ...repository, path, ref });
    return Array.isArray(data) ? null : data.sha;
  });
}

/** The names in a folder at a branch or commit, also where they are thousands: one request. */
export async function listSiteFolder(
  { octokit, repository }: RepositoryAccess,
  folder: string,
  ref: string,
): Promise<readonly string[]> {
  const tree_sha = folder === '' ? ref : `${ref}:${folder}`;
  const found = await orNull(() => octokit.rest.git.getTree({ ...repository, tree_sha }));
  return (found?.data.tree ?? []).flatMap(({ path }) => path ?? []);
}

/** The newest commit of a branch that is older than an instant; null: there is none. */
export async function commitBefore(
  { octokit, repository }: RepositoryAccess,
  branch: string,
  until: string,
): Promise<string | null> {
  const { data } = await octokit.rest.repos.listCommits({
    ...repository,
    ...{ sha: branch, until, per_page: 1 },
  });
  return data[0]?.sha ?? null;
}

/** The commit at which a branch stands; null: there is no such branch. */
export async function readBranch(
  { octokit, repository }: RepositoryAccess,
  branch: string,
): Promise<string | null> {
  const found = await orNull(() =>
    octokit.rest.git.getRef({ ...repository, ref: `heads/${branch}` }),
  );
  return found?.data.object.sha ?? null;
}

/**
 * One commit with all files, on a branch that is made if it is not there. Fails as refused where
 * somebody committed to it since `parent`: nothing of theirs is overwritten.
 */
export async function commitFiles(
  { octokit, repository, budget }: RepositoryAccess,
  commit: {
    readonly branch: string;
    readonly parent: string;
    /** The branch is not there yet. */
    readonly isNew: boolean;
    readonly message: string;
    readonly files: readonly SiteFile[];
  },
): Promise<void> {
  const { branch, parent, isNew, message, files } = commit;
  const { git } = octokit.rest;
  const { data: old } = await git.getCommit({ ...repository, commit_sha: parent });
  const tree = [];
  for (const { path, content } of files) {
    const entry = { path, mode: '100644', type: 'blob' } as const;
    if (typeof content === 'string') {
      tree.push({ ...entry, content });
      continue;
    }
    await budget.take('background');
    const encoded = { content: Buffer.from(content).toString('base64'), encoding: 'base64' };
    const { data: blob } = await git.createBlob({ ...repository, ...encoded });
    tree.push({ ...entry, sha: blob.sha });
  }
  await budget.take('background');
  const made = await git.createTree({ ...repository, tree, base_tree: old.tree.sha });
  await budget.take('background');
  const { data: next } = await git.createCommit({
    ...{ ...repository, message, tree: made.data.sha, parents: [parent] },
  });
  await budget.take('background');
  await (isNew
    ? git.createRef({ ...repository, ref: `refs/heads/${branch}`, sha: next.sha })
    : git.updateRef({ ...repository, ref: `heads/${branch}`, sha: next.sha, force: false }));
}

export type SitePull = {
  readonly number: number;
  readonly isOpen: boolean;
  readonly title: string;
  readonly body: string;
  readonly url: string;
};

/** The newest pull request from a branch of the repository; null: there is none. */
export async function findPull(
  { octokit, repository }: RepositoryAccess,
  branch: string,
): Promise<SitePull | null> {
  const { data } = await octokit.rest.pulls.list({
    ...repository,
    ...{ head: `${repository.owner}:${branch}`, state: 'all', sort: 'created', direction: 'desc' },
  });
  const [pull] = data.filter(({ head }) => head.ref === branch);
  if (pull === undefined) return null;
  const { number, state, title, body, html_url } = pull;
  return { number, isOpen: state === 'open', title, body: body ?? '', url: html_url };
}

export async function createPull(
  { octokit, repository, budget }: RepositoryAccess,
  pull: { readonly head: string; readonly base: string; title: string; body: string },
): Promise<string> {
  await budget.take('background');
  const { data } = await octokit.rest.pulls.create({ ...repository, ...pull });
  return data.html_url;
}

export async function updatePull(
  { octokit, repository, budget }: RepositoryAccess,
  pull_number: number,
  changes: { readonly body: string },
): Promise<void> {
  await budget.take('background');
  await octokit.rest.pulls.update({ ...repository, pull_number, ...changes });
}
