import { isRecord } from './answer.js';
import type { Records, RepositoryRecord } from './records.js';

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
