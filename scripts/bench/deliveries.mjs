/** How quickly deliveries are acknowledged, beside bare Probot: a burst, and a steady stream. */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  BARE,
  commentDelivery,
  MAIN,
  median,
  openAgent,
  percentile,
  send,
  startFakeGitHub,
  startServer,
} from './tools.mjs';

export const title = 'Deliveries, beside bare Probot with an empty handler';

/** Growth is measured once, what has a goal several times. */
const BURSTS = [
  { size: 100, runs: 1 },
  { size: 1_000, runs: 3, leastRatio: 0.9 },
  { size: 10_000, runs: 1 },
];
const STREAMS = [
  { rate: 2, runs: 1 },
  { rate: 20, runs: 1 },
  { rate: 200, runs: 3, mostMs: 50 },
];
const SECONDS = 10;
const RUNS = 3;

export async function measure(say) {
  const github = await startFakeGitHub({ TASKS: 100 });
  const found = { ours: new Map(), bare: new Map() };
  for (let run = 0; run < RUNS; run += 1) {
    for (const [who, entry] of [
      ['ours', MAIN],
      ['bare', BARE],
    ]) {
      const keep = (key, value) => {
        found[who].set(key, [...(found[who].get(key) ?? []), value]);
        say(`run ${run + 1}/${RUNS}, ${who}, ${key}: ${value.toFixed(1)}`);
      };
      const server = await startServer(entry, github.url);
      await github.quiet(500);
      const agent = openAgent(50);
      // What is measured is a running server, not its first second.
      await Promise.all(deliveries(200).map((one) => send(server, agent, one)));
      await github.quiet(1_000);
      for (const { size } of BURSTS.filter(({ runs }) => run < runs)) {
        keep(`burst ${size}`, await burst(server, agent, size));
        await github.quiet(1_000);
      }
      for (const { rate } of STREAMS.filter(({ runs }) => run < runs)) {
        const times = await stream(server, agent, rate);
        keep(`p99 ${rate}`, percentile(times, 0.99));
        keep(`p50 ${rate}`, percentile(times, 0.5));
      }
      agent.destroy();
      await server.stop();
    }
  }
  await github.stop();
  const row = (what, key, show, judge) => {
    const [ours, bare] = [median(found.ours.get(key)), median(found.bare.get(key))];
    const beside = { 'newbie-tasks': show(ours), Probot: show(bare) };
    return { '': what, ...beside, ratio: `${(ours / bare).toFixed(2)}×`, ...judge(ours, bare) };
  };
  const ms = (value) => `${value.toFixed(1)} ms`;
  return [
    ...BURSTS.map(({ size, leastRatio }) =>
      row(
        `acknowledged a second, burst of ${size.toLocaleString('en')}`,
        `burst ${size}`,
        (value) => `${value.toFixed(0)}/s`,
        (ours, bare) =>
          leastRatio ? { goal: `≥ ${leastRatio}×`, met: ours / bare >= leastRatio } : {},
      ),
    ),
    ...STREAMS.flatMap(({ rate, mostMs }) => [
      row(`p99 at ${rate} a second for ${SECONDS} s`, `p99 ${rate}`, ms, (ours) =>
        mostMs ? { goal: `< ${mostMs} ms`, met: ours < mostMs } : {},
      ),
      ...(mostMs ? [row(`p50 at ${rate} a second`, `p50 ${rate}`, ms, () => ({}))] : []),
    ]),
  ];
}

/** Comments on a hundred issues, as in a busy hour: looks at the same issue become one. */
function deliveries(how) {
  return Array.from({ length: how }, (_, at) => commentDelivery((at % 100) + 1));
}

async function burst(server, agent, size) {
  const all = deliveries(size);
  const start = performance.now();
  await Promise.all(all.map((one) => send(server, agent, one)));
  return (size * 1_000) / (performance.now() - start);
}

async function stream(server, agent, rate) {
  const all = deliveries(rate * SECONDS);
  const start = performance.now();
  const sent = [];
  for (const [at, one] of all.entries()) {
    const wait = start + (at * 1_000) / rate - performance.now();
    if (wait > 0) await sleep(wait);
    sent.push(send(server, agent, one));
  }
  return Promise.all(sent);
}
