import { type Answer, bodyOf, isRecord, problem, strings } from '../server/answer.js';
import type { Call, Context, Found, Repair } from '../server/context.js';
import { forwardAndShow, listInside } from '../server/forward.js';

/**
 * Label names are case-insensitive on GitHub: "Good First Issue" is the label "good first issue".
 * The emulator would make a second label of it.
 */
export const labelRepairs: readonly Repair[] = [
  { method: 'POST', path: /^\/repos\/[^/]+\/[^/]+\/labels$/, answer: refuseTwin },
  ...['GET', 'PATCH', 'DELETE'].map((method) => ({
    method,
    path: /^(?<before>\/repos\/[^/]+\/[^/]+\/(?:issues\/\d+\/)?labels)\/(?<label>[^/]+)$/,
    answer: addressByOwnName,
  })),
  ...['POST', 'PUT'].map((method) => ({
    method,
    path: /^\/repos\/[^/]+\/[^/]+\/issues\/\d+\/labels$/,
    answer: putByOwnName,
  })),
  ...['POST', 'PATCH'].map((method) => ({
    method,
    path: /^\/repos\/[^/]+\/[^/]+\/issues(\/\d+)?$/,
    answer: putByOwnName,
  })),
];

/** The names as the repository spells them; unknown ones unchanged. */
export async function ownNames(
  context: Context,
  call: Call,
  names: readonly string[],
): Promise<string[]> {
  const labels = await listInside(context, `/repos/${call.repository?.name}/labels`);
  const own = new Map(labels.map(({ name }) => [String(name).toLowerCase(), String(name)]));
  return names.map((name) => own.get(name.trim().toLowerCase()) ?? name);
}

async function refuseTwin(context: Context, call: Call): Promise<Answer | null> {
  const { name } = bodyOf(call);
  if (typeof name !== 'string') return null;
  const labels = await listInside(context, `/repos/${call.repository?.name}/labels`);
  const twin = labels.some((one) => String(one.name).toLowerCase() === name.trim().toLowerCase());
  const error = { resource: 'Label', code: 'already_exists', field: 'name' };
  return twin ? problem(422, 'Validation Failed', [error]) : null;
}

async function addressByOwnName(context: Context, call: Call, found: Found): Promise<Answer> {
  const [own = ''] = await ownNames(context, call, [found.label ?? '']);
  return forwardAndShow(context, call, { path: `${found.before}/${encodeURIComponent(own)}` });
}

async function putByOwnName(context: Context, call: Call): Promise<Answer | null> {
  const body = bodyOf(call);
  // {labels: [...]}, or since 2022 {labels: [{name}]}: the latter only on issues.
  if (!Array.isArray(body.labels)) return null;
  const names = body.labels.map((label) => (isRecord(label) ? label.name : label));
  const labels = await ownNames(context, call, strings(names));
  return forwardAndShow(context, call, { body: { ...body, labels: [...new Set(labels)] } });
}
