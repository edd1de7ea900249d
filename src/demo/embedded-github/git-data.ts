import { type Answer, bodyOf, jsonAnswer, notFound, problem, recordOf } from './answer.js';
import { forward, lookInside } from './backstage.js';
import { mayPush } from './refusals.js';
import type { Backstage, Call, Found, Mend } from './stage.js';
import { secondOf } from './whole-seconds.js';

const REPOSITORY = '^/repos/(?<name>[^/]+/[^/]+)/git';

export const gitMends: readonly Mend[] = [
  { method: 'GET', path: /^\/repos\/[^/]+\/[^/]+\/commits$/, answer: untilTheSecond },
  { method: 'GET', path: new RegExp(`${REPOSITORY}/trees/(?<tree>.+)$`), answer: treeAt },
  { method: 'POST', path: new RegExp(`${REPOSITORY}/blobs$`), answer: shortBlob },
  { method: 'POST', path: new RegExp(`${REPOSITORY}/refs$`), answer: inGitsWords },
  { method: 'PATCH', path: new RegExp(`${REPOSITORY}/refs/(?<ref>.+)$`), answer: inGitsWords },
];

/** What is asked for until a second is asked for until its end: the emulator has milliseconds. */
function untilTheSecond(stage: Backstage, call: Call): Promise<Answer> {
  const query = new URLSearchParams(call.query);
  const second = secondOf(query.get('until'));
  if (!Number.isNaN(second)) query.set('until', new Date(second * 1000 + 999).toISOString());
  return forward(stage, call, { query });
}

/** `BRANCH:path/to/folder` names a tree as git itself does; the emulator knows only shas and refs. */
async function treeAt(stage: Backstage, call: Call, found: Found): Promise<Answer> {
  const [revision = '', ...rest] = (found.tree ?? '').split(':');
  const path = rest.join(':');
  const ask = (tree: string, query: URLSearchParams) => {
    const address = `/repos/${found.name}/git/trees/${encodeURIComponent(tree)}`;
    return forward(stage, call, { path: address, query });
  };
  let sha = revision;
  for (const step of path.split('/').filter(Boolean)) {
    const answer = await ask(sha, new URLSearchParams());
    if (answer.status !== 200) return answer;
    const { tree } = bodyOf(answer);
    const entries = Array.isArray(tree) ? tree.map(recordOf) : [];
    const folder = entries.find((entry) => entry.path === step && entry.type === 'tree');
    if (!folder) return notFound();
    sha = String(folder.sha);
  }
  const answer = await ask(sha, call.query);
  const body = bodyOf(answer);
  if (!Array.isArray(body.tree)) return answer;
  const tree = inGitsOrder(body.tree.map(recordOf));
  return jsonAnswer(answer.status, { ...body, tree }, answer.headers);
}

/** By bytes, a folder as if its name ended in a slash; the emulator sorts as a dictionary does. */
export function inGitsOrder(
  entries: readonly Record<string, unknown>[],
): Record<string, unknown>[] {
  const key = ({ path, type }: Record<string, unknown>) =>
    Buffer.from(type === 'tree' || type === 'dir' ? `${path}/` : String(path));
  return [...entries].sort((one, other) => key(one).compare(key(other)));
}

/** Of a new blob GitHub tells no more. */
async function shortBlob(stage: Backstage, call: Call): Promise<Answer> {
  const answer = await forward(stage, call);
  const { url, sha } = bodyOf(answer);
  return answer.status === 201 ? jsonAnswer(201, { url, sha }, answer.headers) : answer;
}

const WORDS: Readonly<Record<string, string>> = {
  'Invalid sha': 'Object does not exist',
  'Update is not a fast-forward': 'Update is not a fast forward',
};

/** A branch that cannot be moved says why in the words a client waits for. */
async function inGitsWords(stage: Backstage, call: Call, found: Found): Promise<Answer> {
  const answer = await forward(stage, call);
  const words = WORDS[String(bodyOf(answer).message)];
  if (answer.status === 422 && words) return problem(422, words);
  if (answer.status !== 404 || !found.ref || !mayPush(stage, call)) return answer;
  const repository = await lookInside(stage, `/repos/${found.name}`);
  return repository.status === 200 ? problem(422, 'Reference does not exist') : answer;
}
