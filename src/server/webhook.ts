/** A delivery on its way from the socket to whoever verifies it. */
import type { IncomingMessage } from 'node:http';

export const WEBHOOK_PATH = '/api/github/webhooks';

export type SignedDelivery = {
  readonly id: string;
  readonly name: string;
  readonly signature: string;
  readonly payload: string;
};

/** Verifies the signature and accepts the delivery. */
export type Receive = (delivery: SignedDelivery) => Promise<'accepted' | 'forged' | 'malformed'>;

/** What GitHub, or a stranger, is told of a delivery. */
export const ANSWERS = {
  accepted: { status: 202, body: 'accepted' },
  forged: { status: 401, body: 'forged' },
  malformed: { status: 400, body: 'malformed' },
  unsigned: { status: 400, body: 'not a delivery of GitHub' },
  too_large: { status: 413, body: 'too large' },
  too_many: { status: 503, body: 'too many' },
  failed: { status: 500, body: 'error' },
} as const;

export type Verdict = keyof typeof ANSWERS;

/** GitHub sends up to 25 MB; what matters here is far smaller. In bytes. */
const MOST_BYTES = 2 * 1024 * 1024;

/** What all deliveries that are being read may hold together, so that slow ones cannot fill it. */
const MOST_BUFFERED = 64 * 1024 * 1024;

export function createWebhook(receive: Receive): (request: IncomingMessage) => Promise<Verdict> {
  const reading = { bytes: 0 };
  return async (request) => {
    const { headers } = request;
    const name = headers['x-github-event'];
    const id = headers['x-github-delivery'];
    const signature = headers['x-hub-signature-256'];
    if (typeof name !== 'string' || typeof id !== 'string' || typeof signature !== 'string') {
      return 'unsigned';
    }
    if (Number(headers['content-length'] ?? 0) > MOST_BYTES) return 'too_large';
    try {
      const body = await readBody(request, reading);
      if ('refusal' in body) return body.refusal;
      return await receive({ id, name, signature, payload: body.text });
    } catch {
      return 'failed';
    }
  };
}

/**
 * Hono's body limit knows one request at a time, believes its content-length, and keeps a body of
 * unknown length for itself: it cannot hold what all of them may fill together.
 */
async function readBody(
  request: IncomingMessage,
  reading: { bytes: number },
): Promise<{ readonly text: string } | { readonly refusal: 'too_large' | 'too_many' }> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    // Whoever is refused gets an answer: leaving the loop must not end the connection.
    const body: AsyncIterable<Buffer> = request.iterator({ destroyOnReturn: false });
    for await (const chunk of body) {
      bytes += chunk.length;
      reading.bytes += chunk.length;
      if (bytes > MOST_BYTES) return { refusal: 'too_large' };
      if (reading.bytes > MOST_BUFFERED) return { refusal: 'too_many' };
      chunks.push(chunk);
    }
    return { text: Buffer.concat(chunks).toString('utf8') };
  } finally {
    reading.bytes -= bytes;
  }
}
