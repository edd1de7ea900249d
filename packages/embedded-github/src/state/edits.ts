import { type Answer, bodyOf } from '../server/answer.js';
import type { Records, RepositoryRecord } from './records.js';

/**
 * What was there before an edit, until its delivery asks for it: the emulator does not tell. By
 * what the delivery is about (see `deliverySubject`), in the order of the edits.
 */
export type Edits = Map<string, Changes[]>;

type Changes = Readonly<Record<string, { readonly from: unknown }>>;
type Edit = { readonly about: string; readonly changes: Changes };
type Json = Readonly<Record<string, unknown>>;

const THING = /^\/repos\/[^/]+\/[^/]+\/(issues|pulls)\/(\d+)$/;
const COMMENT = /^\/repos\/[^/]+\/[^/]+\/issues\/comments\/(\d+)$/;
const LABEL = /^\/repos\/[^/]+\/[^/]+\/labels\/[^/]+$/;

/** Before it is done; null: nothing that a delivery would tell of is about to change. */
export async function editOf(
  records: Records,
  repository: RepositoryRecord,
  { path, sent }: { readonly path: string; readonly sent: Json },
  read: (path: string) => Promise<Answer>,
): Promise<Edit | null> {
  const { name, history } = repository;
  const [, kind, number] = THING.exec(path) ?? [];
  const known = history.get(Number(number));
  if (known) {
    const event = kind === 'pulls' ? 'pull_request' : 'issues';
    const changes = changesBetween({ title: known.title, body: known.body }, sent, true);
    return changes ? { about: `${event}.edited ${name} ${number}`, changes } : null;
  }
  const comment = Number(COMMENT.exec(path)?.[1]);
  const entry = records.book.get(comment);
  if (entry) {
    const changes = { body: { from: entry.comment.body } };
    return { about: `issue_comment.edited ${name} ${comment}`, changes };
  }
  if (!LABEL.test(path)) return null;
  const label = bodyOf(await read(path));
  const { new_name, ...rest } = sent;
  const wanted = { ...rest, ...(new_name === undefined ? {} : { name: new_name }) };
  const fields = { name: label.name, color: label.color, description: label.description };
  const changes = changesBetween(fields, wanted, false) ?? {};
  return { about: `label.edited ${name} ${label.id}`, changes };
}

function changesBetween(before: Json, sent: Json, isText: boolean): Changes | null {
  const changed = Object.entries(before).filter(([field, from]) => {
    const to = isText ? (sent[field] ?? '') : sent[field];
    return field in sent && to !== from;
  });
  if (changed.length === 0) return null;
  return Object.fromEntries(changed.map(([field, from]) => [field, { from }]));
}

export function expectEdit(edits: Edits, { about, changes }: Edit): void {
  edits.set(about, [...(edits.get(about) ?? []), changes]);
}

/** The edit was refused. */
export function forgetEdit(edits: Edits, { about, changes }: Edit): void {
  const rest = (edits.get(about) ?? []).filter((one) => one !== changes);
  edits.set(about, rest);
}

export function takeEdit(edits: Edits, about: string): Changes | null {
  const [first = null, ...rest] = edits.get(about) ?? [];
  if (first) edits.set(about, rest);
  return first;
}
