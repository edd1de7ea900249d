/** From GitHub's OpenAPI description: the operations that the bot calls. */
import { jsonSchema, nameOf, reachable } from './json-schema.mjs';

/** @param names as in `GET /repos/{owner}/{repo}` */
export function describedOperations(description, names) {
  const operations = Object.fromEntries(names.map((name) => [name, operation(description, name)]));
  // Every refusal has this shape, also where the description does not mention it.
  const refusal = { $ref: '#/schemas/basic-error' };
  return { operations, schemas: reachable([operations, refusal], description.components.schemas) };
}

function operation({ paths, components }, name) {
  const [method, path] = name.split(' ');
  const found = paths[path]?.[method.toLowerCase()];
  if (found === undefined) throw new Error(`GitHub does not describe ${name}`);
  const resolved = (value, kind) =>
    value.$ref === undefined ? value : components[kind][nameOf(value.$ref)];
  const parameters = (found.parameters ?? []).map((each) => resolved(each, 'parameters'));
  const body = found.requestBody?.content?.['application/json']?.schema;
  const answers = Object.entries(found.responses).map(([status, answer]) => [
    status,
    contentOf(resolved(answer, 'responses')),
  ]);
  return {
    path: objectOf(parameters.filter((parameter) => parameter.in === 'path')),
    query: objectOf(parameters.filter((parameter) => parameter.in === 'query')),
    body: body === undefined ? null : closed(jsonSchema(body)),
    isBodyRequired: found.requestBody?.required === true,
    answers: Object.fromEntries(answers),
  };
}

function objectOf(parameters) {
  return {
    type: 'object',
    properties: Object.fromEntries(
      parameters.map(({ name, schema }) => [name, jsonSchema(schema)]),
    ),
    required: parameters.filter(({ required }) => required).map(({ name }) => name),
    additionalProperties: false,
  };
}

/** null: an answer without a body. */
function contentOf({ content = {} }) {
  const schema = content['application/json']?.schema;
  return schema === undefined ? null : jsonSchema(schema);
}

/** GitHub ignores what it does not know in a body, and so would hide a misspelt name. */
function closed(schema) {
  if (schema.anyOf) return { ...schema, anyOf: schema.anyOf.map(closed) };
  if (schema.type !== 'object' || 'additionalProperties' in schema) return schema;
  return { ...schema, additionalProperties: false };
}
