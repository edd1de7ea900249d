/** The longest time in which nothing else can run, while hostile comments and large payloads come in. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import {
  commentDelivery,
  delivery,
  MAIN,
  median,
  openAgent,
  send,
  startFakeGitHub,
  startServer,
  temporaryFolder,
} from './tools.mjs';

export const title = 'Longest event-loop block';

const RUNS = 3;
const MOST_MS = 100;
const PROBE = fileURLToPath(new URL('delay-probe.mjs', import.meta.url));
const COMMENT_KB = [2.5, 25, 256];
const PAYLOAD_KB = [20, 200, 2_000];
/** Every kind of text that the fake GitHub knows, twice. */
const THREADS = 16;

export async function measure(say) {
  const file = join(temporaryFolder(), 'delay');
  const found = new Map();
  const keep = (key, ms) => {
    found.set(key, [...(found.get(key) ?? []), ms]);
    say(`${key}: ${ms.toFixed(0)} ms`);
  };
  for (let run = 0; run < RUNS; run += 1) {
    for (const kb of COMMENT_KB) {
      const github = await startFakeGitHub({ TASKS: 50, HOSTILE_KB: kb });
      const environment = { BENCH_DELAY_FILE: file };
      const server = await startServer(MAIN, github.url, environment, ['--import', PROBE]);
      await github.quiet();
      const agent = openAgent(10);
      const delay = async () => {
        rmSync(file, { force: true });
        server.child.kill('SIGUSR2');
        while (!existsSync(file) || readFileSync(file, 'utf8') === '') await sleep(10);
        return Number(readFileSync(file, 'utf8'));
      };
      // What any first delivery costs: code that was never run before.
      await send(server, agent, commentDelivery(49));
      await github.quiet();
      await delay();
      if (kb === COMMENT_KB.at(-1)) {
        await sleep(2_000);
        keep('at rest', await delay());
        for (const size of PAYLOAD_KB) {
          const padding = 'x'.repeat(size * 1_024);
          for (let at = 0; at < 5; at += 1) {
            await send(server, agent, delivery('issues', { padding }));
          }
          await sleep(200);
          keep(`payloads of ${size} KB`, await delay());
        }
      }
      for (let number = 1; number <= THREADS; number += 1) {
        await send(server, agent, commentDelivery(number));
      }
      await github.quiet();
      keep(`comments of ${kb} KB that are hard to read`, await delay());
      agent.destroy();
      await server.stop();
      await github.stop();
    }
  }
  const row = (what, isLargest) => {
    const ms = median(found.get(what));
    const goal = isLargest ? { goal: `< ${MOST_MS} ms`, met: ms < MOST_MS } : {};
    return { '': what, 'longest block': `${ms.toFixed(0)} ms`, ...goal };
  };
  return [
    row('at rest', false),
    ...COMMENT_KB.map((kb) => row(`comments of ${kb} KB that are hard to read`, kb === 256)),
    ...PAYLOAD_KB.map((kb) => row(`payloads of ${kb} KB`, kb === 2_000)),
  ];
}
