import {
  type Answer,
  bodyOf,
  jsonAnswer,
  jsonOf,
  notFound,
  problem,
  recordOf,
} from '../server/answer.js';
import type { Call, Context, Found, Repair } from '../server/context.js';
import { forward, readInside } from '../server/forward.js';
import { mayPush } from '../server/refusals.js';
import { secondOf } from '../state/whole-seconds.js';

/**
 * Raw files are text on GitHub. The emulator calls them octet-stream, and octokit then hands out
 * bytes where `context.config()` expects a string.
 */
export const contentRepairs: readonly Repair[] = [
  {
    method: 'GET',
    path: /^\/repos\/[^/]+\/[^/]+\/contents(\/|$)/,
    async answer(context, call) {
      const answer = await forward(context, call);
      if (answer.headers['content-type'] !== 'application/octet-stream') return asListed(answer);
      const type = 'application/vnd.github.raw+json; charset=utf-8';
      return { ...answer, headers: { ...answer.headers, 'content-type': type } };
    },
  },
  {
    method: 'GET',
    path: /^\/repos\/[^/]+\/[^/]+\/git\/blobs\//,
    answer: async (context, call) => inLines(await forward(context, call)),
  },
];

function asListed(answer: Answer): Answer {
  const value = jsonOf(answer);
  if (!Array.isArray(value)) return inLines(answer);
  return jsonAnswer(answer.status, inGitsOrder(value.map(recordOf)), answer.headers);
}

const MEGABYTE = 1_048_576;

/** GitHub breaks base64 after 60 characters, and leaves out the content of larger files. */
function inLines(answer: Answer): Answer {
  const file = bodyOf(answer);
  if (typeof file.content !== 'string' || file.encoding !== 'base64') return answer;
  const withheld = file.type === 'file' && Number(file.size) > MEGABYTE;
  const content = withheld ? '' : file.content.replace(/.{1,60}/g, '$&\n');
  const encoding = withheld ? 'none' : 'base64';
  return jsonAnswer(answer.status, { ...file, content, encoding }, answer.headers);
}

const REPOSITORY = '^/repos/(?<name>[^/]+/[^/]+)/git';

export const gitRepairs: readonly Repair[] = [
  { method: 'GET', path: /^\/repos\/[^/]+\/[^/]+\/commits$/, answer: untilTheSecond },
  { method: 'GET', path: new RegExp(`${REPOSITORY}/trees/(?<tree>.+)$`), answer: treeAt },
  { method: 'POST', path: new RegExp(`${REPOSITORY}/blobs$`), answer: shortBlob },
  { method: 'POST', path: new RegExp(`${REPOSITORY}/refs$`), answer: inGitsWords },
  { method: 'PATCH', path: new RegExp(`${REPOSITORY}/refs/(?<ref>.+)$`), answer: inGitsWords },
];

/** What is asked for until a second is asked for until its end: the emulator has milliseconds. */
function untilTheSecond(context: Context, call: Call): Promise<Answer> {
  const query = new URLSearchParams(call.query);
  const second = secondOf(query.get('until'));
  if (!Number.isNaN(second)) query.set('until', new Date(second * 1000 + 999).toISOString());
  return forward(context, call, { query });
}

/** `BRANCH:path/to/folder` names a tree as git itself does; the emulator knows only shas and refs. */
async function treeAt(context: Context, call: Call, found: Found): Promise<Answer> {
  const [revision = '', ...rest] = (found.tree ?? '').split(':');
  const path = rest.join(':');
  const ask = (tree: string, query: URLSearchParams) => {
    const address = `/repos/${found.name}/git/trees/${encodeURIComponent(tree)}`;
    return forward(context, call, { path: address, query });
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
async function shortBlob(context: Context, call: Call): Promise<Answer> {
  const answer = await forward(context, call);
  const { url, sha } = bodyOf(answer);
  return answer.status === 201 ? jsonAnswer(201, { url, sha }, answer.headers) : answer;
}

const WORDS: Readonly<Record<string, string>> = {
  'Invalid sha': 'Object does not exist',
  'Update is not a fast-forward': 'Update is not a fast forward',
};

/** A branch that cannot be moved says why in the words a client waits for. */
async function inGitsWords(context: Context, call: Call, found: Found): Promise<Answer> {
  const answer = await forward(context, call);
  const words = WORDS[String(bodyOf(answer).message)];
  if (answer.status === 422 && words) return problem(422, words);
  if (answer.status !== 404 || !found.ref || !mayPush(context, call)) return answer;
  const repository = await readInside(context, `/repos/${found.name}`);
  return repository.status === 200 ? problem(422, 'Reference does not exist') : answer;
}
