/**
 * The App as Probot loads it: `probot run ./dist/app.js`, or beside other Apps in one process. The
 * server is Probot's then, with neither pages nor figures; all else is as with `serve`, and so is the
 * environment that it reads.
 */
import type { Probot } from 'probot';
import { PROCESS_OUTPUT } from './cli/output.js';
import { openWorker } from './cli/worker.js';
import { SYSTEM_CLOCK } from './engine/clock.js';
import { listenTo } from './events/listen.js';

export default async function newbieTasks(app: Probot): Promise<void> {
  const worker = await openWorker(process.env, PROCESS_OUTPUT, SYSTEM_CLOCK);
  if ('problems' in worker) throw new Error(worker.problems.join('\n'));
  const { listener, begin } = worker;
  listenTo(app, listener);
  // Deliveries are received meanwhile: they wait in the queue.
  begin(() => {}).then((wrong) => {
    if (wrong !== null) listener.log.error(wrong.problem);
  });
}
