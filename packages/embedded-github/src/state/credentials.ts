import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { bodyOf, recordOf } from '../server/answer.js';
import type { Emulator } from '../server/emulator.js';
import { storedLogin } from './accounts.js';
import {
  ADMIN_LOGIN,
  type AppAccount,
  type Directory,
  installationId,
  organisationOf,
  sameLogin,
} from './directory.js';

/** Who is asking. `unknown` has a token nobody gave out, or one that has expired. */
export type Actor =
  | { readonly kind: 'person'; readonly login: string }
  | { readonly kind: 'installation'; readonly id: number; readonly login: string }
  | { readonly kind: 'app' }
  | { readonly kind: 'nobody' }
  | { readonly kind: 'unknown' };

export type Credentials = {
  readonly directory: Directory;
  readonly privateKey: string;
  /** Installation tokens given out through the proxy. */
  readonly minted: Map<string, number>;
  /** Installation tokens of bots that act through `as(login)`, by login and organisation. */
  readonly ofBots: Map<string, Promise<string>>;
  /** Since when an installation, by its id, may do nothing. ISO 8601. */
  readonly suspended: Map<number, string>;
};

/** Making a key takes a fifth of a second: every GitHub of a process gives out the same. */
let privateKey: string | null = null;

export function openCredentials(directory: Directory): Credentials {
  privateKey ??= makeKey();
  return { directory, privateKey, minted: new Map(), ofBots: new Map(), suspended: new Map() };
}

function makeKey(): string {
  const made = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    publicKeyEncoding: { type: 'pkcs1', format: 'pem' },
  });
  return made.privateKey;
}

const PERSONAL = 'person_';

/** Whoever comes with it from outside is a stranger. */
const MANAGERS = `manager_${randomBytes(16).toString('hex')}`;

/** @throws when nobody has this login */
export function tokenOf({ directory }: Credentials, wanted: string): string {
  if (wanted === ADMIN_LOGIN) return MANAGERS;
  const login = storedLogin(directory.accounts, wanted);
  const known = [...directory.people, ...directory.apps.map((app) => app.login)];
  const found = known.find((name) => sameLogin(name, login));
  if (found === undefined) throw new Error(`nobody is called ${wanted} here`);
  return PERSONAL + found;
}

export function actorOf(credentials: Credentials, authorization: string | undefined): Actor {
  const token = authorization?.replace(/^(bearer|token)\s+/i, '').trim();
  if (!token) return { kind: 'nobody' };
  if (token.startsWith('eyJ')) return { kind: 'app' };
  const id = credentials.minted.get(token);
  if (id !== undefined) {
    const app = credentials.directory.apps.find(({ appId }) => appId === Math.floor(id / 1000));
    return { kind: 'installation', id, login: app?.login ?? '' };
  }
  if (!token.startsWith(PERSONAL)) return { kind: 'unknown' };
  return { kind: 'person', login: token.slice(PERSONAL.length) };
}

/** @param organisation whose installations; none: everybody's */
export function expireTokens({ directory, minted }: Credentials, organisation?: string): void {
  for (const [token, id] of minted) {
    const owner = organisationOf(directory, id)?.login ?? '';
    if (organisation === undefined || sameLogin(owner, organisation)) minted.delete(token);
  }
}

/** What GitHub says of an App's token that its clock finds too old, or too new; null: nothing. */
export function clockProblem(authorization: string | undefined): string | null {
  const payload = /eyJ[^.]*\.([^.]+)\./.exec(authorization ?? '')?.[1] ?? '';
  const { iat, exp } = claimsIn(Buffer.from(payload, 'base64url').toString());
  const now = Math.floor(Date.now() / 1000);
  if (typeof exp === 'number' && exp <= now) {
    return "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires";
  }
  if (typeof iat === 'number' && iat > now + 60) {
    return "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued";
  }
  return null;
}

function claimsIn(text: string): Readonly<Record<string, unknown>> {
  try {
    return recordOf(JSON.parse(text));
  } catch {
    return {};
  }
}

/**
 * The token that lets the emulator see this person, or this bot in this organisation: a bot of
 * GitHub's kind has one only per installation.
 */
export async function emulatorToken(
  credentials: Credentials,
  emulator: Emulator,
  login: string,
  organisation: string,
): Promise<string> {
  const stored = storedLogin(credentials.directory.accounts, login);
  const app = credentials.directory.apps.find((candidate) => sameLogin(candidate.login, stored));
  if (!app) return tokenOf(credentials, login);
  return emulatorTokenOf(credentials, emulator, app, organisation);
}

/** One token for each `turn`. */
export function emulatorTokenOf(
  credentials: Credentials,
  emulator: Emulator,
  app: AppAccount,
  organisation: string,
  turn = 0,
): Promise<string> {
  const key = `${app.login} ${organisation} ${turn}`;
  const minting =
    credentials.ofBots.get(key) ?? mintToken(credentials, emulator, app, organisation);
  credentials.ofBots.set(key, minting);
  return minting;
}

async function mintToken(
  { directory, privateKey }: Credentials,
  emulator: Emulator,
  app: AppAccount,
  organisation: string,
): Promise<string> {
  const answer = await emulator.ask({
    method: 'POST',
    path: `/app/installations/${installationId(directory, app.appId, organisation)}/access_tokens`,
    headers: { authorization: `Bearer ${appToken(app.appId, privateKey)}` },
  });
  const { token } = bodyOf(answer);
  if (typeof token !== 'string') throw new Error(`no token for ${app.login}: ${answer.body}`);
  return token;
}

/** A JSON Web Token as GitHub asks for it: RS256, at most ten minutes. */
export function appToken(appId: number, privateKey: string): string {
  const now = Math.floor(Date.now() / 1000);
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = part({ iat: now - 60, exp: now + 540, iss: String(appId) });
  const unsigned = `${part({ alg: 'RS256', typ: 'JWT' })}.${claims}`;
  const signature = sign('RSA-SHA256', Buffer.from(unsigned), privateKey).toString('base64url');
  return `${unsigned}.${signature}`;
}

/** The emulator makes a bot's account on its first write: this one is refused with 404. */
export async function makeBotsKnown(credentials: Credentials, emulator: Emulator): Promise<void> {
  for (const { login: owner, repositories } of credentials.directory.organisations.slice(0, 1)) {
    for (const { login } of credentials.directory.apps) {
      const token = await emulatorToken(credentials, emulator, login, owner);
      await emulator.ask({
        method: 'PATCH',
        path: `/repos/${owner}/${repositories[0]}/issues/0`,
        headers: { authorization: `token ${token}` },
        body: Buffer.from('{}'),
      });
    }
  }
}
