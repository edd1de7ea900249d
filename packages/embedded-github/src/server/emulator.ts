import { request } from 'node:http';
import { createServer } from 'node:net';
import { createEmulator } from 'emulate';
import type { Answer } from './answer.js';

export type Question = {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
};

/** The npm package `emulate`, reachable only through the proxy in front of it. */
export type Emulator = {
  ask(question: Question): Promise<Answer>;
  close(): Promise<void>;
};

/**
 * @param publicUrl the proxy's address, which the emulator writes into every link
 */
export async function startEmulator(
  publicUrl: string,
  seed: Record<string, unknown>,
): Promise<Emulator> {
  // The emulator reports baseUrl as its address, so the port has to be chosen beforehand.
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    try {
      const emulator = await createEmulator({
        service: 'github',
        port,
        hostname: '127.0.0.1',
        baseUrl: publicUrl,
        seed,
      });
      const host = new URL(publicUrl).host;
      return { ask: (question) => ask(port, host, question), close: () => emulator.close() };
    } catch (error) {
      if (attempt === 3) throw error;
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length']);

function ask(port: number, host: string, question: Question): Promise<Answer> {
  const { method, path, body = Buffer.alloc(0) } = question;
  const asked = Object.entries(question.headers ?? {}).filter(([name]) => !HOP_BY_HOP.has(name));
  // The public host, because the emulator builds its Link headers from it.
  const headers = { ...Object.fromEntries(asked), host, 'content-length': body.byteLength };
  return new Promise((resolve, reject) => {
    // No keep-alive: the emulator closes idle sockets without warning, and a lost request here
    // would look like a fault of the bot's.
    const asking = request(
      { host: '127.0.0.1', port, method, path, headers, agent: false },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const said: Record<string, string> = {};
          for (const [name, value] of Object.entries(response.headers)) {
            if (value !== undefined && !HOP_BY_HOP.has(name)) said[name] = String(value);
          }
          resolve({ status: response.statusCode ?? 0, headers: said, body: Buffer.concat(chunks) });
        });
      },
    );
    asking.on('error', reject);
    asking.end(body);
  });
}
