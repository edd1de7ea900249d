import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readEnvironment, readServeEnvironment } from '../../../src/cli/environment.js';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const PEM = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
const APP = { APP_ID: '12', PRIVATE_KEY: PEM, WEBHOOK_SECRET: 's3cret' };

const problems = (variables: Record<string, string>) => {
  const read = readServeEnvironment(variables);
  return read.ok ? [] : read.problems.map((problem) => problem.split(/[:. ]/)[0]);
};

describe('the environment', () => {
  it.each([
    ['as it is', PEM],
    ['with \\n written out', PEM.replaceAll('\n', '\\n')],
    ['in base64', Buffer.from(PEM).toString('base64')],
  ])('takes the key %s', (_, key) => {
    const read = readEnvironment({ ...APP, PRIVATE_KEY: key });
    expect(read.ok && read.environment.app?.privateKey.trim()).toBe(PEM.trim());
  });

  it('takes the key from a file', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'key-')), 'key.pem');
    writeFileSync(path, PEM);
    const read = readEnvironment({ APP_ID: '12', PRIVATE_KEY_PATH: path });
    expect(read.ok && read.environment.app?.privateKey).toBe(PEM);
  });

  it('defaults to the public GitHub, and knows an Enterprise host as Probot does', () => {
    const url = (variables: Record<string, string>) => {
      const read = readEnvironment(variables);
      return read.ok ? read.environment.apiUrl : read.problems;
    };
    expect(url({})).toBe('https://api.github.com');
    expect(url({ GHE_HOST: 'ghe.example' })).toBe('https://ghe.example/api/v3');
    expect(url({ GHE_HOST: 'g', GHE_PROTOCOL: 'http' })).toBe('http://g/api/v3');
    expect(url({ GITHUB_API_URL: 'http://localhost:4001/' })).toBe('http://localhost:4001');
  });

  it.each([
    ['nothing', {}, ['no', 'WEBHOOK_SECRET']],
    ['no secret', { ...APP, WEBHOOK_SECRET: ' ' }, ['WEBHOOK_SECRET']],
    ['a key that is none', { ...APP, PRIVATE_KEY: 'abc' }, ['PRIVATE_KEY']],
    ['an App without a key', { APP_ID: '1', WEBHOOK_SECRET: 'x' }, ['APP_ID']],
    ['an App that is no number', { ...APP, APP_ID: 'x' }, ['APP_ID']],
    ['a wrong port', { ...APP, PORT: '70000' }, ['PORT']],
    ['a Redis that is none', { ...APP, REDIS_URL: 'localhost:6379' }, ['REDIS_URL']],
    ['a Redis without number', { ...APP, REDIS_URL: 'redis://x/abc' }, ['REDIS_URL']],
    ['a broken password', { ...APP, REDIS_URL: 'redis://:%E0%A4@x' }, ['REDIS_URL']],
    ['a wrong level', { ...APP, LOG_LEVEL: 'loud' }, ['LOG_LEVEL']],
    ['a wrong port of metrics', { ...APP, METRICS_PORT: 'x' }, ['METRICS_PORT']],
    ['one port for two', { ...APP, METRICS_PORT: '3000' }, ['METRICS_PORT']],
    ['a proxy without http', { ...APP, HTTPS_PROXY: 'proxy:3128' }, ['HTTPS_PROXY']],
    ['a proxy of another kind', { ...APP, http_proxy: 'socks5://proxy' }, ['HTTP_PROXY']],
    ['a public address that is none', { ...APP, PUBLIC_URL: 'bots.example' }, ['PUBLIC_URL']],
    ['a public address with more', { ...APP, PUBLIC_URL: 'https://x.y/?a' }, ['PUBLIC_URL']],
    ['an unknown way', { ...APP, WEBHOOKS: 'maybe' }, ['WEBHOOKS']],
  ])('with %s names what is wrong', (_, variables, names) => {
    expect(problems(variables)).toEqual(names);
  });

  it('needs no secret where no deliveries come in', () => {
    const read = readServeEnvironment({ ...APP, WEBHOOK_SECRET: '', WEBHOOKS: 'off' });
    expect(read.ok && read.environment.webhookSecret).toBeNull();
  });

  it('never repeats a proxy’s address, which may hold a password', () => {
    const read = readEnvironment({ ...APP, HTTPS_PROXY: 'socks5://me:hush@proxy' });
    expect(read.ok ? '' : read.problems.join()).toMatch(/^HTTPS_PROXY: expected an address such/);
    expect(read.ok ? '' : read.problems.join()).not.toContain('hush');
  });

  it('takes PUBLIC_URL with or without a slash at its end', () => {
    const urls = ['https://x.y', 'https://x.y/', 'https://x.y/tasks/'].map((PUBLIC_URL) => {
      const read = readEnvironment({ ...APP, PUBLIC_URL });
      return read.ok && read.environment.publicUrl;
    });
    expect(urls).toEqual(['https://x.y', 'https://x.y', 'https://x.y/tasks']);
  });

  it('serves everybody, or only the accounts that are named', () => {
    const owners = (OWNERS: string) => {
      const read = readServeEnvironment({ ...APP, OWNERS });
      return read.ok ? read.environment.owners : read.problems;
    };
    expect(owners('')).toBeNull();
    expect(owners('SOFAStack, mosn')).toEqual(['sofastack', 'mosn']);
  });
});
