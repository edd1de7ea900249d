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
  /** Verifies the signature and takes the delivery; null: there is no such door. */
  readonly receive:
    | ((delivery: SignedDelivery) => Promise<'accepted' | 'forged' | 'malformed'>)
    | null;
  readonly isReady: () => boolean;
  /** null: there is no such page. */
  readonly page: (path: string, query: URLSearchParams) => Promise<Page | null>;
};

/** What a person or a reader of feeds gets to see. */
export type Page = { readonly type: string; readonly body: string };

/** What all deliveries that are being read may hold together, so that slow ones cannot fill it. */
const MOST_BUFFERED = 64 * 1024 * 1024;

/** How long a request may take, and how often that is looked at. In milliseconds. */
const PATIENCE = { requestTimeout: 30_000, connectionsCheckingInterval: 5_000 };

const STATUS = { accepted: 202, forged: 401, malformed: 400 } as const;

type Answer = { readonly status: number; readonly body: string; readonly type?: string };

/** @param patience a delivery that trickles in must not hold a connection for ever */
export function createHttpServer(doors: Doors, patience = PATIENCE): Server {
  const memory = { buffered: 0 };
  const server = createServer(patience, (request, response) => {
    answer(request, doors, memory).then(
      (result) => send(response, result),
      () => send(response, { status: 500, body: 'error' }),
    );
  });
  return server;
}

/** Bytes of the deliveries that are being read. */
type Reading = { buffered: number };

async function answer(request: IncomingMessage, doors: Doors, reading: Reading): Promise<Answer> {
  const [pathname = '/', search = ''] = (request.url ?? '/').split(/\?(.*)/s);
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  if (pathname === WEBHOOK_PATH && doors.receive !== null) {
    const isPost = request.method === 'POST';
    return isPost ? receive(request, doors.receive, reading) : { status: 405, body: 'POST only' };
  }
  if (pathname === '/healthz' && isRead) return { status: 200, body: 'ok' };
  if (pathname === '/readyz' && isRead) {
    return doors.isReady() ? { status: 200, body: 'ready' } : { status: 503, body: 'starting' };
  }
  const page = isRead ? await doors.page(pathname, new URLSearchParams(search)) : null;
  return page === null ? { status: 404, body: 'not found' } : { status: 200, ...page };
}

async function receive(
  request: IncomingMessage,
  take: NonNullable<Doors['receive']>,
  reading: Reading,
): Promise<Answer> {
  const { headers } = request;
  const name = headers['x-github-event'];
  const id = headers['x-github-delivery'];
  const signature = headers['x-hub-signature-256'];
  if (typeof name !== 'string' || typeof id !== 'string' || typeof signature !== 'string') {
    return { status: 400, body: 'not a delivery of GitHub' };
  }
  if (Number(headers['content-length'] ?? 0) > MOST_BYTES)
    return { status: 413, body: 'too large' };
  const payload = await readBody(request, reading);
  if (payload === 'too large') return { status: 413, body: payload };
  if (payload === 'too many') return { status: 503, body: payload };
  const verdict = await take({ id, name, signature, payload: payload.text });
  return { status: STATUS[verdict], body: verdict };
}

async function readBody(
  request: IncomingMessage,
  reading: Reading,
): Promise<{ readonly text: string } | 'too large' | 'too many'> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    // Whoever is refused gets an answer: leaving the loop must not end the connection.
    const body: AsyncIterable<Buffer> = request.iterator({ destroyOnReturn: false });
    for await (const chunk of body) {
      bytes += chunk.length;
      reading.buffered += chunk.length;
      if (bytes > MOST_BYTES) return 'too large';
      if (reading.buffered > MOST_BUFFERED) return 'too many';
      chunks.push(chunk);
    }
    return { text: Buffer.concat(chunks).toString('utf8') };
  } finally {
    reading.buffered -= bytes;
  }
}

function send(response: ServerResponse, { status, body, type }: Answer): void {
  response.writeHead(status, {
    'content-type': `${type ?? 'text/plain'}; charset=utf-8`,
    'x-content-type-options': 'nosniff',
    // Strangers' words stand on our pages: nothing but them, pictures and inline styles is loaded.
    'content-security-policy':
      "default-src 'none'; img-src https: data:; style-src 'unsafe-inline'; " +
      "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
    ...(status === 413 || status === 503 ? { connection: 'close' } : {}),
  });
  response.end(`${body}\n`);
}
