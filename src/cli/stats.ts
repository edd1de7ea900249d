/**
 * `newbie-tasks stats`: figures on the tasks and claims of a newsletter's projects, as of now.
 *
 * `--format json` prints one object. Its keys are stable: new ones may come, none changes meaning.
 *
 * - `newsletter`: its title
 * - `projects`: those that could be read, in printing order, each with `name`, `repository`
 *   ("owner/repo") and `figures`: one object of numbers under each difficulty (`easy` …),
 *   `none` (no difficulty, or labels that contradict each other) and `total`. Its keys with their
 *   units are those of `Figures` in core/stats.ts; null stands for a median of nothing.
 * - `total`: the figures of these projects together, in the same form
 * - `missing`: those that could not be read, each with `name`, `repository` and `why`
 */

import { type CountedProject, collectStats } from '../newsletter/stats/collect.js';
import { countStats } from '../newsletter/stats/count.js';
import { openNewsletter } from './open-newsletter.js';
import type { Output } from './output.js';
import { statsTable } from './tables.js';

export type StatsOptions = {
  readonly newsletter?: string;
  readonly format?: string;
};

/** Exit code: 0 done; 1 a problem, named on stderr, the readable rest printed; 2 wrong usage. */
export async function stats(
  options: StatsOptions,
  variables: Readonly<Record<string, string | undefined>>,
  out: Output,
): Promise<0 | 1 | 2> {
  const { format = 'table' } = options;
  if (format !== 'table' && format !== 'json') {
    out.stderr(`stats: --format: there is no "${format}"; there are: table, json`);
    return 2;
  }
  const opened = await openNewsletter('stats', options.newsletter, variables, out);
  if (opened === null) return 1;
  const { newsletter, contexts } = opened;
  const collected = await collectStats(newsletter, contexts, new Date().toISOString());
  const { projects, total, missing, notes } = figuresOf(collected);
  for (const note of notes) out.stderr(`stats: ${note}`);
  for (const { name, repository, why } of missing) {
    out.stderr(`stats: ${name} (${repository}) is not counted: ${why}`);
  }
  if (format === 'json') {
    const product = { newsletter: newsletter.title, projects, total, missing };
    out.stdout(JSON.stringify(product, null, 2));
  } else if (projects.length === 0) out.stderr('stats: there is no project to count');
  else for (const line of statsTable(projects, total)) out.stdout(line);
  return missing.length > 0 ? 1 : 0;
}

function figuresOf(collected: readonly CountedProject[]) {
  const read = collected.flatMap((each) => ('missing' in each ? [] : [each]));
  return {
    projects: read.map(({ project, tasks }) => ({ ...named(project), figures: countStats(tasks) })),
    total: countStats(read.flatMap(({ tasks }) => tasks)),
    missing: collected.flatMap((each) =>
      'missing' in each ? [{ ...named(each.project), why: each.missing }] : [],
    ),
    notes: read.flatMap(noteOn),
  };
}

function named({ name, repository: { owner, repo } }: CountedProject['project']) {
  return { name, repository: `${owner}/${repo}` };
}

/** What the figures cannot know, so that nobody takes it for none. */
function noteOn({ project, tasks }: Exclude<CountedProject, { missing: string }>): string[] {
  const unknown = tasks.filter(({ plan }) => plan === null).length;
  if (unknown === 0) return [];
  const of = `${unknown} of ${tasks.length} ${tasks.length === 1 ? 'task' : 'tasks'}`;
  return [`${project.name}: ${of} without a plan: their claims and endings are not known`];
}
