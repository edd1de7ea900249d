/** What GitHub gives for the code of an App that was registered from a manifest: once, and never again. */
import { tokenClient } from './client.js';

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

/** A code lives for an hour and works once. */
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
