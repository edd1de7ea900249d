/** The HTTP server. Nothing but these paths answers, and no answer tells a stranger what went wrong. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { etag, RETAINED_304_HEADERS } from 'hono/etag';
import { secureHeaders } from 'hono/secure-headers';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { SCRIPT_SOURCE } from '../board/document.js';
import type { Page, PageRequest } from '../board/page.js';
import { ANSWERS, createWebhook, type Receive, type Verdict, WEBHOOK_PATH } from './webhook.js';

export type ServerOptions = {
  /** null: no deliveries are received. */
  readonly receive: Receive | null;
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

/** How long a request may take, and how often that is checked. In milliseconds. */
const PATIENCE = { requestTimeout: 30_000, connectionsCheckingInterval: 5_000 };

/** @param patience a delivery that trickles in must not hold a connection for ever */
export function createHttpServer(options: ServerOptions, patience = PATIENCE): Server {
  const routes = createRoutes(options);
  const listener = getRequestListener(routes.fetch, {
    hostname: 'localhost',
    // What is left of a refused body is Node's affair, and the global Request is everybody's.
    autoCleanupIncoming: false,
    overrideGlobalObjects: false,
    // No URL can be made of what was asked for.
    errorHandler: () => routes.request(NOWHERE),
  });
  return createServer(patience, listener);
}

type Env = { Bindings: HttpBindings };

function createRoutes(options: ServerOptions): Hono<Env> {
  const { receive, received, whyNotReady, metrics, page, basePath = '' } = options;
  const app = new Hono<Env>({ getPath: (_, given) => pathBelow(basePath, given?.env?.incoming) });

  app.use(secureHeaders(SECURITY));
  app.use(async (c, next) => {
    await next();
    // Whoever is refused may be sending still.
    if (c.res.status === 413 || c.res.status === 503) c.header('connection', 'close');
  });
  app.notFound((c) => sayPlainly(c, 404, 'not found'));
  app.onError((_, c) => sayPlainly(c, ANSWERS.failed.status, ANSWERS.failed.body));

  if (basePath !== '') {
    // What the front page links to lies beside it only behind the slash.
    app.all(NO_SLASH, (c) => {
      c.header('location', `${basePath}/${new URL(c.req.url).search}`);
      return sayPlainly(c, 308, '');
    });
  }
  if (receive !== null) {
    const webhook = createWebhook(receive);
    app.post(WEBHOOK_PATH, async (c) => {
      const verdict = await webhook(c.env.incoming);
      received?.(String(c.req.header('x-github-event')), verdict);
      return sayPlainly(c, ANSWERS[verdict].status, ANSWERS[verdict].body);
    });
    app.all(WEBHOOK_PATH, (c) => sayPlainly(c, 405, 'POST only'));
  }
  app.get('/healthz', (c) => sayPlainly(c, 200, 'ok'));
  app.get('/readyz', (c) => {
    const reason = whyNotReady();
    return reason === null ? sayPlainly(c, 200, 'ready') : sayPlainly(c, 503, reason);
  });
  if (metrics) {
    app.get('/metrics', async (c) =>
      sayPlainly(c, 200, await metrics(), 'text/plain; version=0.0.4'),
    );
  }
  // Which pages there are is known once they are loaded.
  app.get('*', etag({ weak: true, retainedHeaders: RETAINED }), async (c) => {
    const found = await page({
      path: c.req.path,
      query: new URL(c.req.url).searchParams,
      acceptLanguage: c.req.header('accept-language'),
    });
    if (found === null) return c.notFound();
    if (found.tag !== undefined) c.header('etag', `W/"${found.tag}"`);
    c.header('cache-control', 'no-cache');
    c.header('vary', 'Accept-Language');
    if (found.isOpen) c.header('access-control-allow-origin', '*');
    return sayPlainly(c, 200, found.body, found.type);
  });
  return app;
}

/** Strangers' words stand on our pages: nothing runs there but the one script that is ours. */
const SECURITY: Parameters<typeof secureHeaders>[0] = {
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    imgSrc: ["'self'", 'https:', 'data:'],
    styleSrc: ["'unsafe-inline'"],
    scriptSrc: [SCRIPT_SOURCE],
    connectSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
  referrerPolicy: 'no-referrer',
  xContentTypeOptions: 'nosniff',
  // A badge stands on other sites, and whether there is only https is the reverse proxy's word.
  crossOriginResourcePolicy: false,
  crossOriginOpenerPolicy: false,
  strictTransportSecurity: false,
  // What the policy above says already, or what browsers have forgotten.
  originAgentCluster: false,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xFrameOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
};

/** A page of another site that reads ours asks again whether it may. */
const RETAINED = [...RETAINED_304_HEADERS, 'access-control-allow-origin'];

/** Nobody can ask for these: a path has no spaces. */
const NO_SLASH = '/no slash behind the base path';
const NOWHERE = '/nowhere at all';

/** As it was sent: what has to be decoded or resolved first is no path of ours. */
function pathBelow(basePath: string, request: IncomingMessage | undefined): string {
  const [path = '/'] = request?.url?.split('?') ?? [NOWHERE];
  if (basePath !== '' && path === basePath) return NO_SLASH;
  return path.startsWith(`${basePath}/`) ? path.slice(basePath.length) : path;
}

function sayPlainly(
  c: Context,
  status: ContentfulStatusCode,
  body: string,
  type = 'text/plain',
): Response {
  return c.body(`${body}\n`, status, { 'content-type': `${type}; charset=utf-8` });
}
