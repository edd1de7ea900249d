/** Watches an embedded GitHub, and holds all that the App and GitHub say to its description. */
import type { Watch, WatchedRequest } from '../deliveries/deliveries.js';
import type { LoggedRequest } from '../server/request-log.js';
import { checkAnswer, checkDelivery, checkRequest } from './checks.js';
import { type Deviation, sentence } from './deviation.js';
import { isKnown } from './known-deviations.js';
import { operationOf } from './operation-of.js';

export type OracleOptions = {
  /** Whose requests are checked: those of the App and of its installations, unless told. */
  readonly isOfApp?: (request: WatchedRequest) => boolean;
  /** What is wrong with who calls an operation, as `is not called by …`; null: nothing. */
  readonly callerProblem?: (operation: string, actor: LoggedRequest['actor']) => string | null;
};

export type Oracle = Watch & {
  /** Each deviation once, in the order of their first times; all are checked when it ends. */
  readonly deviations: () => Promise<readonly Deviation[]>;
  /** How many there were of each, by operation and event. */
  readonly checked: ReadonlyMap<string, number>;
};

export function createOracle(options: OracleOptions = {}): Oracle {
  const { isOfApp = isOfInstallation, callerProblem = () => null } = options;
  const found = new Map<string, Deviation>();
  const checked = new Map<string, number>();
  let waiting: (() => readonly Deviation[])[] = [];

  function settle(): void {
    const checks = waiting;
    waiting = [];
    for (const check of checks) {
      for (const deviation of check()) found.set(sentence(deviation), deviation);
    }
  }

  function count(name: string): void {
    checked.set(name, (checked.get(name) ?? 0) + 1);
  }

  /** After the answer is on its way: a check shall not make this GitHub slow. */
  function soon(check: () => readonly Deviation[]): void {
    if (waiting.length === 0) setImmediate(settle);
    waiting.push(check);
  }

  function checkCaller(on: string, actor: LoggedRequest['actor']): readonly Deviation[] {
    const expected = callerProblem(on, actor);
    return expected === null ? [] : [{ on, part: 'request', where: '', expected }];
  }

  function checkExchange(logged: LoggedRequest, answer: Answered | null): readonly Deviation[] {
    const url = new URL(logged.path, 'http://localhost');
    const { method, body } = logged;
    const query = Object.fromEntries(url.searchParams);
    const request = checkRequest({ method, path: url.pathname, query, body });
    const operation = operationOf(method, url.pathname)?.operation;
    if (operation === undefined || answer === null) return request;
    return [
      ...request,
      // Whose token is unknown calls as nobody.
      ...(answer.status === 401 ? [] : checkCaller(operation, logged.actor)),
      ...checkAnswer(operation, answer.status, jsonIn(answer.body)),
    ];
  }

  return {
    checked,
    exchanged: (request, answer) => {
      if (!isOfApp(request)) return;
      const { method, path } = request.logged;
      const called = operationOf(method, path.split('?')[0] ?? '');
      if (called !== null) count(called.operation);
      soon(() => checkExchange(request.logged, answer));
    },
    delivered: ({ event, body }) => {
      count(`delivery ${event}`);
      soon(() => checkDelivery(event, JSON.parse(body)));
    },
    deviations: async () => {
      settle();
      return [...found.values()].filter((deviation) => !isKnown(deviation));
    },
  };
}

function isOfInstallation({ logged }: WatchedRequest): boolean {
  return logged.actor === 'app' || logged.actor === 'installation';
}

type Answered = { readonly status: number; readonly body: Buffer };

function jsonIn(body: Buffer): unknown {
  return body.byteLength === 0 ? undefined : JSON.parse(body.toString('utf8'));
}
