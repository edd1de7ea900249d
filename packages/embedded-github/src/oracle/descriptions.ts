/** GitHub's own descriptions of its API and of its webhooks, compiled when they are first asked. */
import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import { type Schemas, undescribed } from './undescribed.js';

type Schema = unknown;

type Operation = {
  readonly path: Schema;
  readonly query: Schema;
  readonly body: Schema;
  readonly isBodyRequired: boolean;
  /** By status; null: without a body. */
  readonly answers: Readonly<Record<string, Schema>>;
};

type OpenApi = {
  readonly operations: Readonly<Record<string, Operation>>;
  readonly schemas: Schemas;
};
type Webhooks = {
  readonly events: Readonly<Record<string, Readonly<Record<string, Schema>>>>;
  readonly permissions: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly schemas: Schemas;
};

const openApi = description<OpenApi>('openapi');
const webhooks = description<Webhooks>('webhooks');

export const OPERATIONS = openApi.operations;
export const EVENTS = webhooks.events;
/** What an App has to be permitted before GitHub delivers an event to it. */
export const EVENT_PERMISSIONS = webhooks.permissions;

/**
 * What is wrong in the descriptions themselves is no matter of ours. Each schema is compiled once
 * and as it stands, which takes a fifth of the time: all of them together half a second.
 */
const LENIENT = {
  strict: false,
  validateSchema: false,
  logger: false,
  allErrors: true,
  inlineRefs: false,
  code: { optimize: false },
} as const;

/** Values of JSON. */
const values = new Ajv(LENIENT);
/** Words of an address, which mean numbers and truth as well. */
const words = new Ajv({ ...LENIENT, coerceTypes: true });
for (const ajv of [values, words]) {
  // Not `email`: GitHub itself gives bots addresses with brackets.
  formats.default(ajv, ['date', 'date-time', 'uri', 'uri-template']);
  ajv.addSchema(openApi, 'openapi');
}
values.addSchema(webhooks, 'webhooks');

export type Part = 'path' | 'query' | 'body';

export function requestCheck(operation: string, part: Part): ValidateFunction {
  return checkAt(part === 'body' ? values : words, 'openapi', ['operations', operation, part]);
}

export function answerCheck(operation: string, status: number): ValidateFunction {
  return checkAt(values, 'openapi', ['operations', operation, 'answers', String(status)]);
}

/** What GitHub answers to every request that it refuses. */
export function refusalCheck(): ValidateFunction {
  return checkAt(values, 'openapi', ['schemas', 'basic-error']);
}

export function deliveryCheck(event: string, action: string): ValidateFunction {
  return checkAt(values, 'webhooks', ['events', event, action]);
}

/** What an answer tells beyond its description: where, each place once. */
export function undescribedInAnswer(operation: string, status: number, body: unknown): string[] {
  return undescribed(openApi.schemas, OPERATIONS[operation]?.answers[status], body);
}

export function undescribedInDelivery(event: string, action: string, payload: unknown): string[] {
  return undescribed(webhooks.schemas, EVENTS[event]?.[action], payload);
}

/** Ajv remembers what it has compiled. */
function checkAt(ajv: Ajv, description: string, place: readonly string[]): ValidateFunction {
  const steps = place.map((step) =>
    encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1')),
  );
  const check = ajv.getSchema(`${description}#/${steps.join('/')}`);
  if (check === undefined) throw new Error(`GitHub does not describe ${place.join(' ')}`);
  return check;
}

function description<Description>(name: string): Description & Record<string, unknown> {
  const file = new URL(`../../descriptions/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8'));
}
