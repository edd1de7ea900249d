import { type Answer, jsonAnswer } from './answer.js';

const REDIRECTS =
  'https://docs.github.com/rest/guides/best-practices-for-using-the-rest-api#follow-redirects';

/** A client that follows 301 may turn a POST into a GET: writes are redirected with 307. */
export function movedTo(method: string, url: string): Answer {
  const status = method === 'GET' || method === 'HEAD' ? 301 : 307;
  const body = { message: 'Moved Permanently', url, documentation_url: REDIRECTS };
  return jsonAnswer(status, body, { location: url });
}

/** Whoever asks below /api/v3, as of an Enterprise Server, is sent to a place below it. */
export function redirectedUnder(prefix: string, url: string, answer: Answer): Answer {
  const { location } = answer.headers;
  const from = `${url}/repositories/`;
  if (prefix === '' || !location?.startsWith(from)) return answer;
  const to = `${url}${prefix}/repositories/`;
  const body = Buffer.from(answer.body.toString('utf8').replace(from, to));
  return { ...answer, headers: { ...answer.headers, location: location.replace(from, to) }, body };
}
