/** OpenAPI's dialects as plain JSON Schema, with only what says whether a value is valid. */

/** Words for people, and what GitHub's own tools read. */
const UNCHECKED = new Set([
  ...['title', 'description', 'example', 'examples', 'default', 'deprecated', 'externalDocs'],
  ...['readOnly', 'writeOnly', 'discriminator', 'nullable', 'xml', '$comment'],
]);

/** Their values are schemas by name, so their keys are no keywords. */
export const BY_NAME = new Set(['properties', 'patternProperties', 'definitions']);

/** A schema without its words; references lead to `#/schemas/`. */
export function jsonSchema(schema) {
  if (typeof schema !== 'object' || schema === null) return schema;
  if (Array.isArray(schema)) return schema.map(jsonSchema);
  if (typeof schema.$ref === 'string') return { $ref: `#/schemas/${nameOf(schema.$ref)}` };
  const kept = {};
  for (const [key, value] of Object.entries(schema)) {
    if (UNCHECKED.has(key) || key.startsWith('x-')) continue;
    // GitHub means "one of these": what it sends fits several of them, as a file fits a submodule.
    const name = key === 'oneOf' ? 'anyOf' : key;
    if (BY_NAME.has(key)) kept[name] = byName(value);
    else kept[name] = key === 'enum' || key === 'required' ? value : jsonSchema(value);
  }
  return schema.nullable === true ? orNull(kept) : kept;
}

function byName(schemas) {
  return Object.fromEntries(
    Object.entries(schemas).map(([key, value]) => [key, jsonSchema(value)]),
  );
}

/** `nullable` of OpenAPI 3.0, which JSON Schema does not know. */
function orNull(schema) {
  if ('anyOf' in schema || 'allOf' in schema) return { anyOf: [schema, { type: 'null' }] };
  const types = schema.type === undefined ? {} : { type: [schema.type, 'null'] };
  const values = schema.enum === undefined ? {} : { enum: [...schema.enum, null] };
  return { ...schema, ...types, ...values };
}

export function nameOf(reference) {
  return reference.slice(reference.lastIndexOf('/') + 1);
}

/** Of all schemas those that the roots lead to, in the order of their names. */
export function reachable(roots, schemas) {
  const found = new Map();
  const queue = [roots];
  while (queue.length > 0) {
    for (const name of referencesIn(queue.pop())) {
      if (found.has(name)) continue;
      found.set(name, jsonSchema(schemas[name]));
      queue.push(found.get(name));
    }
  }
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function referencesIn(value) {
  if (typeof value !== 'object' || value === null) return [];
  if (typeof value.$ref === 'string') return [nameOf(value.$ref)];
  return Object.values(value).flatMap(referencesIn);
}
