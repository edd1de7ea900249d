/** What has to come out of this machine and what has to come in, and whether it does. */
import type { AppHealth, Delivery, Hook } from '../../github/app-health.js';
import type { Finding } from './diagnosis.js';

/** A host that is asked, and what for. */
export type Host = {
  readonly host: string;
  readonly url: string;
  readonly use: string;
  /** What is missing without it. */
  readonly without: string;
};

const PUBLIC_API = 'https://api.github.com';
const PUBLIC_AVATARS = 'https://avatars.githubusercontent.com';

/** @param avatarUrl a picture of anybody; null: GitHub could not be asked */
export function outboundHosts(apiUrl: string, avatarUrl: string | null): readonly Host[] {
  const api = new URL(apiUrl);
  const pictures = avatarUrl ?? (apiUrl === PUBLIC_API ? PUBLIC_AVATARS : apiUrl);
  const avatars = new URL(pictures);
  return [
    { host: api.host, url: api.href, use: 'the API', without: 'nothing works' },
    ...(avatars.host === api.host
      ? []
      : [
          {
            host: avatars.host,
            url: avatars.origin,
            use: 'people’s pictures',
            without: 'the newsletter’s picture shows initials',
          },
        ]),
  ];
}

/** @param why null: it answers */
export function hostFinding({ host, use, without }: Host, why: string | null): Finding {
  if (why === null) return { what: `${host} answers (${use})`, todo: null };
  return {
    what: `${host} cannot be reached (${use}): ${why}`,
    todo: `let this machine reach it, or set HTTPS_PROXY; without it ${without}`,
  };
}

/** Uploads and downloads of files have hosts of their own on GitHub: firewalls may keep them shut. */
export const NO_OTHER_HOST: Finding = {
  what: 'no other host is asked, for uploads neither',
  todo: null,
};

/** @param webhookUrl where this server receives deliveries, as PUBLIC_URL says; null: not said */
export function inboundFindings(
  { hook, deliveries }: Pick<AppHealth, 'hook' | 'deliveries'>,
  webhookUrl: string | null,
): readonly Finding[] {
  return [...hookFindings(hook, webhookUrl), ...deliveryFindings(deliveries)];
}

function hookFindings(hook: Hook | null, webhookUrl: string | null): readonly Finding[] {
  const here = webhookUrl ?? 'https://YOUR-HOST/api/github/webhooks';
  if (hook === null) {
    return [
      { what: `this GitHub does not tell where it delivers to; it must be ${here}`, todo: null },
    ];
  }
  if (hook.url === null) {
    return [
      { what: 'the App has no webhook', todo: `set its address to ${here}, or set WEBHOOKS=off` },
    ];
  }
  const form = {
    what: 'the App’s webhook sends forms',
    todo: 'choose application/json in the App’s settings',
  };
  return [addressFinding(hook.url, webhookUrl), ...(hook.isJson ? [] : [form])];
}

function addressFinding(url: string, webhookUrl: string | null): Finding {
  if (webhookUrl === null) {
    return {
      what: `GitHub delivers to ${url}; PUBLIC_URL is not set, so whether that is here is not known`,
      todo: null,
    };
  }
  if (URL.canParse(url) && new URL(url).href === new URL(webhookUrl).href) {
    return { what: `GitHub delivers to POST ${url}, and nothing else has to come in`, todo: null };
  }
  return {
    what: `GitHub delivers to ${url}, and this server is at ${webhookUrl}`,
    todo: 'correct the webhook’s address in the App’s settings, or PUBLIC_URL',
  };
}

function deliveryFindings(deliveries: readonly Delivery[] | null): readonly Finding[] {
  if (deliveries === null)
    return [{ what: 'this GitHub does not tell how deliveries fare', todo: null }];
  if (deliveries.length === 0) return [{ what: 'no delivery was sent yet', todo: null }];
  const failed = deliveries.filter(({ status }) => status !== 'OK');
  const [newest] = failed;
  if (newest === undefined) {
    return [{ what: `the last ${deliveries.length} deliveries arrived`, todo: null }];
  }
  return [
    {
      what: `${failed.length} of the last ${deliveries.length} deliveries failed, the newest at ${newest.at}: ${newest.event}, ${newest.status}`,
      todo: 'check the webhook’s address and secret in the App’s settings, and that serve is reachable',
    },
  ];
}
