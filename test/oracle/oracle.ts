/** Looks on at an embedded GitHub, and holds all that the bot and GitHub say to its description. */
import { readFileSync } from 'node:fs';
import type {
  LoggedRequest,
  Watch,
  WatchedRequest,
} from '../../src/demo/embedded-github/embedded-github.js';
import { checkAnswer, checkDelivery, checkRequest } from './checks.js';
import { type Deviation, sentence } from './deviation.js';
import { isKnown } from './known-deviations.js';
import { operationOf } from './operation-of.js';

type Caller = 'app' | 'installation' | 'nobody' | 'publisher' | 'reader' | 'workflow';

const { operations } = JSON.parse(
  readFileSync(new URL('./operations.json', import.meta.url), 'utf8'),
) as { readonly operations: Readonly<Record<string, readonly Caller[]>> };

export type Oracle = Watch & {
  /** Each deviation once, in the order of their first times; all are checked when it ends. */
  readonly deviations: () => Promise<readonly Deviation[]>;
  /** How many there were of each, by operation and event. */
  readonly checked: ReadonlyMap<string, number>;
};

export function createOracle(): Oracle {
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

  return {
    checked,
    exchanged: (request, answer) => {
      if (!isOfBot(request)) return;
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

/** Of whichever token: the program says who it is. */
function isOfBot({ headers }: WatchedRequest): boolean {
  return headers['user-agent']?.startsWith('newbie-tasks') === true;
}

type Answered = { readonly status: number; readonly body: Buffer };

function checkExchange(logged: LoggedRequest, answer: Answered | null): readonly Deviation[] {
  const url = new URL(logged.path, 'http://localhost');
  const { method, body } = logged;
  const query = Object.fromEntries(url.searchParams);
  const request = checkRequest({ method, path: url.pathname, query, body });
  const operation = operationOf(method, url.pathname)?.operation;
  if (operation === undefined) return request;
  if (answer === null) return request;
  return [
    ...request,
    // Whose token is unknown calls as nobody.
    ...(answer.status === 401 ? [] : checkCaller(operation, logged.actor)),
    ...checkAnswer(operation, answer.status, jsonIn(answer.body)),
  ];
}

const CALLERS: Readonly<Record<LoggedRequest['actor'], readonly Caller[]>> = {
  app: ['app'],
  // The App publishes itself where it may.
  installation: ['installation', 'publisher'],
  person: ['publisher', 'reader', 'workflow'],
  // Public repositories are read without a token.
  nobody: ['nobody', 'reader'],
};

/** What `test/unit/permissions.test.ts` asks permissions for has to be all that is called. */
function checkCaller(on: string, actor: LoggedRequest['actor']): readonly Deviation[] {
  if (CALLERS[actor].some((caller) => operations[on]?.includes(caller))) return [];
  const expected = `is not called by ${actor}, says test/oracle/operations.json`;
  return [{ on, part: 'request', where: '', expected }];
}

function jsonIn(body: Buffer): unknown {
  return body.byteLength === 0 ? undefined : JSON.parse(body.toString('utf8'));
}
