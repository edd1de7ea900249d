/** Pull requests, read only where a clock or an ending needs them: one request per 100. */
import type { Pull } from '../core/pull.js';
import type { RepositoryAccess } from './app.js';
import { toAuthor } from './read.js';

export async function listOpenPulls({
  octokit,
  repository,
}: RepositoryAccess): Promise<readonly Pull[]> {
  const pulls = await octokit.paginate(octokit.rest.pulls.list, {
    ...repository,
    state: 'open',
    per_page: 100,
  });
  return pulls.map(toPull);
}

/** The hundred that changed last: a task is looked at soon after the merge that closed it. */
export async function listClosedPulls({
  octokit,
  repository,
}: RepositoryAccess): Promise<readonly Pull[]> {
  const { data } = await octokit.rest.pulls.list({
    ...repository,
    state: 'closed',
    sort: 'updated',
    direction: 'desc',
    per_page: 100,
  });
  return data.map(toPull);
}

type PullData = {
  readonly number: number;
  readonly title: string;
  readonly body: string | null;
  readonly user: { readonly id: number; readonly login: string; readonly type?: string } | null;
  readonly state: string;
  readonly merged_at: string | null;
  readonly created_at: string;
  readonly updated_at: string;
};

function toPull(data: PullData): Pull {
  return {
    number: data.number,
    title: data.title,
    body: data.body ?? '',
    author: data.user === null ? null : toAuthor(data.user),
    state: data.state === 'closed' ? 'closed' : 'open',
    isMerged: data.merged_at !== null,
    createdAt: data.created_at,
    updatedAt: data.updated_at,
  };
}
