/** app.yml as GitHub's registration page wants it. */
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { WEBHOOK_PATH } from '../../server/webhook.js';

const APP_YML = new URL('../../../app.yml', import.meta.url);

export type Manifest = Readonly<Record<string, unknown>>;

/**
 * GitHub refuses a webhook without an address even where it is switched off, and events without a
 * webhook: this address gets no delivery.
 */
const NO_WEBHOOK = { url: 'https://example.com/', active: false };

/** @param publicUrl where GitHub reaches `serve`; null: it cannot */
export async function readManifest(publicUrl: string | null): Promise<Manifest> {
  const own = parse(await readFile(APP_YML, 'utf8')) as Manifest;
  const hook = publicUrl === null ? NO_WEBHOOK : { url: publicUrl + WEBHOOK_PATH, active: true };
  return { ...own, hook_attributes: hook };
}

/** Where GitHub takes a manifest. */
export function registrationPage(web: string, organisation: string | null): string {
  return `${settingsPage(web, organisation)}/new`;
}

/** Where the Apps of a person or an organisation are listed. */
export function settingsPage(web: string, organisation: string | null): string {
  const owner = organisation === null ? '' : `/organizations/${organisation}`;
  return `${web}${owner}/settings/apps`;
}
