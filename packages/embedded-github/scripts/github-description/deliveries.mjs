/** From GitHub's OpenAPI description of its webhooks: the events that come to the App. */
import { jsonSchema, nameOf, reachable } from './json-schema.mjs';

export function describedEvents({ webhooks, components }, names) {
  const events = {};
  const permissions = {};
  for (const { post } of Object.values(webhooks)) {
    const event = eventOf(post);
    if (!names.includes(event)) continue;
    const { schema } = post.requestBody.content['application/json'];
    events[event] ??= {};
    const [, access, permission] = SUBSCRIBING.exec(post.summary) ?? [];
    if (permission) permissions[event] = { [permission.toLowerCase().replace(' ', '_')]: access };
    events[event][actionOf(schema, components.schemas)] = jsonSchema(schema);
  }
  const missing = names.filter((name) => events[name] === undefined);
  if (missing.length > 0) throw new Error(`GitHub does not describe ${missing.join(', ')}`);
  const sorted = Object.fromEntries(names.map((name) => [name, inOrder(events[name])]));
  return {
    permissions: inOrder(permissions),
    events: sorted,
    schemas: reachable(sorted, components.schemas),
  };
}

/** What an App has to be permitted before GitHub delivers the event to it. */
const SUBSCRIBING = /at least (\w+)-level access for the "([^"]+)" repository permission/;

/** `issue-comment/created`: the header's example is the same for all. */
function eventOf({ operationId }) {
  return operationId.split('/')[0].replaceAll('-', '_');
}

/** As the payload has to say it; '': the event has none. */
function actionOf(schema, schemas) {
  if (schema.$ref !== undefined) return actionOf(schemas[nameOf(schema.$ref)], schemas);
  const [variant] = schema.anyOf ?? schema.oneOf ?? [];
  return variant ? actionOf(variant, schemas) : (schema.properties?.action?.enum?.[0] ?? '');
}

function inOrder(byAction) {
  return Object.fromEntries(Object.entries(byAction).sort(([a], [b]) => (a < b ? -1 : 1)));
}
