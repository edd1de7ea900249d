/** All that may keep setup from its end, found out before GitHub is asked for anything. */

import { resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import type { Variables } from '../addresses.js';
import { portOf, publicUrlOf, readAddress } from '../addresses.js';
import { readEnvironment } from '../environment.js';
import { useProxy } from '../proxy.js';
import { readEnvFile, type Values, whyNotWritable } from './env-file.js';

export type SetupOptions = {
  readonly publicUrl?: string;
  readonly organization?: string;
  readonly port?: string;
  readonly force?: boolean;
  readonly wait: boolean;
};

export type Ready = {
  readonly apiUrl: string;
  /** Where `serve` will listen. */
  readonly host: string;
  readonly port: number;
  /** null: GitHub cannot reach this machine. */
  readonly publicUrl: string | null;
  /** null: under the account of whoever confirms it. */
  readonly organisation: string | null;
  /** Of the page; 0: any. */
  readonly pagePort: number;
  readonly envFile: string;
  readonly envText: string;
};

export type Refused = { readonly exitCode: 1 | 2; readonly problems: readonly string[] };

/** What setup writes about the App, and what would win over it. */
export const APP_KEYS = ['APP_ID', 'PRIVATE_KEY', 'PRIVATE_KEY_PATH', 'WEBHOOK_SECRET'] as const;

const NOT_HTTPS =
  'expected the https address at which GitHub reaches this server, such as https://tasks.example.org';

export async function getReady(
  options: SetupOptions,
  variables: Variables,
): Promise<Ready | Refused> {
  const misuse = wrongUsage(options);
  if (misuse !== null) return { exitCode: 2, problems: [misuse] };
  const problems: string[] = [];
  const environment = readEnvironment({ ...variables, ...withoutApp() });
  const address = readAddress(variables, problems);
  if (!environment.ok) problems.push(...environment.problems);
  const envFile = resolve('.env');
  const before = await readEnvFile(envFile).catch((error: NodeJS.ErrnoException) => error.code);
  if (typeof before !== 'object') return refused(`.env: this cannot be read (${before})`);
  problems.push(...appThere(before.values, variables, options.force ?? false));
  const why = await whyNotWritable(envFile);
  if (why !== null) problems.push(`.env: nothing can be written into this folder (${why})`);
  // Nobody is asked for anything while something else is wrong.
  if (problems.length > 0 || !environment.ok) return { exitCode: 1, problems };
  await useProxy(environment.environment.proxy);
  const given = options.publicUrl ?? variables.PUBLIC_URL ?? (await askForUrl());
  const publicUrl = given.trim() === '' ? null : httpsUrlOf(given.trim());
  if (given.trim() !== '' && publicUrl === null) {
    return refused(`PUBLIC_URL: ${NOT_HTTPS}, found "${given}"`);
  }
  const other = publicUrlConflict(before.values, publicUrl);
  if (other !== null && !options.force) return refused(other);
  return {
    ...address,
    apiUrl: environment.environment.apiUrl,
    publicUrl,
    organisation: options.organization ?? null,
    pagePort: Number(options.port ?? 0),
    envFile,
    envText: before.text,
  };
}

function refused(problem: string): Refused {
  return { exitCode: 1, problems: [problem] };
}

/** GitHub delivers over the public network. */
function httpsUrlOf(text: string): string | null {
  const url = publicUrlOf(text);
  return url?.startsWith('https://') ? url : null;
}

function wrongUsage({ publicUrl, organization, port }: SetupOptions): string | null {
  if (publicUrl !== undefined && httpsUrlOf(publicUrl) === null) {
    return `--public-url: ${NOT_HTTPS}, found "${publicUrl}"`;
  }
  if (organization !== undefined && !/^[A-Za-z0-9][A-Za-z0-9-]{0,99}$/.test(organization)) {
    return `--organization: expected the name of an organisation, found "${organization}"`;
  }
  if (port !== undefined && portOf(port) === null) {
    return `--port: expected a number from 0 to 65535, found "${port}"`;
  }
  return null;
}

/** A half of an App that is there already says nothing about the one to come. */
function withoutApp(): Record<string, undefined> {
  return Object.fromEntries(APP_KEYS.map((key) => [key, undefined]));
}

function appThere(file: Values, variables: Variables, force: boolean): readonly string[] {
  const inFile = APP_KEYS.filter((key) => file[key]);
  const outside = APP_KEYS.filter((key) => variables[key] && variables[key] !== file[key]);
  return [
    ...(inFile.length > 0 && !force
      ? [
          `.env: ${inFile.join(', ')} ${inFile.length === 1 ? 'is' : 'are'} set already, so there is an App. Use it (npm start), or replace it with --force`,
        ]
      : []),
    ...(outside.length > 0
      ? [
          `${outside.join(', ')}: set in the environment, which would win over what setup writes into .env: unset ${outside.length === 1 ? 'it' : 'them'} first`,
        ]
      : []),
  ];
}

function publicUrlConflict(file: Values, publicUrl: string | null): string | null {
  if (publicUrl !== null && file.WEBHOOKS === 'off') {
    return '.env: WEBHOOKS=off switches deliveries off, but there is a public address. Take one of them out, or replace it with --force';
  }
  const stands = file.PUBLIC_URL ?? '';
  if (stands === '' || publicUrl === null || publicUrlOf(stands) === publicUrl) return null;
  return `.env: PUBLIC_URL is ${stands} already. Take --public-url out, or replace it with --force`;
}

/** Nobody at the terminal: none. */
async function askForUrl(): Promise<string> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return '';
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(
    'At which https address does GitHub reach this server? (empty: it cannot) ',
  );
  terminal.close();
  return answer;
}
