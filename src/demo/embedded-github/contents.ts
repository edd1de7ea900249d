import { type Answer, bodyOf, jsonAnswer, jsonOf, recordOf } from './answer.js';
import { forward } from './backstage.js';
import { inGitsOrder } from './git-data.js';
import type { Mend } from './stage.js';

/**
 * Raw files are text on GitHub. The emulator calls them octet-stream, and octokit then hands out
 * bytes where `context.config()` expects a string.
 */
export const contentMends: readonly Mend[] = [
  {
    method: 'GET',
    path: /^\/repos\/[^/]+\/[^/]+\/contents(\/|$)/,
    async answer(stage, call) {
      const answer = await forward(stage, call);
      if (answer.headers['content-type'] !== 'application/octet-stream') return asListed(answer);
      const type = 'application/vnd.github.raw+json; charset=utf-8';
      return { ...answer, headers: { ...answer.headers, 'content-type': type } };
    },
  },
  {
    method: 'GET',
    path: /^\/repos\/[^/]+\/[^/]+\/git\/blobs\//,
    answer: async (stage, call) => inLines(await forward(stage, call)),
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
