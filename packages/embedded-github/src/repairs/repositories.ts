import { accountOf, announce, organizationOf } from '../deliveries/announce.js';
import { type Answer, bodyOf, isRecord, problem } from '../server/answer.js';
import type { Call, Context, Found, Repair } from '../server/context.js';
import { forward, readInside } from '../server/forward.js';
import { type Records, type RepositoryRecord, repositoryRecord } from '../state/records.js';

const REPOSITORY = /^\/repos\/[^/]+\/[^/]+$/;

/** Repositories that change name, owner or visibility, which the emulator delivers in its own way. */
export const repositoryRepairs: readonly Repair[] = [
  { method: 'PATCH', path: REPOSITORY, answer: edit },
  { method: 'DELETE', path: REPOSITORY, answer: remove },
  { method: 'POST', path: /^\/repos\/[^/]+\/[^/]+\/transfer$/, answer: handOver },
  { method: 'POST', path: /^\/orgs\/(?<owner>[^/]+)\/repos$/, answer: create },
];

async function edit(context: Context, call: Call): Promise<Answer | null> {
  const { repository } = call;
  if (!repository) return null;
  const sender = await senderOf(context, call);
  return changeRepository(context, repository, () => forward(context, call), sender);
}

async function remove(context: Context, call: Call): Promise<Answer | null> {
  const { repository } = call;
  if (!repository) return null;
  const sender = await senderOf(context, call);
  return deleteRepository(context, repository, () => forward(context, call), sender);
}

/** GitHub answers 202: the transfer may take a while. */
async function handOver(context: Context, call: Call): Promise<Answer | null> {
  const { repository } = call;
  if (!repository) return null;
  const sender = await senderOf(context, call);
  const answer = await changeRepository(context, repository, () => forward(context, call), sender);
  return answer.status === 200 ? { ...answer, status: 202 } : answer;
}

async function create(context: Context, call: Call, { owner = '' }: Found): Promise<Answer> {
  const answer = await forward(context, call);
  if (answer.status !== 201) return answer;
  await noteNew(context, owner, bodyOf(answer), await senderOf(context, call));
  return answer;
}

async function senderOf(context: Context, { actor }: Call): Promise<unknown> {
  return 'login' in actor ? accountOf(context, actor.login) : undefined;
}

/** A new repository takes its name from one that had it before: the redirection ends. */
export async function noteNew(
  context: Context,
  owner: string,
  repository: Readonly<Record<string, unknown>>,
  sender?: unknown,
): Promise<void> {
  const name = String(repository.full_name);
  context.records.formerNames.delete(name.toLowerCase());
  repositoryRecord(context.records, name).private = repository.private === true;
  await announce(context, owner, 'repository', { action: 'created', repository, sender });
}

/** Carries out what `ask` asks of the emulator, and tells of the difference as GitHub does. */
export async function changeRepository(
  context: Context,
  record: RepositoryRecord,
  ask: () => Promise<Answer>,
  sender?: unknown,
): Promise<Answer> {
  const before = bodyOf(await readInside(context, `/repos/${record.name}`));
  const answer = await ask();
  if (answer.status === 422 && bodyOf(answer).message === 'Repository already exists') {
    return nameIsTaken();
  }
  if (answer.status >= 300) return answer;
  const after = bodyOf(answer);
  const from = record.name;
  if (after.full_name !== before.full_name) renameRecord(context.records, record, after.full_name);
  Object.assign(record, { private: after.private === true, archived: after.archived === true });
  const [owner = ''] = record.name.split('/');
  for (const { action, changes } of actsBetween(before, after)) {
    const told = changes ? { changes } : {};
    await announce(context, owner, 'repository', { action, ...told, repository: after, sender });
  }
  const [old = ''] = from.split('/');
  if (old !== owner) {
    const organization = await organizationOf(context, old);
    const changes = { owner: { from: { organization } } };
    const told = { action: 'transferred', changes, repository: after, sender };
    await announce(context, owner, 'repository', told);
  }
  return answer;
}

function nameIsTaken(): Answer {
  const error = { resource: 'Repository', code: 'custom', field: 'name' };
  const message = 'name already exists on this account';
  return problem(422, 'Repository creation failed.', [{ ...error, message }]);
}

export async function deleteRepository(
  context: Context,
  record: RepositoryRecord,
  ask: () => Promise<Answer>,
  sender?: unknown,
): Promise<Answer> {
  const { records } = context;
  const [owner = ''] = record.name.split('/');
  const repository = bodyOf(await readInside(context, `/repos/${record.name}`));
  const answer = await ask();
  if (answer.status !== 204) return answer;
  for (const names of [records.repositories, records.formerNames]) {
    for (const [name, one] of names) if (one === record) names.delete(name);
  }
  await announce(context, owner, 'repository', { action: 'deleted', repository, sender });
  return answer;
}

type Json = Readonly<Record<string, unknown>>;
type Act = { readonly action: string; readonly changes?: unknown };

function actsBetween(before: Json, after: Json): Act[] {
  const acts: Act[] = [];
  if (after.name !== before.name) {
    acts.push({ action: 'renamed', changes: { repository: { name: { from: before.name } } } });
  }
  if (after.archived !== before.archived) {
    acts.push({ action: after.archived ? 'archived' : 'unarchived' });
  }
  if (after.private !== before.private) {
    acts.push({ action: after.private ? 'privatized' : 'publicized' });
  }
  const edited = ['description', 'homepage', 'default_branch'].filter(
    (field) => after[field] !== before[field],
  );
  if (edited.length > 0) {
    const changes = Object.fromEntries(edited.map((field) => [field, { from: before[field] }]));
    acts.push({ action: 'edited', changes });
  }
  return acts;
}

/** Everything that is known about a repository under its new name; the former one leads to it. */
export function renameRecord(records: Records, record: RepositoryRecord, fullName: unknown): void {
  const { repositories, formerNames, book, reactions } = records;
  const from = record.name;
  const to = String(fullName);
  const [oldKey, key] = [from.toLowerCase(), to.toLowerCase()];
  repositories.delete(oldKey);
  formerNames.set(oldKey, record);
  formerNames.delete(key);
  repositories.set(key, record);
  record.name = to;
  for (const [id, entry] of book) {
    if (entry.repository !== oldKey) continue;
    const comment = withLinks(entry.comment, (link) => link.replace(`/${from}/`, `/${to}/`));
    book.set(id, { ...entry, repository: key, comment });
  }
  for (const [subject, given] of [...reactions.given]) {
    if (!subject.startsWith(`${oldKey} `)) continue;
    reactions.given.delete(subject);
    reactions.given.set(key + subject.slice(oldKey.length), given);
  }
}

function withLinks(
  value: Readonly<Record<string, unknown>>,
  change: (link: string) => string,
): Record<string, unknown> {
  const changed = Object.entries(value).map(([field, part]) => {
    if (isRecord(part)) return [field, withLinks(part, change)];
    return [field, typeof part === 'string' && field.endsWith('url') ? change(part) : part];
  });
  return Object.fromEntries(changed);
}
