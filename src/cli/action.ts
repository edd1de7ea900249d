/**
 * One run of GitHub Actions: the event becomes requests, as a delivery does for `serve`; they are
 * run, and the process ends. A schedule resyncs, for what no run answered and for the clocks.
 */
import { appendFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { formatProblems } from '../config/problems.js';
import { type Controller, createController } from '../controller/controller.js';
import { MINUTE_MS } from '../domain/time.js';
import { type Clock, monotonic, SYSTEM_CLOCK } from '../engine/clock.js';
import type { Engine } from '../engine/engine.js';
import { createInProcessEngine } from '../engine/in-process/engine.js';
import { consequencesOf } from '../events/consequences.js';
import { connectWorkflow } from '../github/workflow.js';
import { createRepositoryContexts } from '../repository/context.js';

import { adoptInRun } from './action/adopt.js';
import { annotation, createReport } from './action/report.js';
import { type Run, readRun } from './action/run.js';
import { type Environment, readEnvironment, secretsOf } from './environment.js';
import { createLog } from './log.js';
import { type OperatorConfig, readOperatorConfig } from './operator-folder.js';
import type { Output } from './output.js';
import { useProxy } from './proxy.js';

/** Waiting for GitHub's limits costs minutes that are billed: the next run goes on. In milliseconds. */
const MOST_MS = 5 * MINUTE_MS;

const RESYNCS = ['schedule', 'workflow_dispatch'];

/** Exit code: 0 done; 1 a problem, which is an annotation of the run. */
export async function runAction(
  variables: Readonly<Record<string, string | undefined>>,
  out: Output,
  clock: Clock = SYSTEM_CLOCK,
): Promise<0 | 1> {
  const run = await readRun(variables);
  const read = readEnvironment(variables);
  const problems = [
    ...(typeof run === 'string' ? [run] : []),
    ...(read.ok ? [] : read.problems),
    ...(read.ok && read.environment.token === null ? [NO_TOKEN] : []),
  ];
  const operator = await operatorConfig(variables.NEWBIE_TASKS_CONFIG);
  if (!operator.ok) problems.push(...formatProblems(operator.problems));
  if (typeof run === 'string' || !read.ok || !operator.ok || problems.length > 0) {
    for (const problem of problems) out.stdout(annotation('error', problem));
    return 1;
  }
  return runFor(run, read.environment, operator.config, out, clock);
}

const NO_TOKEN =
  'GITHUB_TOKEN is not set: pass the workflow’s token, which action.yml does by itself';

/** A repository's own folder `config` is its own affair: only a folder that is named is read. */
async function operatorConfig(folder: string | undefined): ReturnType<typeof readOperatorConfig> {
  const none: OperatorConfig = { defaults: {}, newsletters: [] };
  return folder ? readOperatorConfig(folder) : { ok: true, config: none };
}

async function runFor(
  run: Run,
  environment: Environment,
  operator: OperatorConfig,
  out: Output,
  clock: Clock,
): Promise<0 | 1> {
  const { token, apiUrl, logLevel } = environment;
  const { repository, workflowFile, summaryFile } = run;
  await useProxy(environment.proxy);
  const report = createReport();
  // The summary is made of what is logged.
  const level = ['trace', 'debug'].includes(logLevel) ? logLevel : 'info';
  const log = createLog(level, secretsOf(environment), (line) => {
    out.stderr(line);
    const note = report.add(line);
    if (note !== null) out.stdout(note);
  });
  const github = connectWorkflow({ token: token ?? '', apiUrl, repository, file: workflowFile });
  const engine = atOnce(createInProcessEngine(clock));
  const contexts = createRepositoryContexts(github, operator, engine.memory);
  if (run.adopt !== null) return adoptInRun(run, { github, contexts, memory: engine.memory }, out);
  const controller = createController(github, contexts, null, engine, log);
  const until = monotonic() + MOST_MS;
  if (RESYNCS.includes(run.event)) await controller.resync.all();
  else await receiveEvent(run, await github.botLogin(), controller);
  let left = await drained(controller, until);
  if (left === 0 && RESYNCS.includes(run.event)) {
    // The resync read the clocks: reminders and releases that are due.
    await controller.tick();
    left = await drained(controller, until);
  }
  await controller.stop();
  if (left > 0) log.error({ left }, 'GitHub keeps us waiting: the next run makes up for it');
  if (summaryFile !== null) await appendFile(summaryFile, report.summary());
  return report.hasFailed() ? 1 : 0;
}

/** `pull_request_target` is the same event, for pull requests from forks too. */
async function receiveEvent(
  { event, payload }: Run,
  botLogin: string,
  controller: Controller,
): Promise<void> {
  const name = event === 'pull_request_target' ? 'pull_request' : event;
  await controller.receive(consequencesOf({ name, payload }, botLogin));
}

/** The project's plan need not wait for more tasks to change: this process sees no others. */
function atOnce(engine: Engine): Engine {
  return {
    ...engine,
    createQueue: (options) => {
      const queue = engine.createQueue(options);
      return { ...queue, add: (queued) => queue.add(queued) };
    },
  };
}

/**
 * @param until by the clock that never leaps
 * @returns how many requests are left when the time is over
 */
async function drained(controller: Controller, until: number): Promise<number> {
  for (;;) {
    const { waiting, running } = await controller.size();
    if (waiting + running === 0 || monotonic() > until) return waiting + running;
    await sleep(20);
  }
}
