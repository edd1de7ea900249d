import { showAccounts, shownAddress } from './accounts.js';
import { type Answer, jsonAnswer, jsonOf } from './answer.js';
import { type Completion, completeAnswer } from './complete.js';
import { withHeaders } from './headers.js';
import type { Backstage } from './stage.js';
import { answerInWholeSeconds } from './whole-seconds.js';

const EMULATOR_DOCS = 'https://emulate.dev/github';

/**
 * As the outside sees it: present logins, whole seconds, all that GitHub tells, and nothing of the
 * emulator.
 * @param path as it was asked, without /api/v3 and query
 */
export function outward(
  stage: Backstage,
  completion: Completion,
  path: string,
  answer: Answer,
): Answer {
  const said = answer.status < 400 ? answer : inGitHubsWords(answer);
  const whole = completeAnswer(completion, path, inPresentNames(stage, said));
  return withHeaders(answerInWholeSeconds(whole));
}

function inPresentNames({ records }: Backstage, answer: Answer): Answer {
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
