import { describe, expect, it } from '@jest/globals';
import { createMetrics } from '../../../src/telemetry/metrics.js';

const linesOf = (text: string, name: string) =>
  text.split('\n').filter((line) => line.startsWith(name));

describe('the figures', () => {
  it('stay few, whoever installs a public App', async () => {
    const metrics = createMetrics();
    for (let n = 0; n < 500; n += 1) metrics.request(`owner-${n}`, 'read', 'ok');
    metrics.request(null, 'read', 'ok');
    const lines = linesOf(await metrics.text(), 'newbie_tasks_github_requests_total');
    expect(lines).toHaveLength(102);
    expect(lines.find((line) => line.includes('(other)'))).toMatch(/ 400$/);
  });

  it('of a queue that cannot be asked are not numbers, and the others are there', async () => {
    const metrics = createMetrics();
    metrics.reconciled('issue', 'written');
    metrics.watchQueue(() => Promise.reject(new Error('Redis is away')));
    const text = await metrics.text();
    expect(linesOf(text, 'newbie_tasks_queue_oldest_seconds')).toEqual([
      'newbie_tasks_queue_oldest_seconds Nan',
    ]);
    expect(text).toContain('looks_total{kind="issue",result="written"} 1');
  });

  it('say how long the oldest look has waited', async () => {
    const metrics = createMetrics();
    const oldest = Date.now() - 60_000;
    metrics.watchQueue(async () => ({ waiting: 3, running: 1, oldest }));
    const text = await metrics.text();
    const [line = ''] = linesOf(text, 'newbie_tasks_queue_oldest_seconds');
    expect(Number(line.split(' ')[1])).toBeGreaterThanOrEqual(60);
    expect(text).toContain('newbie_tasks_queue_waiting 3');
  });

  it('belong to their process, not to the program', async () => {
    const [one, other] = [createMetrics(), createMetrics()];
    one.claim('granted');
    expect(linesOf(await other.text(), 'newbie_tasks_claims_total')).toEqual([]);
  });
});
