/** What a server says: the emulator to the proxy, and the proxy to its caller. */
export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** How it reaches its reader; whole unless told. */
  readonly sent?: 'cut' | 'cut-chunked' | 'stalled';
};

export function jsonAnswer(
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return {
    status,
    headers: { ...headers, 'content-type': 'application/json; charset=utf-8' },
    body: Buffer.from(JSON.stringify(value)),
  };
}

/** An error in the shape of GitHub's. */
export function problem(status: number, message: string, errors?: readonly unknown[]): Answer {
  const documentation = { documentation_url: 'https://docs.github.com/rest' };
  return jsonAnswer(status, { message, ...(errors ? { errors } : {}), ...documentation });
}

export const notFound = (): Answer => problem(404, 'Not Found');

/** @throws SyntaxError when the body is no JSON */
export function jsonOf(answer: Pick<Answer, 'body'>): unknown {
  return JSON.parse(answer.body.toString('utf8'));
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as an object; an empty one when it is anything else. */
export function recordOf(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}

/** The JSON object of a request or an answer; an empty one when there is none. */
export function bodyOf(message: { readonly body: Buffer }): Record<string, unknown> {
  try {
    return recordOf(jsonOf(message));
  } catch {
    return {};
  }
}

export function listOf(answer: Answer): Record<string, unknown>[] {
  const value = jsonOf(answer);
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

export function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

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
