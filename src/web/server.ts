/** The HTTP door. Nothing but these paths answers, and no answer tells a stranger what went wrong. */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { SCRIPT_SOURCE } from './document.js';

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
  /** Why nothing is done just now, in a few words; null: all is well. */
  readonly whyNotReady: () => string | null;
  /** What became of a delivery, by the event that it says it is. */
  readonly received?: (event: string, verdict: Verdict) => void;
  /** null: they are elsewhere. */
  readonly metrics?: (() => Promise<string>) | null;
  /** The path of PUBLIC_URL, which a reverse proxy may leave in or take off: `/tasks`, or nothing. */
  readonly basePath?: string;
  /** null: there is no such page. */
  readonly page: (request: PageRequest) => Promise<Page | null>;
};

export type PageRequest = {
  readonly path: string;
  readonly query: URLSearchParams;
  /** As the browser says it. */
  readonly acceptLanguage: string | undefined;
};

/** What a person or a reader of feeds gets to see. */
export type Page = {
  readonly type: string;
  readonly body: string;
  /** Changes with what it says; none: it changes with every letter of the body. */
  readonly tag?: string;
  /** Whether pages of other sites may read it. */
  readonly isOpen?: boolean;
};

/** What all deliveries that are being read may hold together, so that slow ones cannot fill it. */
const MOST_BUFFERED = 64 * 1024 * 1024;

/** How long a request may take, and how often that is looked at. In milliseconds. */
const PATIENCE = { requestTimeout: 30_000, connectionsCheckingInterval: 5_000 };

type Answer = {
  readonly status: number;
  readonly body: string;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

const ANSWERS = {
  accepted: { status: 202, body: 'accepted' },
  forged: { status: 401, body: 'forged' },
  malformed: { status: 400, body: 'malformed' },
  unsigned: { status: 400, body: 'not a delivery of GitHub' },
  too_large: { status: 413, body: 'too large' },
  too_many: { status: 503, body: 'too many' },
  failed: { status: 500, body: 'error' },
} as const;

export type Verdict = keyof typeof ANSWERS;

/** @param patience a delivery that trickles in must not hold a connection for ever */
export function createHttpServer(doors: Doors, patience = PATIENCE): Server {
  const memory = { buffered: 0 };
  const server = createServer(patience, (request, response) => {
    answer(request, doors, memory).then(
      (result) => send(response, result),
      () => send(response, ANSWERS.failed),
    );
  });
  return server;
}

/** Bytes of the deliveries that are being read. */
type Reading = { buffered: number };

async function answer(request: IncomingMessage, doors: Doors, reading: Reading): Promise<Answer> {
  const [asked = '/', search = ''] = (request.url ?? '/').split(/\?(.*)/s);
  const basePath = doors.basePath ?? '';
  // What the front page links to lies beside it only behind the slash.
  if (asked === basePath) {
    const query = search === '' ? '' : `?${search}`;
    return { status: 308, body: '', headers: { location: `${basePath}/${query}` } };
  }
  const pathname = asked.startsWith(`${basePath}/`) ? asked.slice(basePath.length) : asked;
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  if (pathname === WEBHOOK_PATH && doors.receive !== null) {
    if (request.method !== 'POST') return { status: 405, body: 'POST only' };
    const verdict = await receive(request, doors.receive, reading).catch(() => 'failed' as const);
    doors.received?.(String(request.headers['x-github-event']), verdict);
    return ANSWERS[verdict];
  }
  if (pathname === '/healthz' && isRead) return { status: 200, body: 'ok' };
  if (pathname === '/readyz' && isRead) {
    const reason = doors.whyNotReady();
    return reason === null ? { status: 200, body: 'ready' } : { status: 503, body: reason };
  }
  if (pathname === '/metrics' && isRead && doors.metrics) {
    return { status: 200, type: 'text/plain; version=0.0.4', body: await doors.metrics() };
  }
  const wanted = {
    path: pathname,
    query: new URLSearchParams(search),
    acceptLanguage: request.headers['accept-language'],
  };
  const page = isRead ? await doors.page(wanted) : null;
  return page === null ? { status: 404, body: 'not found' } : show(page, request);
}

/** A visitor who has it already is told so, and nothing more. */
function show({ type, body, tag, isOpen }: Page, { headers }: IncomingMessage): Answer {
  const etag = `W/"${tag ?? createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  const has = (headers['if-none-match'] ?? '').split(/,\s*/);
  const caching = { etag, 'cache-control': 'no-cache', vary: 'Accept-Language' };
  const answer = {
    type,
    headers: { ...caching, ...(isOpen ? { 'access-control-allow-origin': '*' } : {}) },
  };
  return has.includes(etag)
    ? { ...answer, status: 304, body: '' }
    : { ...answer, status: 200, body };
}

async function receive(
  request: IncomingMessage,
  take: NonNullable<Doors['receive']>,
  reading: Reading,
): Promise<Verdict> {
  const { headers } = request;
  const name = headers['x-github-event'];
  const id = headers['x-github-delivery'];
  const signature = headers['x-hub-signature-256'];
  if (typeof name !== 'string' || typeof id !== 'string' || typeof signature !== 'string') {
    return 'unsigned';
  }
  if (Number(headers['content-length'] ?? 0) > MOST_BYTES) return 'too_large';
  const payload = await readBody(request, reading);
  if (typeof payload === 'string') return payload;
  return take({ id, name, signature, payload: payload.text });
}

async function readBody(
  request: IncomingMessage,
  reading: Reading,
): Promise<{ readonly text: string } | 'too_large' | 'too_many'> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    // Whoever is refused gets an answer: leaving the loop must not end the connection.
    const body: AsyncIterable<Buffer> = request.iterator({ destroyOnReturn: false });
    for await (const chunk of body) {
      bytes += chunk.length;
      reading.buffered += chunk.length;
      if (bytes > MOST_BYTES) return 'too_large';
      if (reading.buffered > MOST_BUFFERED) return 'too_many';
      chunks.push(chunk);
    }
    return { text: Buffer.concat(chunks).toString('utf8') };
  } finally {
    reading.buffered -= bytes;
  }
}

function send(response: ServerResponse, { status, body, type, headers }: Answer): void {
  response.writeHead(status, {
    'content-type': `${type ?? 'text/plain'}; charset=utf-8`,
    'x-content-type-options': 'nosniff',
    // Strangers' words stand on our pages: nothing runs there but the one script that is ours.
    'content-security-policy':
      `default-src 'none'; img-src 'self' https: data:; style-src 'unsafe-inline'; script-src ${SCRIPT_SOURCE}; ` +
      "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
    ...headers,
    ...(status === 413 || status === 503 ? { connection: 'close' } : {}),
  });
  response.end(status === 304 ? undefined : `${body}\n`);
}
