/** A forward proxy with a password, in front of a GitHub that only it can find. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, type Server, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';

/** Self-signed, for the two hosts below, until 2126. */
const TLS = new URL('../fixtures/tls/', import.meta.url);
export const CERTIFICATE = fileURLToPath(new URL('cert.pem', TLS));

/** No name server knows them. */
const HOSTS = ['api.github.test:443', 'avatars.github.test:443'];

export const PASSWORD = 'hush p@ss';

export type ForwardProxy = {
  /** With the password in it. */
  readonly url: string;
  /** `CONNECT host:port` and `GET http://…`, as far as the password was right. */
  readonly asked: string[];
  readonly close: () => void;
};

/** @param githubUrl what stands behind the hosts */
export async function startProxy(githubUrl: string): Promise<ForwardProxy> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const forward = (from: IncomingMessage, to: ServerResponse, url: URL) => {
    const { method, headers } = from;
    const sent = request(url, { method, headers }, (answer) => {
      to.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(to);
    });
    sent.on('error', () => to.destroy());
    from.pipe(sent);
  };
  const tls = { cert: readFileSync(CERTIFICATE), key: readFileSync(new URL('key.pem', TLS)) };
  const front = createTlsServer(tls, (from, to) =>
    forward(from, to, new URL(from.url ?? '/', githubUrl)),
  );
  const proxy = createServer((from, to) => {
    if (!isKnown(from)) return to.writeHead(407).end();
    asked.push(`${from.method} ${from.url}`);
    return forward(from, to, new URL(from.url ?? ''));
  });
  proxy.on('connect', (from: IncomingMessage, client: Socket) => {
    if (!isKnown(from)) return client.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    asked.push(`CONNECT ${from.url}`);
    if (!HOSTS.includes(from.url ?? '')) return client.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    const behind = connect(portOf(front), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      behind.pipe(client).pipe(behind);
    });
    behind.on('error', () => client.destroy());
    return client.on('error', () => behind.destroy());
  });
  for (const server of [front, proxy]) {
    server.on('connection', (socket: Socket) => sockets.add(socket));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  }
  return {
    url: `http://bot:${encodeURIComponent(PASSWORD)}@127.0.0.1:${portOf(proxy)}`,
    asked,
    close: () => {
      front.close();
      proxy.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

function isKnown({ headers }: IncomingMessage): boolean {
  const expected = Buffer.from(`bot:${PASSWORD}`).toString('base64');
  return headers['proxy-authorization'] === `Basic ${expected}`;
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
