import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { merge, type ReconcileRequest } from '../../../src/controller/request.js';
import { createCorrelation } from '../../../src/telemetry/correlation.js';

const look = (deliveries?: readonly string[]): ReconcileRequest => ({
  ...{ kind: 'project', owner: 'mosn', repo: 'layotto' },
  ...(deliveries === undefined ? {} : { deliveries }),
});

describe('what happens on behalf of a delivery', () => {
  it('names it behind every await, beside what happens on behalf of another', async () => {
    const { within, current } = createCorrelation();
    const seen = await Promise.all(
      ['a', 'b'].map((id) =>
        within([id], async () => {
          await sleep(5);
          return current();
        }),
      ),
    );
    expect(seen).toEqual([['a'], ['b']]);
    expect(current()).toEqual([]);
  });

  it('is one look for all that asked, naming the newest five', () => {
    expect(merge(look(['1']), look(['2', '1'])).deliveries).toEqual(['2', '1']);
    const many = ['1', '2', '3', '4', '5', '6'];
    expect(merge(look(many), look(['7'])).deliveries).toEqual(['3', '4', '5', '6', '7']);
    expect(merge(look(), look(['1'])).deliveries).toEqual(['1']);
  });

  it('names no more of an id than GitHub’s have', async () => {
    const { within, current } = createCorrelation();
    const [id] = await within(['x'.repeat(10_000)], async () => current());
    expect(id).toHaveLength(64);
  });
});
