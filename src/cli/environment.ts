/** The process's environment, read once and checked as a whole. */

import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Variables } from './addresses.js';
import { publicUrlOf, readAddress, readPort } from './addresses.js';
import { passwordIn } from './open-engine.js';
import { type ProxySettings, proxySecrets, readProxy } from './proxy.js';

export type Environment = {
  readonly apiUrl: string;
  readonly configFolder: string;
  readonly logLevel: string;
  readonly app: { readonly appId: string; readonly privateKey: string } | null;
  readonly token: string | null;
  /** Writes editions into the site's repository; null: the App does, where it may. */
  readonly publishToken: string | null;
  /** Only these accounts, in lower case; null: every account that installs the App. */
  readonly owners: readonly string[] | null;
  /** Where replicas meet; null: this process is alone. */
  readonly redisUrl: string | null;
  readonly proxy: ProxySettings | null;
  /** Where people and GitHub find this server, without a slash at its end; null: not said. */
  readonly publicUrl: string | null;
};

export type ServeEnvironment = Environment & {
  /** null: no deliveries come in, and GitHub is polled. */
  readonly webhookSecret: string | null;
  readonly host: string;
  readonly port: number;
  /** Where /metrics answers; null: on the port of everything else. */
  readonly metricsPort: number | null;
};

/** What must stand in no log. */
export function secretsOf(environment: Environment): readonly string[] {
  const { app, token, publishToken, redisUrl, proxy } = environment;
  const own = [app?.privateKey, token, publishToken, passwordIn(redisUrl)];
  return [...own.flatMap((secret) => secret ?? []), ...proxySecrets(proxy)];
}

type Read<T> =
  | { readonly ok: true; readonly environment: T }
  | { readonly ok: false; readonly problems: readonly string[] };

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

export function readEnvironment(variables: Variables): Read<Environment> {
  const problems: string[] = [];
  const privateKey = readPrivateKey(variables, problems);
  const appId = variables.APP_ID?.trim() ?? '';
  if (appId !== '' && !/^\d+$/.test(appId))
    problems.push(`APP_ID: expected a number, found "${appId}"`);
  if (appId !== '' && privateKey === null && problems.length === 0) {
    problems.push('APP_ID is set, but neither PRIVATE_KEY nor PRIVATE_KEY_PATH is');
  }
  const apiUrl = readApiUrl(variables);
  problems.push(...apiProblems(variables, apiUrl));
  const logLevel = variables.LOG_LEVEL ?? 'info';
  if (!LEVELS.includes(logLevel)) {
    problems.push(`LOG_LEVEL: expected one of ${LEVELS.join(', ')}, found "${logLevel}"`);
  }
  const redisUrl = variables.REDIS_URL || null;
  if (redisUrl !== null && !isRedisUrl(redisUrl)) {
    problems.push('REDIS_URL: expected an address such as redis://:password@host:6379/0');
  }
  const proxy = readProxy(variables, problems);
  const publicUrl = variables.PUBLIC_URL ? publicUrlOf(variables.PUBLIC_URL) : null;
  if (variables.PUBLIC_URL && publicUrl === null) {
    problems.push(
      `PUBLIC_URL: expected an address such as https://bots.example/tasks, without ? and #, found "${variables.PUBLIC_URL}"`,
    );
  }
  if (problems.length > 0) return { ok: false, problems };
  const owners = (variables.OWNERS ?? '')
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean);
  return {
    ok: true,
    environment: {
      redisUrl,
      proxy,
      publicUrl,
      owners: owners.length === 0 ? null : owners,
      apiUrl,
      configFolder: variables.NEWBIE_TASKS_CONFIG ?? 'config',
      logLevel,
      app: appId !== '' && privateKey !== null ? { appId, privateKey } : null,
      token: variables.GITHUB_TOKEN || null,
      publishToken: variables.PUBLISH_TOKEN || null,
    },
  };
}

const GET_AN_APP =
  'no GitHub App is configured. `newbie-tasks setup` registers one from app.yml and writes .env; ' +
  'or set APP_ID, PRIVATE_KEY_PATH and WEBHOOK_SECRET of yours (see "Install" in the README)';

const NO_SECRET =
  'WEBHOOK_SECRET is not set. Without one anybody could forge deliveries: set the same secret ' +
  'here and in the App’s settings';

export function readServeEnvironment(variables: Variables): Read<ServeEnvironment> {
  const read = readEnvironment(variables);
  const problems = read.ok ? [] : [...read.problems];
  if (read.ok && read.environment.app === null) problems.push(GET_AN_APP);
  const webhookSecret = variables.WEBHOOK_SECRET ?? '';
  const isPolling = variables.WEBHOOKS === 'off';
  if (variables.WEBHOOKS && !['on', 'off'].includes(variables.WEBHOOKS)) {
    problems.push(`WEBHOOKS: expected on or off, found "${variables.WEBHOOKS}"`);
  }
  if (!isPolling && webhookSecret.trim() === '') problems.push(NO_SECRET);
  const address = readAddress(variables, problems);
  const metricsPort = readPort('METRICS_PORT', variables, problems);
  if (metricsPort !== null && metricsPort !== 0 && metricsPort === address.port) {
    problems.push('METRICS_PORT: expected another port than PORT');
  }
  if (!read.ok || problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    environment: {
      ...read.environment,
      webhookSecret: isPolling ? null : webhookSecret,
      ...address,
      metricsPort,
    },
  };
}

function isRedisUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, pathname, password } = new URL(url);
  return /^rediss?:$/.test(protocol) && /^\/?\d*$/.test(pathname) && isDecodable(password);
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/** As in Probot: the key itself, with \n written out or in base64, or a file that holds it. */
function readPrivateKey(variables: Variables, problems: string[]): string | null {
  const { PRIVATE_KEY: written, PRIVATE_KEY_PATH: path } = variables;
  if (!written && !path) return null;
  try {
    const text = written || readFileSync(path ?? '', 'utf8');
    const key = text.includes('-----BEGIN') ? text : Buffer.from(text, 'base64').toString('utf8');
    const pem = key.replaceAll('\\n', '\n');
    if (isPrivateKey(pem)) return pem;
    problems.push(
      `${written ? 'PRIVATE_KEY' : path}: this is not the RSA private key of an App, in PEM form`,
    );
  } catch {
    problems.push(`PRIVATE_KEY_PATH: ${path} cannot be read`);
  }
  return null;
}

function isPrivateKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === 'rsa';
  } catch {
    return false;
  }
}

function apiProblems(
  { GITHUB_API_URL, GHE_HOST, GHE_PROTOCOL }: Variables,
  apiUrl: string,
): readonly string[] {
  const isHttp = URL.canParse(apiUrl) && /^https?:$/.test(new URL(apiUrl).protocol);
  if (GITHUB_API_URL) {
    return isHttp ? [] : [`GITHUB_API_URL: expected an http or https address, found "${apiUrl}"`];
  }
  if (!GHE_HOST) return [];
  const problems: string[] = [];
  if (!/^[\w.-]+(:\d+)?$/.test(GHE_HOST)) {
    problems.push(`GHE_HOST: expected a host such as github.example.com, found "${GHE_HOST}"`);
  }
  if (GHE_PROTOCOL && !['http', 'https'].includes(GHE_PROTOCOL)) {
    problems.push(`GHE_PROTOCOL: expected http or https, found "${GHE_PROTOCOL}"`);
  }
  return problems;
}

function readApiUrl({ GITHUB_API_URL, GHE_HOST, GHE_PROTOCOL }: Variables): string {
  if (GITHUB_API_URL) return GITHUB_API_URL.replace(/(?<!\/)\/+$/, '');
  return GHE_HOST ? `${GHE_PROTOCOL ?? 'https'}://${GHE_HOST}/api/v3` : 'https://api.github.com';
}
