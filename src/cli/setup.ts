/**
 * `newbie-tasks setup`: registers the GitHub App from app.yml in the operator's browser, writes what
 * GitHub gives for it into .env, and sees that a delivery arrives. GitHub shows an App's secrets
 * once, so all that may go wrong here is found out first.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import { HOUR_MS, MINUTE_MS } from '../domain/time.js';
import { type RegisteredApp, readAppHealth, registeredApp } from '../github/app-health.js';
import { webAddress } from '../github/client.js';
import { GitHubFailure } from '../github/errors.js';
import { WEBHOOK_PATH } from '../server/webhook.js';
import type { Variables } from './addresses.js';
import type { Output } from './output.js';
import { type FirstDelivery, listenForDelivery, verifierOf } from './setup/first-delivery.js';
import { keepApp } from './setup/keep.js';
import { readManifest, registrationPage, settingsPage } from './setup/manifest.js';
import { getReady, type Ready, type SetupOptions } from './setup/ready.js';
import { openServer, type RegistrationServer } from './setup/registration-server.js';

type Say = (line: string) => void;

/** GitHub's code lives so long, in milliseconds. */
const REGISTRATION_MS = HOUR_MS;

/** How long the first delivery may take, in milliseconds. */
const DELIVERY_MS = 2 * MINUTE_MS;

/** Exit code: 0 done; 1 a problem, named on stderr with what to do; 2 wrong usage. */
export async function setup(
  options: SetupOptions,
  variables: Variables,
  out: Output,
): Promise<0 | 1 | 2> {
  const say: Say = (line) => out.stderr(`setup: ${line}`);
  const ready = await getReady(options, variables);
  if ('problems' in ready) {
    for (const problem of ready.problems) say(problem);
    return ready.exitCode;
  }
  const opened = await open(ready, options.wait);
  if (typeof opened === 'string') {
    say(opened);
    return 1;
  }
  const { server, hook } = opened;
  try {
    say(ready.publicUrl === null ? NO_DELIVERIES : `GitHub will deliver to ${ready.publicUrl}`);
    say('open this address in a browser on this machine; it works once:');
    out.stderr(`  ${server.url}`);
    const app = await register(server, ready, say);
    if (app === null) return 1;
    const settings = `${settingsPage(webAddress(ready.apiUrl), ready.organisation)}/${app.slug}`;
    const todo = await keepApp(app, ready, variables, settings);
    say(`${app.slug} is registered${todo === null ? ', and .env holds what it needs' : ''}`);
    for (const line of todo ?? []) say(line);
    const install = `${app.url}/installations/new`;
    await server.show({ text: `${app.slug} is registered. Go on in the terminal.`, next: install });
    say('install it on your account or organisation:');
    out.stdout(install);
    const hasArrived = hook === null || (await awaitDelivery(hook, app, ready, settings, say));
    if (hasArrived && todo === null) say('now start it: npm start');
    return hasArrived && todo === null ? 0 : 1;
  } finally {
    server.close();
    hook?.close();
  }
}

const NO_DELIVERIES =
  'without --public-url GitHub delivers nothing here: .env will say WEBHOOKS=off, and serve asks GitHub every two minutes instead';

/** A sentence: why the ports cannot be had. */
async function open(
  { publicUrl, host, port, apiUrl, organisation, pagePort }: Ready,
  wait: boolean,
): Promise<{ readonly server: RegistrationServer; readonly hook: FirstDelivery | null } | string> {
  let hook: FirstDelivery | null = null;
  try {
    hook = publicUrl !== null && wait ? await listenForDelivery(host, port) : null;
  } catch (error) {
    return `cannot listen on ${host}:${port} for GitHub’s first delivery (${codeOf(error)}): stop what runs there, set HOST and PORT to where serve will listen, or skip this with --no-wait`;
  }
  try {
    const action = registrationPage(webAddress(apiUrl), organisation);
    return { server: await openServer(action, await readManifest(publicUrl), pagePort), hook };
  } catch (error) {
    hook?.close();
    return `--port: cannot open the page on 127.0.0.1:${pagePort} (${codeOf(error)}): choose another, or none`;
  }
}

function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error) return String(error.code);
  throw error;
}

/** null: said why there is none. */
async function register(
  server: RegistrationServer,
  { apiUrl }: Ready,
  say: Say,
): Promise<RegisteredApp | null> {
  const code = await Promise.race([server.code, sleep(REGISTRATION_MS, null, { ref: false })]);
  if (code === null) {
    say('nobody came back from GitHub within an hour: start again');
    return null;
  }
  try {
    return await registeredApp(code, apiUrl);
  } catch (error) {
    if (!(error instanceof GitHubFailure)) throw error;
    await server.show({ text: 'GitHub did not take the code: see the terminal.', next: null });
    say(`GitHub did not hand the App over (${error.message})`);
    say(`if it stands in ${webAddress(apiUrl)}/settings/apps, delete it there; then start again`);
    return null;
  }
}

/** @returns whether a delivery arrived, which is said */
async function awaitDelivery(
  hook: FirstDelivery,
  app: RegisteredApp,
  { apiUrl, publicUrl, host, port }: Ready,
  settings: string,
  say: Say,
): Promise<boolean> {
  const { id, privateKey, webhookSecret } = app;
  if (webhookSecret === null) {
    say(`GitHub gave no webhook secret: set one at ${settings}, and as WEBHOOK_SECRET in .env`);
    return false;
  }
  const credentials = { appId: String(id), privateKey };
  const verify = await verifierOf(credentials, webhookSecret, apiUrl);
  say(`waiting for GitHub’s first delivery on ${host}:${port}, at most two minutes`);
  const result = await hook.wait(verify, DELIVERY_MS);
  if ('event' in result) {
    say(`a delivery arrived (${result.event}), and its signature is right`);
    return true;
  }
  say('no delivery arrived within two minutes. Check, in this order:');
  if (result.forged > 0) {
    say(`- ${result.forged} came with a wrong signature: is another App’s webhook set to this?`);
  }
  const status = await lastStatus(credentials, apiUrl);
  if (status !== null) say(`- GitHub says of its last try: ${status}`);
  say(
    `- ${publicUrl}/healthz answers "ok" from outside while this waits: DNS, certificate, firewall`,
  );
  say(
    `- the proxy passes ${publicUrl}${WEBHOOK_PATH} on to ${host}:${port}, as POST and unchanged`,
  );
  say(`- ${settings}/advanced lists what GitHub sent; "Redeliver" there while serve runs`);
  return false;
}

/** What GitHub got for its newest delivery; null: it does not say, or has sent none. */
async function lastStatus(
  credentials: { readonly appId: string; readonly privateKey: string },
  apiUrl: string,
): Promise<string | null> {
  try {
    const [last] = (await readAppHealth(credentials, apiUrl)).deliveries ?? [];
    return last === undefined ? null : `${last.event}: ${last.status}`;
  } catch (error) {
    if (error instanceof GitHubFailure) return null;
    throw error;
  }
}
