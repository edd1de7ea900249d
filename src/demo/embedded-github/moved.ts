import { type Answer, jsonAnswer } from './answer.js';

const REDIRECTS =
  'https://docs.github.com/rest/guides/best-practices-for-using-the-rest-api#follow-redirects';

/** A client that follows 301 may turn a POST into a GET: writes are redirected with 307. */
export function movedTo(method: string, url: string): Answer {
  const status = method === 'GET' || method === 'HEAD' ? 301 : 307;
  const body = { message: 'Moved Permanently', url, documentation_url: REDIRECTS };
  return jsonAnswer(status, body, { location: url });
}
