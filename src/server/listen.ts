/** The ports that `serve` listens on: one for all, or another for /metrics. */
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { createHttpServer, type ServerOptions } from './server.js';

export type Listening = {
  /** The port of everything but figures that are apart. */
  readonly port: number;
  /** Takes nothing new. */
  readonly close: () => void;
  /** Ends what is still open. */
  readonly cutOff: () => void;
};

export type Where = {
  readonly host: string;
  readonly port: number;
  /** Where /metrics answers; null: on the port of everything else. */
  readonly metricsPort: number | null;
};

export async function listen(
  { host, port, metricsPort }: Where,
  options: ServerOptions,
  log: Logger,
): Promise<Listening | { readonly problem: string }> {
  const isApart = metricsPort !== null;
  const withoutMetrics = { ...options, metrics: null };
  const open = [
    { name: 'listening', port, server: createHttpServer(isApart ? withoutMetrics : options) },
    ...(isApart
      ? [{ name: 'metrics', port: metricsPort, server: createHttpServer(onlyMetrics(options)) }]
      : []),
  ];
  const close = () => {
    for (const { server } of open) server.close();
  };
  const ports: number[] = [];
  for (const { name, port, server } of open) {
    const failed = await listenOn(server, host, port);
    if (failed !== null) {
      close();
      return { problem: `cannot listen on ${host}:${port} (${failed})` };
    }
    const { port: opened } = server.address() as AddressInfo;
    ports.push(opened);
    log.info({ host, port: opened }, name);
  }
  return {
    port: ports[0] ?? port,
    close,
    cutOff: () => {
      for (const { server } of open) server.closeAllConnections();
    },
  };
}

/** With /healthz and /readyz. */
function onlyMetrics({ whyNotReady, metrics }: ServerOptions): ServerOptions {
  return { whyNotReady, ...(metrics ? { metrics } : {}), receive: null, page: async () => null };
}

/** null: listening; otherwise why not. */
async function listenOn(server: Server, host: string, port: number): Promise<string | null> {
  try {
    server.listen(port, host);
    await once(server, 'listening');
    return null;
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  }
}
