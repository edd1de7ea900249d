/** What the measures share: processes, signed deliveries, figures. */
import { spawn } from 'node:child_process';
import { createHmac, generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
export const MAIN = here('../../dist/main.js');
export const BARE = here('bare-probot.mjs');
export const CLAIMING = here('claiming-probot.mjs');
export const SECRET = 'bench-secret';

const PRIVATE_KEY = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ type: 'pkcs1', format: 'pem' })
  .toString();

/** Whatever happens here, nothing is left running or lying about. */
const started = new Set();
const folders = [];
process.on('exit', () => {
  for (const child of started) child.kill('SIGKILL');
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
process.on('SIGINT', () => process.exit(130));

export const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
export const percentile = (values, share) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];

export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

export async function startFakeGitHub(options = {}) {
  const env = { PATH: process.env.PATH };
  for (const [name, value] of Object.entries(options)) env[name] = String(value);
  const child = spawn(process.execPath, [here('fake-github.mjs')], {
    ...{ env, stdio: ['ignore', 'pipe', 'inherit'] },
  });
  started.add(child);
  const [line] = await once(child.stdout, 'data');
  const url = `http://127.0.0.1:${Number(line)}`;
  const figures = async () => (await fetch(`${url}/_figures`)).json();
  return {
    ...{ url, figures, stop: () => stopped(child) },
    /** Until nothing was asked for so long, in milliseconds. */
    quiet: async (ms = 1_500) => {
      for (;;) {
        const { last } = await figures();
        const rest = last + ms - Date.now();
        if (rest <= 0) return figures();
        await sleep(Math.min(rest, 100));
      }
    },
  };
}

export function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'newbie-tasks-bench-'));
  folders.push(folder);
  return folder;
}

/** @param newsletter JSON of config/newsletters/bench.yml */
export function configFolder(newsletter = null) {
  const folder = temporaryFolder();
  if (newsletter !== null) {
    mkdirSync(join(folder, 'newsletters'));
    writeFileSync(join(folder, 'newsletters', 'bench.yml'), JSON.stringify(newsletter));
  }
  return folder;
}

/** One of the servers, ready: ours or one on Probot. */
export async function startServer(entry, apiUrl, environment = {}, nodeArguments = []) {
  const port = await freePort();
  const start = performance.now();
  const child = spawn(
    process.execPath,
    [...nodeArguments, entry, ...(entry === MAIN ? ['serve'] : [])],
    {
      env: {
        ...{ PATH: process.env.PATH, APP_ID: '1', PRIVATE_KEY, WEBHOOK_SECRET: SECRET },
        ...{ GITHUB_API_URL: apiUrl, PORT: String(port), LOG_LEVEL: 'info' },
        NODE_ENV: 'production',
        ...{ NEWBIE_TASKS_CONFIG: environment.NEWBIE_TASKS_CONFIG ?? configFolder() },
        ...environment,
      },
      stdio: ['ignore', 'ignore', process.env.BENCH_DEBUG ? 'inherit' : 'ignore'],
    },
  );
  started.add(child);
  const url = `http://127.0.0.1:${port}`;
  // Probot's server says nothing of being ready: it is once it answers anything at all.
  const isReady = (status) => (entry === MAIN ? status === 200 : status > 0);
  for (;;) {
    const { status } = await fetch(`${url}/readyz`).catch(() => ({ status: 0 }));
    if (isReady(status)) break;
    if (child.exitCode !== null) throw new Error(`${entry} ended`);
    await sleep(5);
  }
  return {
    ...{ port, child, readyMs: performance.now() - start, stop: () => stopped(child), url },
    /** Resident memory now, and the most so far, in MB. */
    memory: () => ({ now: statusOf(child.pid, 'VmRSS'), most: statusOf(child.pid, 'VmHWM') }),
    webhookUrl: `${url}/api/github/webhooks`,
  };
}

export function statusOf(pid, name) {
  const text = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0) / 1024;
}

async function stopped(child) {
  started.delete(child);
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), 12_000);
  await exited;
  clearTimeout(late);
}

const examples = createRequire(import.meta.url)('@octokit/webhooks-examples');
const COMMENTED = examples
  .find(({ name }) => name === 'issue_comment')
  .examples.find(({ action }) => action === 'created');

/** A comment on an issue of the fake GitHub, some 10 KB as GitHub sends it. */
export function commentDelivery(number, repository = 'r1', body = 'looks good to me') {
  return delivery('issue_comment', {
    ...COMMENTED,
    comment: { ...COMMENTED.comment, body },
    issue: { ...COMMENTED.issue, number },
    repository: { ...COMMENTED.repository, name: repository, full_name: `bench/${repository}` },
  });
}

let count = 0;
export function delivery(event, payload) {
  const body = Buffer.from(JSON.stringify(payload));
  const signature = createHmac('sha256', SECRET).update(body).digest('hex');
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'content-length': body.length,
      'x-github-event': event,
      'x-github-delivery': `bench-${count++}`,
      'x-hub-signature-256': `sha256=${signature}`,
    },
  };
}

export const openAgent = (sockets) => new Agent({ keepAlive: true, maxSockets: sockets });

/** How long until it was acknowledged, in milliseconds. */
export function send(server, agent, { body, headers }) {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const where = { host: '127.0.0.1', port: server.port, path: '/api/github/webhooks' };
    const sent = request({ ...where, method: 'POST', agent, headers }, (response) => {
      response.resume();
      response.on('end', () => {
        if (response.statusCode >= 300) reject(new Error(`answered ${response.statusCode}`));
        else resolve(performance.now() - start);
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
