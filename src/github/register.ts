/** What GitHub gives for the code of an App that was registered from a manifest: once, and never again. */
import { tokenClient } from './client.js';

export type RegisteredApp = {
  readonly id: number;
  readonly slug: string;
  /** The organisation or person it was registered under. */
  readonly owner: string;
  /** Where people read about it and install it. */
  readonly url: string;
  /** PEM. */
  readonly privateKey: string;
  /** null: its webhook is off. */
  readonly webhookSecret: string | null;
};

/** A code lives for an hour and works once. */
export async function registeredApp(code: string, apiUrl: string): Promise<RegisteredApp> {
  const { data } = await tokenClient(null, apiUrl).rest.apps.createFromManifest({ code });
  const { owner } = data;
  return {
    id: data.id,
    slug: data.slug ?? '',
    owner: owner !== null && 'login' in owner ? owner.login : '',
    url: data.html_url,
    privateKey: data.pem,
    webhookSecret: data.webhook_secret || null,
  };
}

/** GitHub's pages, where the API's address is known: github.com, an Enterprise host, a test's. */
export function webAddress(apiUrl: string): string {
  const { protocol, host, pathname } = new URL(apiUrl);
  const prefix = pathname.replace(/\/+$/, '').replace(/\/api\/v3$/, '');
  return `${protocol}//${host.replace(/^api\./, '')}${prefix}`;
}
