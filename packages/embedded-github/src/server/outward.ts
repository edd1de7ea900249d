import { randomBytes } from 'node:crypto';
import { type Completion, completeAnswer } from '../deliveries/complete.js';
import { showAccounts, shownAddress } from '../state/accounts.js';
import { answerInWholeSeconds } from '../state/whole-seconds.js';
import { type Answer, jsonAnswer, jsonOf } from './answer.js';
import type { Context } from './context.js';

const EMULATOR_DOCS = 'https://emulate.dev/github';

/**
 * As the outside sees it: present logins, whole seconds, all that GitHub tells, and nothing of the
 * emulator.
 * @param path as it was asked, without /api/v3 and query
 */
export function outward(
  context: Context,
  completion: Completion,
  path: string,
  answer: Answer,
): Answer {
  const said = answer.status < 400 ? answer : inGitHubsWords(answer);
  const whole = completeAnswer(completion, path, inPresentNames(context, said));
  return withHeaders(answerInWholeSeconds(whole));
}

function inPresentNames({ records }: Context, answer: Answer): Answer {
  const { headers } = answer;
  if (records.accounts.shownByStored.size === 0) return answer;
  const isJson = headers['content-type']?.startsWith('application/json');
  if (!isJson || answer.body.byteLength === 0) return answer;
  const value = jsonOf(answer);
  showAccounts(records.accounts, records.url, value);
  const { link } = headers;
  const links = link ? { link: shownAddress(records.accounts, records.url, link) } : {};
  return jsonAnswer(answer.status, value, { ...headers, ...links });
}

function inGitHubsWords(answer: Answer): Answer {
  const text = answer.body.toString('utf8');
  if (!text.includes(EMULATOR_DOCS)) return answer;
  const said = text
    .replace(EMULATOR_DOCS, 'https://docs.github.com/rest')
    .replace('"message":"Validation failed"', '"message":"Validation Failed"');
  return { ...answer, body: Buffer.from(said) };
}

const LIMIT = 5000;

/** What every answer of GitHub's carries; `date` is Node's. */
export function withHeaders(answer: Answer): Answer {
  const { headers } = answer;
  const limit = headers['x-ratelimit-limit'] ?? String(LIMIT);
  const remaining = headers['x-ratelimit-remaining'] ?? String(LIMIT - 1);
  const inAnHour = String(Math.floor(Date.now() / 1000) + 3600);
  const said = {
    'x-ratelimit-limit': limit,
    'x-ratelimit-remaining': remaining,
    'x-ratelimit-used': String(Number(limit) - Number(remaining)),
    'x-ratelimit-reset': headers['x-ratelimit-reset'] ?? inAnHour,
    'x-ratelimit-resource': headers['x-ratelimit-resource'] ?? 'core',
    'x-github-media-type': 'github.v3; format=json',
    'x-github-request-id': requestId(),
  };
  return { ...answer, headers: { ...headers, ...said } };
}

function requestId(): string {
  const digits = randomBytes(14).toString('hex').toUpperCase();
  const parts = [digits.slice(0, 4), digits.slice(4, 10), digits.slice(10, 16), digits.slice(16)];
  return parts.join(':');
}
