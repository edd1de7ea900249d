/** A delivery, as far as it matters here; strangers' payloads may lack anything, or have it wrong. */
import { z } from 'zod';
import type { RepositoryName } from '../domain/task.js';

const text = z.string().nullish();
const has = <Shape extends z.ZodRawShape>(shape: Shape) => z.object(shape).nullish();

/** Wrong as a whole where an item is: a problem for each of 400,000 would take seconds. */
const list = <Item extends z.ZodType>(item: Item, most = Number.POSITIVE_INFINITY) => {
  const isList = (given: unknown) =>
    Array.isArray(given) &&
    given.length <= most &&
    given.every((each) => item.safeParse(each).success);
  return z.custom<readonly z.output<Item>[]>(isList).nullish();
};

/** GitHub names no more in a push. */
const MOST_COMMITS = 2_048;

const account = has({ login: text });
const named = { full_name: text, private: z.boolean().nullish() };
const files = list(z.string());

const schema = z.object({
  action: text,
  sender: account,
  repository: has({ ...named, default_branch: text }),
  issue: has({ number: z.int().nullish(), pull_request: z.unknown().optional(), updated_at: text }),
  pull_request: has({ title: text, body: text }),
  changes: has({
    body: has({ from: text }),
    repository: has({ name: has({ from: text }) }),
    owner: has({ from: has({ organization: account, user: account }) }),
    login: has({ from: text }),
  }),
  account,
  label: has({ name: text }),
  comment: has({ id: z.int().nullish(), user: account, body: text, updated_at: text }),
  installation: has({ account }),
  repositories: list(z.object(named)),
  repositories_added: list(z.object(named)),
  repositories_removed: list(z.object(named)),
  ref: text,
  commits: list(z.object({ added: files, modified: files, removed: files }), MOST_COMMITS),
});

export type Payload = z.output<typeof schema>;

/**
 * What is not as GitHub documents it is left out, and the rest counts.
 * @returns `wrong`: where that was, as `issue.number`
 */
export function readPayload(given: unknown): {
  readonly payload: Payload;
  readonly wrong: readonly string[];
} {
  const read = schema.safeParse(given);
  if (read.success) return { payload: read.data, wrong: [] };
  const paths = read.error.issues.map(({ path }) => path);
  const right = paths.reduce<unknown>(without, given) ?? {};
  return { payload: schema.parse(right), wrong: paths.map((path) => path.join('.')) };
}

function without(value: unknown, [key, ...below]: readonly PropertyKey[]): unknown {
  if (key === undefined) return undefined;
  const known = (value ?? {}) as Readonly<Record<PropertyKey, unknown>>;
  return { ...known, [key]: without(known[key], below) };
}

export function parseName(fullName: string | null | undefined): RepositoryName | null {
  const [owner, repo, ...rest] = (fullName ?? '').split('/');
  return owner && repo && rest.length === 0 ? { owner, repo } : null;
}
