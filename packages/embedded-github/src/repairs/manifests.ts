/**
 * Registering an App from a manifest, as a person who always agrees. The App that is given out is
 * the one that this GitHub knows already, so what was registered works.
 */

import { randomBytes } from 'node:crypto';
import { type Deliveries, deliver } from '../deliveries/deliveries.js';
import {
  type Answer,
  bodyOf,
  isRecord,
  jsonAnswer,
  notFound,
  problem,
  recordOf,
} from '../server/answer.js';
import type { Context, Repair } from '../server/context.js';
import { readInside } from '../server/forward.js';
import type { ReadRequest } from '../server/listen.js';

export type RegisteredManifest = {
  /** Of the page that it was sent to. */
  readonly path: string;
  readonly manifest: Readonly<Record<string, unknown>>;
};

export type Manifests = {
  readonly url: string;
  readonly app: { readonly slug: string; readonly webhookSecret: string };
  readonly registered: RegisteredManifest[];
  /** Not exchanged yet. */
  readonly codes: Map<string, RegisteredManifest>;
};

export function openManifests(url: string, app: Manifests['app']): Manifests {
  return { url, app, registered: [], codes: new Map() };
}

const PAGE = /^(\/organizations\/([^/]+))?\/settings\/apps\/new$/;

/** GitHub sends these to every App, and refuses them in a manifest. */
const COME_BY_THEMSELVES = ['installation', 'installation_repositories'];

/** The answer to the form that a browser sends; null: another page. The ping goes out at once. */
export function registrationAnswer(
  manifests: Manifests,
  deliveries: Deliveries,
  path: string,
  { method, body, query }: ReadRequest,
): Answer | null {
  if (method !== 'POST' || !PAGE.test(path)) return null;
  const manifest = manifestIn(new URLSearchParams(body.toString('utf8')).get('manifest') ?? '');
  const wrong = whatIsWrong(manifest);
  if (wrong !== null) return problem(422, `Invalid GitHub App configuration. ${wrong}`);
  const registered = { path, manifest };
  const code = randomBytes(20).toString('hex');
  manifests.codes.set(code, registered);
  manifests.registered.push(registered);
  const hook = recordOf(manifest.hook_attributes);
  if (hook.active === true) {
    void deliver(deliveries, 'ping', { zen: 'Keep it logically awesome.', hook_id: 1, hook });
  }
  const back = new URL(String(manifest.redirect_url));
  back.searchParams.set('code', code);
  const state = query.get('state');
  if (state !== null) back.searchParams.set('state', state);
  return { status: 302, headers: { location: back.href }, body: Buffer.alloc(0) };
}

function manifestIn(text: string): Record<string, unknown> {
  try {
    return recordOf(JSON.parse(text));
  } catch {
    return {};
  }
}

/** In GitHub's words, which do not say of which object the "url" is. */
function whatIsWrong({ url, redirect_url: back, hook_attributes: hook, ...rest }: Json) {
  const isUrl = (value: unknown) => typeof value === 'string' && URL.canParse(value);
  if (!isUrl(url) || !isUrl(back)) return 'Error "url" wasn’t supplied.';
  if (hook !== undefined && !(isRecord(hook) && isUrl(hook.url))) {
    return 'Error "url" wasn’t supplied.';
  }
  const events = Array.isArray(rest.default_events) ? rest.default_events : [];
  const refused = events.filter((event) => COME_BY_THEMSELVES.includes(String(event)));
  return refused.length > 0 ? `Default events unsupported: ${refused.join(', ')}` : null;
}

type Json = Readonly<Record<string, unknown>>;

export function manifestRepairs({ url, app, codes }: Manifests): Repair[] {
  return [
    {
      method: 'POST',
      path: /^\/app-manifests\/(?<code>[^/]+)\/conversions$/,
      // A code works once.
      answer: async (context, _, { code = '' }) => {
        const registered = codes.get(code);
        if (registered === undefined) return notFound();
        codes.delete(code);
        const { path, manifest } = registered;
        const isHooked = recordOf(manifest.hook_attributes).active === true;
        const now = new Date().toISOString();
        return jsonAnswer(201, {
          id: 1,
          slug: app.slug,
          node_id: 'MDpBcHAx',
          name: manifest.name,
          description: manifest.description ?? null,
          external_url: manifest.url,
          created_at: now,
          updated_at: now,
          owner: await ownerOf(context, PAGE.exec(path)?.[2]),
          html_url: `${url}/apps/${app.slug}`,
          client_id: 'Iv1.embedded',
          client_secret: 'not-asked-for',
          webhook_secret: isHooked ? app.webhookSecret : null,
          pem: context.credentials.privateKey,
          permissions: context.permissions,
          events: manifest.default_events,
        });
      },
    },
  ];
}

/** @param organisation undefined: the App belongs to the person who registered it */
async function ownerOf(context: Context, organisation: string | undefined): Promise<unknown> {
  const place = organisation === undefined ? 'users/maintainer' : `orgs/${organisation}`;
  return bodyOf(await readInside(context, `/${place}`));
}
