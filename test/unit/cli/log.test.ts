import { describe, expect, it } from '@jest/globals';
import { createLog } from '../../../src/cli/log.js';

describe('the log', () => {
  it('is JSON lines in which no secret stands, whatever carries it', () => {
    const lines: string[] = [];
    const key = '-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----\n';
    const log = createLog('trace', ['hook-secret', key], (line) => lines.push(line));
    const token = 'ghs_123_eyJhbGciOi.eyJpc3Mi.sig-nature';
    log.info({ headers: { authorization: `token ${token}` } }, `minted ${token}`);
    log.error({ err: new Error(`401 with ghp_abcdef and ${key} and hook-secret`) }, 'failed');
    log.debug({ jwt: 'eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOjF9.c2ln' }, 'github_pat_11AA_bb');
    const text = lines.join('');
    expect(lines.map((line) => JSON.parse(line).level)).toEqual([30, 50, 20]);
    expect(text).not.toMatch(/ghs_|ghp_|github_pat_|eyJ|abc\\n|hook-secret/);
  });

  const TOKEN = 'ghs_12345_eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOjF9.c2ln';
  const PASSWORD = 'pa"ss/wo@rd';
  const PUBLISH = 'publish-token-of-another-kind';

  it.each([
    ['in an address', `https://x-access-token:${TOKEN}@github.com/a/b.git`],
    ['in an encoded address', `https://x.y/?next=%2F%3Ftoken%3D${TOKEN}`],
    ['behind letters', `token_${TOKEN}`],
    ['of the fine-grained kind', 'github_pat_11ABCDEFG0abcdefghij_KLMNOPqrstuv'],
    ['of Redis, in its address', `redis://:${encodeURIComponent(PASSWORD)}@host:6379/0`],
    ['of Redis, bare', `AUTH ${PASSWORD} failed`],
    ['of Redis, in JSON', JSON.stringify({ PASSWORD })],
    ['to publish with', `Authorization: token ${PUBLISH}`],
  ])('shows no secret %s, at any level, in a text, a field, an error or its cause', (_, text) => {
    const lines: string[] = [];
    const log = createLog('trace', [PASSWORD, PUBLISH], (line) => lines.push(line));
    const nested = new Error('outside', { cause: new Error(text, { cause: new Error(text) }) });
    const many = new AggregateError([new Error(text)], text);
    for (const level of ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const) {
      log[level](text);
      log[level]({ deep: { deeper: [{ text }] } }, 'a field');
      for (const err of [new Error(text), nested, many, Object.assign(new Error('x'), { text })]) {
        log[level]({ err }, 'an error');
      }
    }
    const all = lines.join('');
    expect(lines).toHaveLength(36);
    for (const line of lines) JSON.parse(line);
    expect(all).toContain('[redacted]');
    expect(all).not.toMatch(/ghs_|eyJ|github_pat_|pa\\*"ss|pa%22ss|publish-token/);
  });
});
