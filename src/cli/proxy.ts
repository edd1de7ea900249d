/** The proxy behind which this program may have to work: Node 20 by itself does not ask for one. */

import type { Variables } from './addresses.js';

export type ProxySettings = {
  /** For https, and for http; empty: none. */
  readonly httpsProxy: string;
  readonly httpProxy: string;
  /** Hosts that are asked directly, with commas. */
  readonly noProxy: string;
};

/** null: none is set. As everywhere, the small letters win. */
export function readProxy(variables: Variables, problems: string[]): ProxySettings | null {
  const read = (name: string) => variables[name.toLowerCase()] ?? variables[name] ?? '';
  for (const name of ['HTTPS_PROXY', 'HTTP_PROXY']) {
    // What was found may hold a password, and is not repeated.
    if (read(name) !== '' && !isProxyUrl(read(name)))
      problems.push(`${name}: expected an address such as http://proxy.example:3128`);
  }
  const [httpsProxy, httpProxy] = [read('HTTPS_PROXY'), read('HTTP_PROXY')];
  if (httpsProxy === '' && httpProxy === '') return null;
  return { httpsProxy, httpProxy, noProxy: read('NO_PROXY') };
}

/** From now on every request of this process that is not excepted goes through it. */
export async function useProxy(proxy: ProxySettings | null): Promise<void> {
  if (proxy === null) return;
  // Loaded only where it is used. The whole of it, as Node's own fetch is made for another version.
  const { EnvHttpProxyAgent, install, setGlobalDispatcher } = await import('undici');
  // Only https needs a tunnel; many proxies refuse one to other ports.
  setGlobalDispatcher(new EnvHttpProxyAgent({ ...proxy, proxyTunnel: false }));
  install();
}

/** For the log, in which they must not stand: bare, and as they are sent. */
export function proxySecrets(proxy: ProxySettings | null): readonly string[] {
  return [proxy?.httpsProxy, proxy?.httpProxy].filter(Boolean).flatMap((url) => {
    const { username, password } = new URL(url ?? '');
    if (password === '') return [];
    const [user, secret] = [decodeURIComponent(username), decodeURIComponent(password)];
    return [secret, password, Buffer.from(`${user}:${secret}`).toString('base64')];
  });
}

function isProxyUrl(text: string): boolean {
  try {
    const { protocol, hostname, username, password } = new URL(text);
    decodeURIComponent(username + password);
    return /^https?:$/.test(protocol) && hostname !== '';
  } catch {
    return false;
  }
}
