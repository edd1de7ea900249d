/** The sweep at the start over many repositories, and how it grows. */
import { MAIN, startFakeGitHub, startServer } from './tools.mjs';

export const title = 'Sweep at the start';

const MOST_MB = 250;
const SIZES = [
  { repositories: 1, tasks: 100 },
  { repositories: 10, tasks: 100 },
  { repositories: 100, tasks: 100 },
];

export async function measure(say) {
  const rows = [];
  for (const { repositories, tasks } of SIZES) {
    const github = await startFakeGitHub({ REPOSITORIES: repositories, TASKS: tasks });
    const start = Date.now();
    const server = await startServer(MAIN, github.url);
    const { requests, writes, last } = await github.quiet(2_500);
    const { most, now } = server.memory();
    await server.stop();
    await github.stop();
    const all = (repositories * tasks).toLocaleString('en');
    const seconds = (last - start) / 1_000;
    say(`${all} tasks: ${requests} requests, ${seconds.toFixed(1)} s, ${most.toFixed(0)} MB`);
    rows.push({
      '': `${all} tasks in ${repositories === 1 ? 'a repository' : `${repositories} repositories`}`,
      requests,
      writes,
      seconds: seconds.toFixed(1),
      'memory at most': `${most.toFixed(0)} MB`,
      afterwards: `${now.toFixed(0)} MB`,
      ...(repositories === 100 ? { goal: `< ${MOST_MB} MB`, met: most < MOST_MB } : {}),
    });
  }
  return rows;
}
