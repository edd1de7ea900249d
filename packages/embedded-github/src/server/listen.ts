import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type Answer, problem } from './answer.js';

export type ReadRequest = {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Buffer;
};

export async function listen(
  handle: (request: ReadRequest, url: URL) => Promise<Answer | null>,
): Promise<{ server: Server; url: string }> {
  const server = createServer((request, response) => {
    void serve(request, response, handle);
  });
  // Longer than any client's, so that it is never us who closes a connection in use.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { server, url: `http://127.0.0.1:${port}` };
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  handle: (request: ReadRequest, url: URL) => Promise<Answer | null>,
): Promise<void> {
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const headers: Record<string, string> = {};
    for (const [name, value] of Object.entries(request.headers)) {
      if (value !== undefined) headers[name] = String(value);
    }
    const url = new URL(request.url ?? '/', 'http://localhost');
    const method = request.method ?? 'GET';
    const query = url.searchParams;
    const answer = await handle({ method, headers, query, body: Buffer.concat(chunks) }, url);
    // null: let it hang.
    if (answer) finish(response, answer);
  } catch (error) {
    finish(response, problem(500, `the embedded GitHub failed: ${error}`));
  }
}

function finish(response: ServerResponse, answer: Answer): void {
  const { status, headers, body, sent } = answer;
  if (sent !== undefined && body.byteLength === 0) {
    // Nothing to cut in the middle: not even a head comes.
    if (sent !== 'stalled') response.destroy();
    return;
  }
  const isChunked = status === 204 || sent === 'cut-chunked';
  const length = isChunked ? {} : { 'content-length': body.byteLength };
  response.writeHead(status, { ...headers, ...length });
  if (sent === undefined) {
    response.end(body);
  } else if (sent === 'stalled') {
    response.write(firstHalf(body));
  } else {
    response.write(firstHalf(body), () => response.destroy());
  }
}

/** Without the last byte at least. */
const firstHalf = (body: Buffer) => body.subarray(0, Math.floor(body.byteLength / 2));
