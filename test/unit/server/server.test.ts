import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createHttpServer, type ServerOptions } from '../../../src/server/server.js';
import { type SignedDelivery, WEBHOOK_PATH } from '../../../src/server/webhook.js';

const HEADERS = {
  'x-github-event': 'issues',
  'x-github-delivery': '1',
  'x-hub-signature-256': 'sha256=0',
};
const MB = 1024 * 1024;

let end = () => {};
afterEach(() => end());

async function open(
  doors: Partial<ServerOptions> = {},
  patience?: Parameters<typeof createHttpServer>[1],
) {
  const taken: SignedDelivery[] = [];
  const server = createHttpServer(
    {
      receive: async (delivery) => {
        taken.push(delivery);
        return 'accepted';
      },
      whyNotReady: () => null,
      page: async ({ path }) => (path === '/page' ? { type: 'text/html', body: '<p>hi' } : null),
      ...doors,
    },
    patience,
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  end = () => {
    server.close();
    server.closeAllConnections();
  };
  const { port } = server.address() as AddressInfo;
  return { port, taken, url: `http://127.0.0.1:${port}` };
}

/** In chunks without a content-length, one after the other, until it is answered. */
function sendChunks(port: number, chunks: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request({
      ...{ host: '127.0.0.1', port, path: WEBHOOK_PATH, method: 'POST' },
      headers: { ...HEADERS, 'transfer-encoding': 'chunked' },
    });
    sent.on('response', (response) => resolve(response.statusCode ?? 0));
    sent.on('error', reject);
    for (let at = 0; at < chunks; at += 1) sent.write(Buffer.alloc(MB / 4, 'x'));
    sent.end();
  });
}

/** All of a delivery of 2 MB but its last bytes. */
async function sendMost(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  const head = Object.entries({ ...HEADERS, host: 'x', 'content-length': 2 * MB });
  const lines = head.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  socket.on('error', () => {});
  socket.write(`POST ${WEBHOOK_PATH} HTTP/1.1\r\n${lines}\r\n`);
  await new Promise((resolve) => socket.write(Buffer.alloc(2 * MB - 10, 'x'), resolve));
  return socket;
}

describe('a delivery', () => {
  it('over 2 MB in chunks, whose length nobody announced, is refused and not taken', async () => {
    const { port, taken } = await open();
    expect(await sendChunks(port, 7)).toBe(202);
    expect(await sendChunks(port, 9)).toBe(413);
    expect(taken.map(({ payload }) => payload.length)).toEqual([(7 * MB) / 4]);
  });

  it('over 2 MB by its own word is refused unread', async () => {
    const { url, taken } = await open();
    const answer = await fetch(url + WEBHOOK_PATH, {
      ...{ method: 'POST', headers: HEADERS, body: 'x'.repeat(2 * MB + 1) },
    });
    expect(answer.status).toBe(413);
    expect(taken).toEqual([]);
  });

  it('that never ends is cut off, while others are taken', async () => {
    const { port, url } = await open({}, { requestTimeout: 300, connectionsCheckingInterval: 50 });
    const slow = await sendMost(port);
    const closed = once(slow, 'close');
    const other = await fetch(url + WEBHOOK_PATH, {
      ...{ method: 'POST', headers: HEADERS, body: '{}' },
    });
    expect(other.status).toBe(202);
    slow.resume();
    await closed;
  });

  it('is refused for a moment while slow ones fill what all may hold', async () => {
    const { port, url } = await open();
    const slow: Socket[] = [];
    for (let at = 0; at < 32; at += 1) slow.push(await sendMost(port));
    const send = async () => {
      const body = 'x'.repeat(MB);
      const init = { method: 'POST', headers: HEADERS, body };
      return (await fetch(url + WEBHOOK_PATH, init)).status;
    };
    let status = 0;
    for (let tries = 0; status !== 503 && tries < 100; tries += 1) {
      await sleep(50);
      status = await send();
      // Where ours was read before the last of them, one of them was refused in its place.
      if (status !== 503) slow.push(await sendMost(port));
    }
    expect(status).toBe(503);
    for (const socket of slow) socket.destroy();
    for (let tries = 0; status !== 202 && tries < 50; tries += 1) {
      await sleep(50);
      status = await send();
    }
    expect(status).toBe(202);
  });

  it('that makes the program fail says nothing of it', async () => {
    const { url } = await open({ receive: () => Promise.reject(new Error('ghs_12345_secret')) });
    const init = { method: 'POST', headers: HEADERS, body: '{}' };
    const answer = await fetch(url + WEBHOOK_PATH, init);
    expect([answer.status, await answer.text()]).toEqual([500, 'error\n']);
  });
});

describe('behind a reverse proxy', () => {
  it('answers with the path of PUBLIC_URL taken off, and with it left in', async () => {
    const { url } = await open({ basePath: '/tasks', metrics: async () => 'figures' });
    const status = async (path: string) => (await fetch(url + path)).status;
    for (const path of ['/page', '/healthz', '/readyz', '/metrics']) {
      expect([path, await status(path), await status(`/tasks${path}`)]).toEqual([path, 200, 200]);
    }
    const init = { method: 'POST', headers: HEADERS, body: '{}' };
    expect((await fetch(`${url}/tasks${WEBHOOK_PATH}`, init)).status).toBe(202);
    expect(await status('/tasksheet/page')).toBe(404);
    expect(await status('/tasks/tasks/page')).toBe(404);
    expect(await status('/other/page')).toBe(404);
  });

  it('leads to its front page behind the slash, where links lie beside it', async () => {
    const page: ServerOptions['page'] = async ({ path }) => ({ type: 'text/plain', body: path });
    const { url } = await open({ basePath: '/tasks', page });
    const body = async (path: string) => (await fetch(url + path)).text();
    expect([await body('/tasks/'), await body('/')]).toEqual(['/\n', '/\n']);
    const answer = await fetch(`${url}/tasks`, { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([308, '/tasks/']);
  });
});

describe('a path', () => {
  it.each(['/%68ealthz', '/a/../healthz', '//healthz', '/healthz/', 'http://127.0.0.1/healthz'])(
    'has to be written as it is: %s is none of ours',
    async (path) => {
      const { port } = await open();
      const asked = request({ host: '127.0.0.1', port, path }).end();
      const [{ statusCode }] = (await once(asked, 'response')) as [IncomingMessage];
      expect(statusCode).toBe(404);
    },
  );

  it('of which no URL can be made is answered like any other that is not there', async () => {
    const { port } = await open();
    const asked = request({ host: '127.0.0.1', port, path: '/a\\b' }).end();
    const [{ statusCode, headers }] = (await once(asked, 'response')) as [IncomingMessage];
    expect(statusCode).toBe(404);
    expect(headers['content-security-policy']).toMatch(/^default-src 'none';/);
  });
});

describe('every answer', () => {
  it.each(['/page', '/healthz', '/nothing', WEBHOOK_PATH])(
    '%s carries the headers',
    async (path) => {
      const { url } = await open();
      const { headers } = await fetch(url + path);
      const policy = headers.get('content-security-policy');
      expect(policy).toMatch(/^default-src 'none';/);
      expect(policy).toMatch(/frame-ancestors 'none'/);
      expect(policy).toMatch(/base-uri 'none'; form-action 'self'/);
      // One script is ours, by its hash; nothing else runs.
      expect(policy).toMatch(/script-src 'sha256-[\w+/]+=*';/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-powered-by')).toBeNull();
    },
  );
});
