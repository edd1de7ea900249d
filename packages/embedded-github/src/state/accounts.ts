import { isRecord } from '../server/answer.js';

/**
 * The emulator cannot rename an organisation or an App's bot. As with numbers, "stored" is the
 * emulator's login, and "shown" is the world's.
 */
export type Accounts = {
  /** By stored login, in lower case. */
  readonly shownByStored: Map<string, string>;
  /** By every login that an account ever had beside its stored one, in lower case. */
  readonly storedByShown: Map<string, string>;
};

export const plainAccounts = (): Accounts => ({
  shownByStored: new Map(),
  storedByShown: new Map(),
});

export function renameAccount(accounts: Accounts, from: string, to: string): void {
  const stored = storedLogin(accounts, from);
  accounts.shownByStored.set(stored.toLowerCase(), to);
  if (to.toLowerCase() !== stored.toLowerCase()) {
    accounts.storedByShown.set(to.toLowerCase(), stored);
  }
}

/** Former logins too: see isFormer. */
export function storedLogin({ storedByShown }: Accounts, login: string): string {
  return storedByShown.get(login.toLowerCase()) ?? login;
}

export function shownLogin({ shownByStored }: Accounts, stored: string): string {
  return shownByStored.get(stored.toLowerCase()) ?? stored;
}

export function isFormer(accounts: Accounts, login: string): boolean {
  const present = shownLogin(accounts, storedLogin(accounts, login));
  return present.toLowerCase() !== login.toLowerCase();
}

/** Rewrites parsed JSON in place: logins, full names, labels of branches, links. */
export function showAccounts(accounts: Accounts, url: string, value: unknown): void {
  if (accounts.shownByStored.size === 0) return;
  if (Array.isArray(value)) {
    for (const item of value) showAccounts(accounts, url, item);
  } else if (isRecord(value)) {
    for (const [key, field] of Object.entries(value)) {
      if (typeof field === 'string') value[key] = shownText(accounts, url, key, field);
      else showAccounts(accounts, url, field);
    }
  }
}

function shownText(accounts: Accounts, url: string, key: string, text: string): string {
  if (key === 'login') return shownLogin(accounts, text);
  if (key === 'full_name' || key === 'label') {
    return text.replace(/^[^/:]+(?=[/:])/, (login) => shownLogin(accounts, login));
  }
  return key.endsWith('url') || key === 'href' ? shownAddress(accounts, url, text) : text;
}

/** The account that an address of ours begins with; in a Link header, of all of them. */
export function shownAddress(accounts: Accounts, url: string, text: string): string {
  if (accounts.shownByStored.size === 0) return text;
  const host = url.replace(/^https?:\/\//, '');
  return text.replace(PLACE, (all, at: string, place: string, login: string) => {
    const isOurs = at === url || at === `git://${host}` || at === `git@${host}`;
    return isOurs ? `${at}${place}${shownLogin(accounts, login)}` : all;
  });
}

const PLACE =
  /((?:https?|git):\/\/[^/:]+(?::\d+)?|git@[^/:]+(?::\d+)?)((?:\/repos|\/users|\/orgs|\/avatars\/[uo])?[/:])([^/?#{>]+)/g;
