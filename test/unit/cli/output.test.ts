import { EventEmitter } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { createOutput } from '../../../src/cli/output.js';

function open() {
  const stream = () => {
    const written: string[] = [];
    const write = (text: string) => written.push(text) > 0;
    return Object.assign(new EventEmitter(), { written, write });
  };
  const [stdout, stderr, lost] = [stream(), stream(), [] as string[]];
  const out = createOutput(stdout as never, stderr as never, (reason) => lost.push(reason));
  const fail = (on: EventEmitter, code: string) =>
    on.emit('error', Object.assign(new Error(), { code }));
  return { stdout, stderr, lost, out, fail };
}

describe('the output of a command', () => {
  it('lets nothing act on a terminal, on either stream', () => {
    const { stdout, stderr, out } = open();
    out.stdout('open: a\u001b[2J\u0007b\r\u202ec');
    out.stderr('sync: \u009b31m');
    expect(stdout.written).toEqual(['open: a\\u001b[2J\\u0007b\\u000d\\u202ec\n']);
    expect(stderr.written).toEqual(['sync: \\u009b31m\n']);
  });

  it('ends quietly where nobody reads stdout any more', () => {
    const { stdout, lost, out, fail } = open();
    out.stdout('first');
    fail(stdout, 'EPIPE');
    out.stdout('second');
    expect([stdout.written, lost]).toEqual([['first\n'], []]);
  });

  it('says once that the product is not whole', () => {
    const { stdout, lost, fail } = open();
    fail(stdout, 'ENOSPC');
    fail(stdout, 'ENOSPC');
    expect(lost).toEqual(['ENOSPC']);
  });

  it('goes on where stderr cannot be written to, and tells of it again once it can', () => {
    const { stderr, out, fail } = open();
    fail(stderr, 'ENOSPC');
    fail(stderr, 'EPIPE');
    out.stderr('there is room again');
    expect(stderr.written).toEqual(['there is room again\n']);
  });
});
