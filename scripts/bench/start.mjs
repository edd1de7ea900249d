/** How long it takes to be ready, and what it holds when nothing happens, beside bare Probot. */
import { BARE, configFolder, MAIN, median, startFakeGitHub, startServer } from './tools.mjs';

export const title = 'Start and rest, beside bare Probot';

/** Our servers by how many projects their newsletter has; 0: there is no newsletter. */
const PROJECTS = [
  { projects: 0, runs: 3 },
  { projects: 1, runs: 3 },
  { projects: 10, runs: 1 },
  { projects: 100, runs: 1 },
];
const RUNS = 3;
/** After this long in peace a server rests. */
const REST_MS = 4_000;

export async function measure(say) {
  const found = new Map();
  async function one(name, entry, projects) {
    const github = await startFakeGitHub({ REPOSITORIES: Math.max(1, projects), TASKS: 10 });
    const environment = { NEWBIE_TASKS_CONFIG: configFor(projects) };
    const server = await startServer(entry, github.url, environment);
    await github.quiet(REST_MS);
    const [ready, idle] = [server.readyMs, server.memory().now];
    found.set(name, [...(found.get(name) ?? []), { ready, idle }]);
    say(`${name}: ready after ${ready.toFixed(0)} ms, ${idle.toFixed(0)} MB at rest`);
    await server.stop();
    await github.stop();
  }
  for (let run = 0; run < RUNS; run += 1) {
    await one('bare', BARE, 0);
    for (const { projects } of PROJECTS.filter(({ runs }) => run < runs)) {
      await one(String(projects), MAIN, projects);
    }
  }
  const of = (name, key) => median(found.get(name).map((each) => each[key]));
  const row = (what, key, unit, projects, most) => {
    const [ours, bare] = [of(String(projects), key), of('bare', key)];
    const figures = {
      'newbie-tasks': `${ours.toFixed(0)} ${unit}`,
      Probot: `${bare.toFixed(0)} ${unit}`,
    };
    const goal = most === null ? {} : { goal: `< ${most}×`, met: ours / bare < most };
    return {
      '': `${what}, ${named(projects)}`,
      ...figures,
      ratio: `${(ours / bare).toFixed(2)}×`,
      ...goal,
    };
  };
  return PROJECTS.flatMap(({ projects, runs }) => [
    row('ready after start', 'ready', 'ms', projects, runs === RUNS ? 2 : null),
    row('resident memory at rest', 'idle', 'MB', projects, runs === RUNS ? 1.6 : null),
  ]);
}

function configFor(count) {
  const projects = Array.from({ length: count }, (_, at) => ({
    ...{ name: `P${at + 1}`, repository: `bench/r${at + 1}` },
  }));
  return configFolder(count === 0 ? null : { sections: ['tasks'], projects });
}

function named(projects) {
  if (projects === 0) return 'no newsletter';
  return projects === 1 ? 'a newsletter of one project' : `a newsletter of ${projects} projects`;
}
