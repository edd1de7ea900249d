import { type Accounts, isFormer, storedLogin } from '../state/accounts.js';
import type { Actor } from '../state/credentials.js';
import { knownRepository, type RepositoryRecord, repositoryRecord } from '../state/records.js';
import { type Answer, bodyOf, movedTo, notFound } from './answer.js';
import type { Context } from './context.js';
import { readInside } from './forward.js';
import { maySee } from './refusals.js';

export type Address = {
  /** As the emulator knows it. */
  readonly path: string;
  readonly repository: RepositoryRecord | null;
  /** Asked for under a name that it has no longer. */
  readonly isFormer: boolean;
};

const REPOSITORY = /^\/repos\/([^/]+)\/([^/]+)(\/.*)?$/;
const BY_ID = /^\/repositories\/(\d+)(\/.*)?$/;
const ACCOUNT = /^(\/orgs|\/users)\/([^/]+)(\/.*)?$/;

/** GitHub knows sofastack/SOFA-RPC, former names and ids; the emulator only sofastack/sofa-rpc. */
export async function addressOf(context: Context, path: string): Promise<Address> {
  const { records } = context;
  const [, owner, name, rest = ''] = REPOSITORY.exec(path) ?? [];
  if (owner && name) {
    const asked = `${storedLogin(records.accounts, owner)}/${name}`;
    const repository = repositoryRecord(records, asked);
    const isRenamed = repository.name.toLowerCase() !== asked.toLowerCase();
    return {
      path: `/repos/${repository.name}${rest}`,
      repository,
      isFormer: isRenamed || isFormer(records.accounts, owner),
    };
  }
  const [, id, beneath = ''] = BY_ID.exec(path) ?? [];
  const repository = id ? await repositoryById(context, Number(id)) : null;
  if (repository) {
    return { path: `/repos/${repository.name}${beneath}`, repository, isFormer: false };
  }
  const [, kind = '', login, under = ''] = ACCOUNT.exec(path) ?? [];
  if (!login) return { path, repository: null, isFormer: false };
  const plain = login.replace(/%5B/i, '[').replace(/%5D/i, ']');
  const stored = storedLogin(records.accounts, plain);
  return {
    path: stored === plain ? path : `${kind}/${encodeURIComponent(stored)}${under}`,
    repository: null,
    isFormer: isFormer(records.accounts, plain),
  };
}

/**
 * What GitHub says to a former name: repositories redirect by their id, and the login of an
 * account that is called otherwise now is nobody's.
 */
export async function formerAnswer(
  context: Context,
  { method, actor }: { readonly method: string; readonly actor: Actor },
  { repository, path }: Address,
  search: string,
): Promise<Answer> {
  if (!repository || !maySee(context, actor, repository)) return notFound();
  const id = await repositoryId(context, repository);
  const rest = path.slice(`/repos/${repository.name}`.length);
  return movedTo(method, `${context.records.url}/repositories/${id}${rest}${search}`);
}

const LOGINS = ['creator', 'assignee', 'mentioned'];
const QUALIFIERS = /\b(repo|org|user|author|assignee|commenter|involves):("?)([^\s"/]+)/g;

/** Logins and full names in a query, as the emulator knows them. */
export function storedQuery({ records }: Context, query: URLSearchParams): URLSearchParams {
  if (records.accounts.shownByStored.size + records.formerNames.size === 0) return query;
  const stored = new URLSearchParams(query);
  for (const name of LOGINS) {
    const login = stored.get(name);
    if (login) stored.set(name, presentLogin(records.accounts, login));
  }
  const asked = stored.get('q');
  if (asked) {
    const words = asked.replace(
      QUALIFIERS,
      (_, qualifier, quote, login) =>
        `${qualifier}:${quote}${presentLogin(records.accounts, login)}`,
    );
    stored.set('q', words);
  }
  return stored;
}

/** The stored login of who is called so now; one of nobody's for a former login. */
function presentLogin(accounts: Accounts, login: string): string {
  return isFormer(accounts, login) ? `${login}-no-longer` : storedLogin(accounts, login);
}

/** The name that the emulator knows, of a repository that a test names. @throws for strangers */
export function named(context: Context, name: string): RepositoryRecord {
  const known = knownRepository(context.records, name);
  if (!known) throw new Error(`there is no repository ${name}`);
  return known;
}

/** The emulator's own, which a repository keeps whatever it is called. @throws when it is gone */
export async function repositoryId(context: Context, record: RepositoryRecord): Promise<number> {
  if (record.id !== null) return record.id;
  const { id } = bodyOf(await readInside(context, `/repos/${record.name}`));
  if (typeof id !== 'number') throw new Error(`there is no repository ${record.name}`);
  record.id = id;
  return id;
}

/** null: no repository of this number that anything was asked of. */
export async function repositoryById(
  context: Context,
  wanted: number,
): Promise<RepositoryRecord | null> {
  for (const record of context.records.repositories.values()) {
    const id = await repositoryId(context, record).catch(() => null);
    if (id === wanted) return record;
  }
  return null;
}
