import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type Answer, jsonOf, problem } from './answer.js';
import type { Backstage, Call, Mend } from './backstage.js';
import { forwardAndShow } from './backstage.js';
import { type Completion, completeAnswer } from './complete.js';
import { actorOf, clockProblem } from './credentials.js';
import { type Fault, faultyAnswer, strike } from './faults.js';
import { repositoryRecord } from './records.js';
import { type LoggedRequest, loggedActor, type openLog } from './request-log.js';
import type { Watch } from './watch.js';

export type ReverseProxy = {
  readonly stage: Backstage;
  readonly completion: Completion;
  readonly mends: readonly Mend[];
  readonly log: ReturnType<typeof openLog>;
  readonly faults: Fault[];
  readonly watch: Watch;
  /** Called when the emulator has done its part and the answer is about to go out. */
  beforeAnswer: ((request: LoggedRequest) => void | Promise<void>) | null;
  /** Requests wait for it: no number may be given away in the middle of a seeding. */
  readonly seeded: () => Promise<void>;
  /** Answers what is no API: the emulator's deliveries, pages and pictures for people. */
  readonly aside: (path: string, request: ReadRequest) => Promise<Answer | 'hang' | null>;
};

export type ReadRequest = {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Buffer;
};

export async function listen(
  handle: (request: ReadRequest, url: URL) => Promise<Answer | null>,
): Promise<{ server: Server; url: string }> {
  const server = createServer((request, response) => {
    void serve(request, response, handle);
  });
  // Longer than any client's, so that it is never us who closes a connection in use.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { server, url: `http://127.0.0.1:${port}` };
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  handle: (request: ReadRequest, url: URL) => Promise<Answer | null>,
): Promise<void> {
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const headers: Record<string, string> = {};
    for (const [name, value] of Object.entries(request.headers)) {
      if (value !== undefined) headers[name] = String(value);
    }
    const url = new URL(request.url ?? '/', 'http://localhost');
    const method = request.method ?? 'GET';
    const query = url.searchParams;
    const answer = await handle({ method, headers, query, body: Buffer.concat(chunks) }, url);
    // null: let it hang.
    if (answer) finish(response, answer);
  } catch (error) {
    finish(response, problem(500, `the embedded GitHub failed: ${error}`));
  }
}

function finish(response: ServerResponse, answer: Answer): void {
  const length = answer.status === 204 ? {} : { 'content-length': answer.body.byteLength };
  response.writeHead(answer.status, { ...answer.headers, ...length });
  response.end(answer.body);
}

/** One request from arrival to answer; null when it shall hang. */
export async function answerRequest(
  proxy: ReverseProxy,
  request: ReadRequest,
  url: URL,
): Promise<Answer | null> {
  const path = url.pathname.replace(/^\/api\/v3(?=\/|$)/, '') || '/';
  const other = await proxy.aside(path, request);
  if (other) return other === 'hang' ? null : other;
  const actor = actorOf(proxy.stage.credentials, request.headers.authorization);
  const logged: LoggedRequest = {
    method: request.method,
    path: path + url.search,
    actor: loggedActor(actor),
    at: Date.now(),
    body: parsed(request.body),
    status: null,
  };
  proxy.log.add(logged);
  const fault = strike(proxy.faults, logged);
  const told = (answer: Answer | null, isSpoilt = false) => {
    if (answer !== null) logged.status = answer.status;
    proxy.watch.exchanged({ logged, headers: request.headers }, isSpoilt ? null : answer);
    return answer;
  };
  if (fault?.kind === 'hang') return told(null);
  if (fault?.kind === 'before') return told(faultyAnswer(fault), true);
  if (actor.kind === 'unknown') return told(problem(401, 'Bad credentials'));
  const wrong = actor.kind === 'app' ? clockProblem(request.headers.authorization) : null;
  if (wrong !== null) return told(problem(401, wrong));
  await proxy.seeded();
  const call = { ...request, ...inOwnSpelling(proxy, path), actor };
  const answer = completeAnswer(proxy.completion, path, await mendedAnswer(proxy, call));
  await proxy.beforeAnswer?.(logged);
  return fault ? told(faultyAnswer(fault), true) : told(answer);
}

async function mendedAnswer({ stage, mends }: ReverseProxy, call: Call): Promise<Answer> {
  for (const { method, path, answer } of mends) {
    const match = method === call.method ? path.exec(call.path) : null;
    const mended = match && (await answer(stage, call, decoded(match.groups ?? {})));
    if (mended) return mended;
  }
  return forwardAndShow(stage, call);
}

/** GitHub knows sofastack/SOFA-RPC; the emulator only sofastack/sofa-rpc. */
function inOwnSpelling({ stage }: ReverseProxy, path: string): Pick<Call, 'path' | 'repository'> {
  const [, name, rest = ''] = /^\/repos\/([^/]+\/[^/]+)(\/.*)?$/.exec(path) ?? [];
  if (!name) return { path, repository: null };
  const repository = repositoryRecord(stage.records, name);
  return { path: `/repos/${repository.name}${rest}`, repository };
}

function decoded(groups: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(groups)) {
    if (value === undefined) continue;
    // A name with a lone % is taken as it stands, as the emulator does.
    found[name] = value.includes('%') ? tryDecode(value) : value;
  }
  return found;
}

function tryDecode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function parsed(body: Buffer): unknown {
  if (body.byteLength === 0) return undefined;
  try {
    return jsonOf({ body });
  } catch {
    return body.toString('utf8');
  }
}
