/** Loaded into a measured process: the longest time that nothing else could run, on SIGUSR2. */
import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';

const RESOLUTION_MS = 1;
const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
delay.enable();
process.on('SIGUSR2', () => {
  writeFileSync(process.env.BENCH_DELAY_FILE ?? '', String(delay.max / 1e6));
  delay.reset();
});
