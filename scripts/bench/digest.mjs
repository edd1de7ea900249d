/** One edition from 20 repositories with a task list each, and how it grows. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { configFolder, MAIN, startFakeGitHub, statusOf } from './tools.mjs';

export const title = 'Digest';

const SIZES = [
  { repositories: 2, tasks: 5 },
  { repositories: 2, tasks: 50 },
  { repositories: 20, tasks: 50 },
];

export async function measure(say) {
  const rows = [];
  for (const { repositories, tasks } of SIZES) {
    const all = repositories * tasks;
    const github = await startFakeGitHub({ REPOSITORIES: repositories, TASKS: tasks });
    const projects = Array.from({ length: repositories }, (_, at) => ({
      ...{ name: `P${at + 1}`, repository: `bench/r${at + 1}` },
      tracking: `https://github.com/bench/r${at + 1}/issues/1000000`,
    }));
    const start = performance.now();
    const child = spawn(process.execPath, [MAIN, 'digest'], {
      env: {
        ...{ PATH: process.env.PATH, GITHUB_API_URL: github.url, GITHUB_TOKEN: 'bench' },
        NEWBIE_TASKS_CONFIG: configFolder({
          sections: ['tasks', 'contributors', 'finished'],
          projects,
        }),
      },
      stdio: ['ignore', 'pipe', process.env.BENCH_DEBUG ? 'inherit' : 'ignore'],
    });
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
    });
    let most = 0;
    const watch = setInterval(() => {
      if (child.exitCode === null) most = Math.max(most, tryStatus(child.pid));
    }, 20);
    await once(child, 'exit');
    clearInterval(watch);
    const seconds = (performance.now() - start) / 1_000;
    const printed = text.split('\n').filter((line) => line.startsWith('task ')).length;
    if (process.env.BENCH_DEBUG) console.error(text.slice(0, 500));
    if (printed !== all) throw new Error(`${printed} of ${all} tasks were printed`);
    const { requests } = await github.figures();
    await github.stop();
    say(`${all} tasks: ${requests} requests, ${seconds.toFixed(1)} s`);
    rows.push({
      '': `${all.toLocaleString('en')} tasks in ${repositories} repositories`,
      requests,
      seconds: seconds.toFixed(1),
      'memory at most': `${most.toFixed(0)} MB`,
    });
  }
  return rows;
}

function tryStatus(pid) {
  try {
    return statusOf(pid, 'VmHWM');
  } catch {
    return 0;
  }
}
