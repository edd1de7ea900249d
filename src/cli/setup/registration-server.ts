/**
 * The page on which the operator sends the manifest to GitHub, and to which GitHub sends them back.
 * On the loopback alone; whoever does not know the token, or comes second, finds nothing there.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Manifest } from './manifest.js';
import { backPage, formPage, type Outcome } from './pages.js';

const LOOPBACK = '127.0.0.1';

/** GitHub sends people back here. */
const BACK = '/registered';

export type RegistrationServer = {
  /** With the token: for the operator's eyes. */
  readonly url: string;
  /** GitHub's code, once it came back with the right state. */
  readonly code: Promise<string>;
  /** What the browser, which waits, shows. */
  readonly show: (outcome: Outcome) => Promise<void>;
  readonly close: () => void;
};

/**
 * @param action GitHub's registration page
 * @param port 0: any. Fails where it is in use
 */
export async function openServer(
  action: string,
  manifest: Manifest,
  port: number,
): Promise<RegistrationServer> {
  let token: string | null = secret();
  let state: string | null = secret();
  let browser: ServerResponse | null = null;
  let arrived: (code: string) => void = () => {};
  const code = new Promise<string>((resolve) => {
    arrived = resolve;
  });

  const server = createServer((request, response) => {
    const [pathname = '', search = ''] = (request.url ?? '').split(/\?(.*)/s);
    const searchParams = new URLSearchParams(search);
    const isGet = request.method === 'GET';
    if (isGet && token !== null && isSame(pathname, `/${token}`)) {
      token = null;
      const redirect = { redirect_url: `${address()}${BACK}` };
      const to = new URL(action);
      to.searchParams.set('state', state ?? '');
      return send(response, 200, formPage(to.href, { ...manifest, ...redirect }), to.origin);
    }
    const given = searchParams.get('code') ?? '';
    const isBack = isGet && pathname === BACK && given !== '' && state !== null;
    if (isBack && isSame(searchParams.get('state') ?? '', state ?? '')) {
      state = null;
      browser = response;
      return arrived(given);
    }
    return send(response, 404, 'not found\n');
  });
  const address = () => `http://${LOOPBACK}:${(server.address() as AddressInfo).port}`;
  server.listen(port, LOOPBACK);
  await once(server, 'listening');
  return {
    url: `${address()}/${token}`,
    code,
    show: async (outcome) => {
      if (browser === null || browser.destroyed) return;
      send(browser, 200, backPage(outcome));
      // A browser that left meanwhile needs no answer, and must not keep us.
      await Promise.race([once(browser, 'finish'), once(browser, 'close')]);
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** 256 bits: nobody on this machine guesses it. */
function secret(): string {
  return randomBytes(32).toString('base64url');
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** @param formTarget the only origin to which a form on the page may be sent, which sends back here */
function send(response: ServerResponse, status: number, body: string, formTarget = ''): void {
  response.writeHead(status, {
    'content-type': `text/${status === 200 ? 'html' : 'plain'}; charset=utf-8`,
    'cache-control': 'no-store',
    'content-security-policy':
      `default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; ` +
      `form-action ${formTarget} 'self'; frame-ancestors 'none'`,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  });
  response.end(body);
}
