import type { Completion } from '../deliveries/complete.js';
import type { Watch } from '../deliveries/deliveries.js';
import { type Actor, actorOf, clockProblem } from '../state/credentials.js';
import { addressOf, formerAnswer, storedQuery } from './addressing.js';
import { type Answer, jsonOf, problem, redirectedUnder } from './answer.js';
import type { Call, Context, Repair } from './context.js';
import { brokenAnswer, type Fault, faultyAnswer, strike } from './faults.js';
import { forwardAndShow } from './forward.js';
import type { ReadRequest } from './listen.js';
import { outward } from './outward.js';
import { refusedOutright } from './refusals.js';
import { type LoggedRequest, loggedActor, type openLog } from './request-log.js';

export type ReverseProxy = {
  readonly context: Context;
  readonly completion: Completion;
  readonly repairs: readonly Repair[];
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

const PREFIX = /^\/api\/v3(?=\/|$)/;

/** One request from arrival to answer; null when it shall hang. */
export async function answerRequest(
  proxy: ReverseProxy,
  request: ReadRequest,
  url: URL,
): Promise<Answer | null> {
  const [prefix = ''] = PREFIX.exec(url.pathname) ?? [];
  const answer = await answerAt(proxy, request, url);
  return answer && redirectedUnder(prefix, proxy.context.records.url, answer);
}

async function answerAt(
  proxy: ReverseProxy,
  request: ReadRequest,
  url: URL,
): Promise<Answer | null> {
  const path = url.pathname.replace(PREFIX, '') || '/';
  const other = await proxy.aside(path, request);
  if (other) return other === 'hang' ? null : other;
  const actor = actorOf(proxy.context.credentials, request.headers.authorization);
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
  if (fault?.kind === 'before') {
    return told(await brokenAnswer(proxy.context, fault, logged, faultyAnswer(fault)), true);
  }
  if (actor.kind === 'unknown') return told(problem(401, 'Bad credentials'));
  const wrong = actor.kind === 'app' ? clockProblem(request.headers.authorization) : null;
  if (wrong !== null) return told(problem(401, wrong));
  await proxy.seeded();
  const answer = await rightAnswer(proxy, request, path, url.search, actor);
  await proxy.beforeAnswer?.(logged);
  const right = outward(proxy.context, proxy.completion, path, answer);
  if (!fault) return told(right);
  const isRight = fault.broken !== undefined && fault.status === undefined;
  const spoilt = isRight ? right : faultyAnswer(fault);
  return told(await brokenAnswer(proxy.context, fault, logged, spoilt), true);
}

async function rightAnswer(
  proxy: ReverseProxy,
  request: ReadRequest,
  path: string,
  search: string,
  actor: Actor,
): Promise<Answer> {
  const { context } = proxy;
  const address = await addressOf(context, path);
  if (address.isFormer) return formerAnswer(context, { ...request, actor }, address, search);
  const { repository } = address;
  const call = {
    ...request,
    path: address.path,
    query: storedQuery(context, request.query),
    actor,
    repository,
  };
  return refusedOutright(context, call) ?? repairedAnswer(proxy, call);
}

async function repairedAnswer({ context, repairs }: ReverseProxy, call: Call): Promise<Answer> {
  for (const { method, path, answer } of repairs) {
    const match = method === call.method ? path.exec(call.path) : null;
    const repaired = match && (await answer(context, call, decoded(match.groups ?? {})));
    if (repaired) return repaired;
  }
  return forwardAndShow(context, call);
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
