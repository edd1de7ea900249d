/** GitHub writes the same user and repository out a hundred times: here each stands once. */
import { createHash } from 'node:crypto';
import { BY_NAME } from './json-schema.mjs';

/** In characters of JSON: what is shorter is not worth its reference. */
const SHORTEST = 200;

/** Puts what occurs more than once into `schemas`, by a name that only its content decides. */
export function shareRepeated({ schemas, ...roots }) {
  const described = { ...roots, schemas };
  const counts = new Map();
  for (const schema of schemasIn(described)) {
    const text = JSON.stringify(schema);
    if (text.length >= SHORTEST) counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const shared = new Map();
  const reference = (schema) => {
    const text = JSON.stringify(schema);
    if ((counts.get(text) ?? 0) < 2) return mapSchemas(schema, reference);
    const name = `same-${createHash('sha256').update(text).digest('hex').slice(0, 8)}`;
    if (!shared.has(name)) shared.set(name, mapSchemas(schema, reference));
    return { $ref: `#/schemas/${name}` };
  };
  // What has a name already keeps it.
  const named = Object.entries(schemas).map(([name, each]) => [name, mapSchemas(each, reference)]);
  const rest = mapValues(roots, (part) => mapNested(part, reference));
  const all = [...named, ...shared].sort(([a], [b]) => (a < b ? -1 : 1));
  return { ...rest, schemas: Object.fromEntries(all) };
}

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const isSchema = (value) => isObject(value) && ('type' in value || 'anyOf' in value);

function* schemasIn(value) {
  if (isSchema(value)) yield value;
  if (typeof value === 'object' && value !== null) {
    for (const each of Object.values(value)) yield* schemasIn(each);
  }
}

/** Of tables of schemas, such as events by action. */
function mapNested(value, change) {
  if (isSchema(value)) return mapSchemas(value, change);
  return isObject(value) ? mapValues(value, (each) => mapNested(each, change)) : value;
}

function mapSchemas(schema, change) {
  return mapValues(schema, (value, key) => {
    if (BY_NAME.has(key)) return mapValues(value, (each) => (isObject(each) ? change(each) : each));
    if (key === 'items' || key === 'additionalProperties') {
      return isObject(value) ? change(value) : value;
    }
    return key === 'anyOf' || key === 'allOf' ? value.map(change) : value;
  });
}

function mapValues(object, change) {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [key, change(value, key)]),
  );
}
