/** What GitHub gave for the App goes into .env, and nothing of it is lost. */

import type { RegisteredApp } from '../../github/app-health.js';
import type { Variables } from '../addresses.js';
import { rescueEnvFile, type Values, withValues, writeEnvFile } from './env-file.js';
import { APP_KEYS, type Ready } from './ready.js';

/** Where this GitHub is, for every later command. */
const HOST_KEYS = ['GITHUB_API_URL', 'GHE_HOST', 'GHE_PROTOCOL'] as const;

/** @param settings the App's page in GitHub's settings. @returns what to do; null: all is written */
export async function keepApp(
  app: RegisteredApp,
  { envFile, envText, publicUrl }: Ready,
  variables: Variables,
  settings: string,
): Promise<readonly string[] | null> {
  const text = withValues(envText, valuesOf(app, publicUrl, variables), [
    ...APP_KEYS,
    ...(publicUrl === null ? [] : ['WEBHOOKS']),
  ]);
  try {
    await writeEnvFile(envFile, text);
    return null;
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? 'unknown reason';
    const rescued = await rescueEnvFile(text);
    if (rescued !== null) {
      return [
        `.env could not be written (${why}). Nothing is lost: it is in ${rescued}, which only you may read`,
        `put it in its place: mv ${rescued} ${envFile}`,
      ];
    }
    return [
      `.env could not be written (${why}), nor could any other file. The App is registered, and nothing is lost:`,
      `generate a new private key${publicUrl === null ? '' : ' and set a new webhook secret'} at ${settings}`,
      `then set APP_ID=${app.id} and PRIVATE_KEY_PATH${publicUrl === null ? ', and WEBHOOKS=off' : ' and WEBHOOK_SECRET'}`,
    ];
  }
}

/** The key in base64: Docker and systemd read one line a value. */
function valuesOf(app: RegisteredApp, publicUrl: string | null, variables: Variables): Values {
  const hosts = HOST_KEYS.flatMap((key) => (variables[key] ? [[key, variables[key]]] : []));
  return {
    ...Object.fromEntries(hosts),
    APP_ID: String(app.id),
    PRIVATE_KEY: Buffer.from(app.privateKey).toString('base64'),
    ...(app.webhookSecret === null ? {} : { WEBHOOK_SECRET: app.webhookSecret }),
    ...(publicUrl === null ? { WEBHOOKS: 'off' } : { PUBLIC_URL: publicUrl }),
  };
}
