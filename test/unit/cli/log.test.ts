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
});
