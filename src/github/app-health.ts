/** What GitHub says about the App itself, for its operator: when it is registered, and later. */
import { type AppCredentials, appClient, tokenClient } from './client.js';
import { GitHubFailure, isMissing, rootOf } from './errors.js';

export type RegisteredApp = {
  readonly id: number;
  readonly slug: string;
  /** Where people read about it and install it. */
  readonly url: string;
  /** PEM. */
  readonly privateKey: string;
  /** null: its webhook is off. */
  readonly webhookSecret: string | null;
};

/** Of a manifest's code, which lives for an hour and works once. */
export async function registeredApp(code: string, apiUrl: string): Promise<RegisteredApp> {
  const { data } = await tokenClient(null, apiUrl).rest.apps.createFromManifest({ code });
  return {
    id: data.id,
    slug: data.slug ?? '',
    url: data.html_url,
    privateKey: data.pem,
    webhookSecret: data.webhook_secret || null,
  };
}

export type Permissions = Readonly<Record<string, string>>;

export type AppHealth = {
  readonly login: string;
  readonly permissions: Permissions;
  readonly events: readonly string[];
  /** Anybody may install it; null: that could not be found out. */
  readonly isPublic: boolean | null;
  readonly installations: readonly Installation[];
  /** Where a picture of its owner lies, and so everybody's; null: not said. */
  readonly avatarUrl: string | null;
  /** null: this GitHub does not say. */
  readonly hook: Hook | null;
  /** The newest hundred; null: this GitHub does not say. */
  readonly deliveries: readonly Delivery[] | null;
};

export type Installation = {
  readonly account: string;
  readonly permissions: Permissions;
  readonly events: readonly string[];
  readonly isSuspended: boolean;
};

export type Hook = {
  /** Where GitHub delivers to; null: nowhere. */
  readonly url: string | null;
  /** Forms are signed as well, but are not read here. */
  readonly isJson: boolean;
};

export type Delivery = {
  readonly event: string;
  /** `OK`, or what went wrong; the API's own filter for failures misses time-outs. */
  readonly status: string;
  /** ISO 8601. */
  readonly at: string;
};

export async function readAppHealth(
  credentials: AppCredentials,
  apiUrl: string,
): Promise<AppHealth> {
  const octokit = appClient(credentials, apiUrl);
  const { data: app } = await octokit.rest.apps.getAuthenticated();
  const slug = app?.slug ?? '';
  const [installations, deliveries, hook, isPublic] = await Promise.all([
    octokit.paginate(octokit.rest.apps.listInstallations, { per_page: 100 }),
    unlessMissing(
      async () => (await octokit.rest.apps.listWebhookDeliveries({ per_page: 100 })).data,
    ),
    unlessMissing(async () => (await octokit.rest.apps.getWebhookConfigForApp()).data),
    isSeenByAnybody(apiUrl, slug),
  ]);
  return {
    login: `${slug}[bot]`,
    permissions: (app?.permissions ?? {}) as Permissions,
    events: app?.events ?? [],
    isPublic,
    installations: installations.map(({ account, permissions, events, suspended_at }) => ({
      account: account !== null && 'login' in account ? account.login : '',
      permissions: permissions as Permissions,
      events,
      isSuspended: suspended_at !== null && suspended_at !== undefined,
    })),
    avatarUrl: app?.owner?.avatar_url || null,
    hook: hook && { url: hook.url || null, isJson: hook.content_type === 'json' },
    deliveries:
      deliveries?.map(({ event, status, delivered_at }) => ({ event, status, at: delivered_at })) ??
      null,
  };
}

/** Where GitHub does not answer strangers at all, nobody need be warned. */
async function isSeenByAnybody(apiUrl: string, slug: string): Promise<boolean | null> {
  try {
    await tokenClient(null, apiUrl).rest.apps.getBySlug({ app_slug: slug });
    return true;
  } catch (error) {
    if (!(error instanceof GitHubFailure)) throw error;
    return error.kind === 'missing' || error.kind === 'refused' ? false : null;
  }
}

async function unlessMissing<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

const PATIENCE_MS = 5_000;

/** Whether a host can be reached from here, through the proxy if there is one. null: it answers, whatever it says; otherwise why not. */
export async function whyUnreachable(url: string): Promise<string | null> {
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    await fetch(url, { method: 'HEAD', redirect: 'manual', signal });
    return null;
  } catch (error) {
    return rootOf(error);
  }
}
