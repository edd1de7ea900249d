/** The HTTP door. Nothing but these paths answers, and no answer tells a stranger what went wrong. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

export const WEBHOOK_PATH = '/api/github/webhooks';

/** GitHub sends up to 25 MB; what matters here is far smaller. In bytes. */
const MOST_BYTES = 2 * 1024 * 1024;

export type SignedDelivery = {
  readonly id: string;
  readonly name: string;
  readonly signature: string;
  readonly payload: string;
};

export type Doors = {
  /** Verifies the signature and takes the delivery. */
  readonly receive: (delivery: SignedDelivery) => Promise<'accepted' | 'forged' | 'malformed'>;
  readonly isReady: () => boolean;
};

const STATUS = { accepted: 202, forged: 401, malformed: 400 } as const;

type Answer = { readonly status: number; readonly body: string };

export function createHttpServer(doors: Doors): Server {
  const server = createServer((request, response) => {
    answer(request, doors).then(
      (result) => send(response, result),
      () => send(response, { status: 500, body: 'error' }),
    );
  });
  // A delivery that trickles in must not hold a connection for ever.
  server.requestTimeout = 30_000;
  return server;
}

async function answer(request: IncomingMessage, doors: Doors): Promise<Answer> {
  const pathname = (request.url ?? '/').split('?', 1)[0];
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  if (pathname === WEBHOOK_PATH) {
    return request.method === 'POST' ? receive(request, doors) : { status: 405, body: 'POST only' };
  }
  if (pathname === '/healthz' && isRead) return { status: 200, body: 'ok' };
  if (pathname === '/readyz' && isRead) {
    return doors.isReady() ? { status: 200, body: 'ready' } : { status: 503, body: 'starting' };
  }
  return { status: 404, body: 'not found' };
}

async function receive(request: IncomingMessage, doors: Doors): Promise<Answer> {
  const { headers } = request;
  const name = headers['x-github-event'];
  const id = headers['x-github-delivery'];
  const signature = headers['x-hub-signature-256'];
  if (typeof name !== 'string' || typeof id !== 'string' || typeof signature !== 'string') {
    return { status: 400, body: 'not a delivery of GitHub' };
  }
  if (Number(headers['content-length'] ?? 0) > MOST_BYTES)
    return { status: 413, body: 'too large' };
  const payload = await readBody(request);
  if (payload === null) return { status: 413, body: 'too large' };
  const verdict = await doors.receive({ id, name, signature, payload });
  return { status: STATUS[verdict], body: verdict };
}

/** null: it is larger than a delivery may be. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function send(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'x-content-type-options': 'nosniff',
    ...(status === 413 ? { connection: 'close' } : {}),
  });
  response.end(`${body}\n`);
}
