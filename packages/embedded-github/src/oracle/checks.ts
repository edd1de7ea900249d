/** Requests, answers and deliveries against GitHub's own descriptions: what is not as they say. */
import {
  answerCheck,
  deliveryCheck,
  EVENTS,
  OPERATIONS,
  refusalCheck,
  requestCheck,
  undescribedInAnswer,
  undescribedInDelivery,
} from './descriptions.js';
import { type Deviation, deviationsOf } from './deviation.js';
import { operationOf } from './operation-of.js';

export type Request = {
  readonly method: string;
  /** Without the query, encoded as it was sent. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Parsed JSON; undefined without one. */
  readonly body: unknown;
};

export function checkRequest({ method, path, query, body }: Request): Deviation[] {
  const called = operationOf(method, path);
  if (called === null) {
    const expected = 'is not described';
    return [{ on: `${method} ${path}`, part: 'request', where: '', expected }];
  }
  const on = called.operation;
  return [
    ...deviationsOf(requestCheck(on, 'path'), { ...called.path }, { on, part: 'path' }),
    ...deviationsOf(requestCheck(on, 'query'), { ...query }, { on, part: 'query' }),
    ...checkBody(on, body),
  ];
}

function checkBody(on: string, body: unknown): Deviation[] {
  const described = OPERATIONS[on];
  if (body === undefined) {
    if (!described?.isBodyRequired) return [];
    return [{ on, part: 'body', where: '', expected: 'has to be there' }];
  }
  // @octokit sends an empty object where GitHub wants nothing, as it reads no body there.
  if (described?.body === null) {
    const isEmpty = JSON.stringify(body) === '{}';
    return isEmpty ? [] : [{ on, part: 'body', where: '', expected: 'is not read' }];
  }
  return deviationsOf(requestCheck(on, 'body'), body, { on, part: 'body' });
}

/** GitHub answers these to any request, whether the description of its operation says so or not. */
const REFUSALS = [401, 403, 404, 429];

/** @param body undefined: the answer has none */
export function checkAnswer(on: string, status: number, body: unknown): Deviation[] {
  const answers = OPERATIONS[on]?.answers ?? {};
  const part = `answer ${status}`;
  if (!(status in answers)) {
    if (REFUSALS.includes(status)) return deviationsOf(refusalCheck(), body, { on, part });
    const expected = `has to have one of the statuses ${Object.keys(answers).join(', ')}`;
    return [{ on, part, where: '', expected }];
  }
  if (answers[status] === null) {
    return body === undefined ? [] : [{ on, part, where: '', expected: 'has no body' }];
  }
  return [
    ...deviationsOf(answerCheck(on, status), body, { on, part }),
    ...undescribedInAnswer(on, status, body).map((where) => ({
      on,
      part,
      where,
      expected: UNKNOWN,
    })),
  ];
}

const UNKNOWN = 'is nothing that GitHub tells';

export function checkDelivery(event: string, payload: unknown): Deviation[] {
  const actions = EVENTS[event];
  const action = String((payload as { readonly action?: unknown } | null)?.action ?? '');
  const on = `delivery ${event} ${action}`.trim();
  if (actions?.[action] === undefined) {
    const expected = actions ? `has to be one of ${Object.keys(actions).join(', ')}` : 'is unknown';
    return [{ on, part: actions ? 'action' : 'event', where: '', expected }];
  }
  const part = 'payload';
  return [
    ...deviationsOf(deliveryCheck(event, action), payload, { on, part }),
    ...undescribedInDelivery(event, action, payload).map((where) => ({
      ...{ on, part, where, expected: UNKNOWN },
    })),
  ];
}
