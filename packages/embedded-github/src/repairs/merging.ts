import { type Answer, bodyOf, jsonAnswer, notFound, problem, recordOf } from '../server/answer.js';
import type { Call, Context, Found, Repair } from '../server/context.js';
import { forward, readInside } from '../server/forward.js';
import { mayPush } from '../server/refusals.js';
import { storedNumber } from '../state/numbering.js';

/**
 * The emulator merges the commits with which a pull request was opened: what was pushed to
 * either branch since would be lost.
 */
export const mergeRepairs: readonly Repair[] = [
  { method: 'PUT', path: /^\/repos\/[^/]+\/[^/]+\/pulls\/(?<number>\d+)\/merge$/, answer: merge },
];

async function merge(context: Context, call: Call, found: Found): Promise<Answer | null> {
  const { repository } = call;
  if (!repository) return null;
  const { name, issues, endings } = repository;
  const stored = storedNumber(issues, Number(found.number)) ?? 0;
  const pull = bodyOf(await readInside(context, `/repos/${name}/pulls/${stored}`));
  if (pull.number !== stored) return notFound();
  if (!mayPush(context, call)) {
    const bot = call.actor.kind === 'installation';
    return bot ? problem(403, 'Resource not accessible by integration') : notFound();
  }
  if (pull.state !== 'open' || pull.draft) return problem(405, 'Pull Request is not mergeable');
  const asked = bodyOf(call);
  const head = await tipOf(context, name, String(recordOf(pull.head).ref));
  if (asked.sha !== undefined && asked.sha !== head) {
    return problem(409, 'Head branch was modified. Review and try the merge again.');
  }
  const sha = await commitMerge(context, call, { ...pull, number: found.number }, head);
  if (typeof sha !== 'string') return sha;
  const merged_at = new Date().toISOString();
  const { login } = 'login' in call.actor ? call.actor : { login: '' };
  const merged_by = bodyOf(await readInside(context, `/users/${login}`));
  // Before the delivery, which shall tell of the merge.
  endings.set(stored, {
    closedAt: merged_at,
    merge: { merged_at, merge_commit_sha: sha, merged_by },
  });
  const path = `/repos/${name}/pulls/${found.number}`;
  const closed = await forward(context, call, { method: 'PATCH', path, body: { state: 'closed' } });
  if (closed.status !== 200) return closed;
  return jsonAnswer(200, { sha, merged: true, message: 'Pull Request successfully merged' });
}

/** Puts what the branch changed onto the base's tip. @returns the commit, or who refused it */
async function commitMerge(
  context: Context,
  call: Call,
  pull: Readonly<Record<string, unknown>>,
  head: string,
): Promise<string | Answer> {
  const name = call.repository?.name;
  const into = String(recordOf(pull.base).ref);
  const base = await tipOf(context, name, into);
  const compared = bodyOf(await readInside(context, `/repos/${name}/compare/${base}...${head}`));
  const files = Array.isArray(compared.files) ? compared.files.map(recordOf) : [];
  const changes = await entriesOf(context, name, head);
  const write = (method: string, path: string, body: unknown) =>
    forward(context, call, { method, path: `/repos/${name}/git/${path}`, body });
  const tip = bodyOf(await readInside(context, `/repos/${name}/git/commits/${base}`));
  let tree = recordOf(tip.tree).sha;
  if (files.length > 0) {
    const entries = files.flatMap(({ filename, status, previous_filename: before }) => {
      const gone = { path: status === 'renamed' ? before : filename, ...BLOB, sha: null };
      if (status === 'removed') return [gone];
      const kept = changes.get(String(filename)) ?? { path: filename, ...BLOB, sha: null };
      return status === 'renamed' ? [gone, kept] : [kept];
    });
    const made = await write('POST', 'trees', { base_tree: tree, tree: entries });
    if (made.status !== 201) return made;
    tree = bodyOf(made).sha;
  }
  const { commit_title, commit_message, merge_method = 'merge' } = bodyOf(call);
  const title = commit_title ?? titleOf(pull, merge_method);
  const commit = await write('POST', 'commits', {
    message: commit_message ? `${title}\n\n${commit_message}` : title,
    tree,
    parents: merge_method === 'merge' ? [base, head] : [base],
  });
  if (commit.status !== 201) return commit;
  const { sha } = bodyOf(commit);
  const moved = await write('PATCH', `refs/heads/${into}`, { sha });
  return moved.status === 200 ? String(sha) : moved;
}

const BLOB = { mode: '100644', type: 'blob' };

function titleOf(pull: Readonly<Record<string, unknown>>, method: unknown): string {
  if (method !== 'merge') return `${pull.title} (#${pull.number})`;
  return `Merge pull request #${pull.number} from ${String(recordOf(pull.head).label).replace(':', '/')}`;
}

async function tipOf(context: Context, name: string | undefined, branch: string): Promise<string> {
  const answer = await readInside(context, `/repos/${name}/git/ref/heads/${branch}`);
  return String(recordOf(bodyOf(answer).object).sha);
}

async function entriesOf(
  context: Context,
  name: string | undefined,
  sha: string,
): Promise<Map<string, Record<string, unknown>>> {
  const answer = await readInside(context, `/repos/${name}/git/trees/${sha}?recursive=1`);
  const { tree } = bodyOf(answer);
  const entries = Array.isArray(tree) ? tree.map(recordOf) : [];
  return new Map(
    entries
      .filter(({ type }) => type === 'blob')
      .map(({ path, mode, type, sha: blob }) => [String(path), { path, mode, type, sha: blob }]),
  );
}
