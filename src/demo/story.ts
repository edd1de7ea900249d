/** The story in seven steps, a few lines each; every row of its table is computed from GitHub. */
import { shortened } from '../cli/tables.js';
import { DIFFICULTIES, DIFFICULTY_TRAITS, isDifficulty } from '../domain/difficulty.js';
import {
  EDITION_DATE,
  PRINTED_SECTION,
  PROJECTS,
  type SeedProject,
  type SeedTask,
} from './seed.js';
import { tellClaims, tellUnclaim } from './story-claims.js';
import type { Row } from './table.js';
import { type DemoTools, edition, planOf, quote, tasksIn } from './tools.js';
import { type SeenIssue, seeIssue, seeLabels, until, visible } from './watch.js';

export async function tellStory(tools: DemoTools): Promise<readonly Row[]> {
  const rows: Row[] = [];
  heading(tools, 1, 'The lists that people wrote are found');
  tellLists(tools);
  heading(tools, 2, 'Labels: the definitions, then each task by the heading above it');
  await tellLabels(tools);
  heading(tools, 3, 'Plans: one comment on every task, one on each tracking issue');
  rows.push(...(await tellPlans(tools)));
  heading(tools, 4, `The editor prints the edition of ${EDITION_DATE}`);
  const full = await edition(tools);
  rows.push(await tellEdition(tools, full));
  heading(tools, 5, 'Two newcomers claim the same task');
  rows.push(...(await tellClaims(tools)));
  heading(tools, 6, 'The edition again: what is held is not printed');
  const without = await edition(tools);
  rows.push(tellDifference(tools, full, without));
  heading(tools, 7, 'Given back');
  rows.push(await tellUnclaim(tools, full));
  return rows;
}

function heading({ say }: DemoTools, step: number, title: string): void {
  say('');
  say(`${step}. ${title}`);
}

function tellLists({ say }: DemoTools): void {
  for (const { owner, repo, tracking, listComment, tasks } of PROJECTS) {
    const counts = DIFFICULTIES.map((difficulty) => {
      const own = tasks.filter((task) => task.difficulty === difficulty);
      return `${own.length} ${DIFFICULTY_TRAITS[difficulty].name}`;
    });
    say(`   ${owner}/${repo}#${tracking}, comment ${listComment}: ${counts.join(', ')}`);
  }
}

async function tellLabels({ github, say }: DemoTools): Promise<void> {
  for (const project of PROJECTS) {
    const labels = await until(`the labels of ${project.repo}`, async () => {
      const seen = await seeLabels(github, project);
      return DIFFICULTIES.every((difficulty) => seen.includes(difficulty)) && seen;
    });
    say(`   ${project.owner}/${project.repo}: ${labels.join(', ')}`);
    for (const task of project.tasks) {
      const { labels: seen } = await until(`labels on #${task.number}`, async () => {
        const issue = await seeIssue(github, project, task.number);
        return issue.labels.length > 0 && issue;
      });
      say(`   bot → #${task.number}  + ${seen.join(', ')}  ${shortened(task.text, 50)}`);
    }
  }
}

async function tellPlans({ github, say }: DemoTools): Promise<Row[]> {
  const rows: Row[] = [];
  for (const project of PROJECTS) {
    for (const task of project.tasks) {
      const seen = await until(`a plan on ${project.repo}#${task.number}`, async () => {
        const issue = await seeIssue(github, project, task.number);
        return planOf(issue) !== null && issue;
      });
      rows.push(taskRow(project, task, seen));
    }
    const tracking = await until(`the plan on ${project.repo}#${project.tracking}`, async () => {
      const issue = await seeIssue(github, project, project.tracking);
      return issue.ours.length > 0 && issue;
    });
    say(`   bot → ${project.repo}#${project.tracking}`);
    quote(
      { say },
      visible(tracking.ours[0]?.body ?? '')
        .split('\n')
        .slice(0, 3),
    );
  }
  const [project] = PROJECTS;
  if (project !== undefined) {
    const first = await seeIssue(github, project, 1030);
    say('   bot → sofa-rpc#1030');
    quote({ say }, visible(planOf(first) ?? '').split('\n'));
  }
  return rows;
}

/** A row of the seed: its difficulty by the list, the one label and the one plan that were seen. */
function taskRow(project: SeedProject, task: SeedTask, seen: SeenIssue): Row {
  const difficulties = seen.labels.filter(isDifficulty);
  const plans = seen.ours.filter(({ body }) => body.includes('newbie-tasks:plan'));
  const title = plans[0] === undefined ? 'no plan' : visible(plans[0].body).split('\n')[0];
  const ok =
    difficulties.join() === task.difficulty &&
    seen.labels.includes('good first issue') &&
    plans.length === 1 &&
    title?.includes(DIFFICULTY_TRAITS[task.difficulty].name) === true;
  return {
    seed: `${project.name} #${task.number} ${DIFFICULTY_TRAITS[task.difficulty].name}`,
    seen: `${seen.labels.join(', ')} · ${title?.replace(/^#+ /, '')}`,
    ok,
  };
}

async function tellEdition({ say }: DemoTools, printed: string): Promise<Row> {
  say(`   editor: newbie-tasks digest --date ${EDITION_DATE} --section tasks`);
  quote(
    { say },
    printed.split('\n').filter((line) => line !== ''),
  );
  const tasks = tasksIn(printed);
  const same = printed === PRINTED_SECTION;
  say(`   ${tasks.length} tasks; byte for byte what was printed that day: ${same ? 'yes' : 'no'}`);
  return {
    seed: `the edition of ${EDITION_DATE}, 12 tasks`,
    seen: `${tasks.length} tasks, ${same ? 'byte for byte the same' : 'not the same'}`,
    ok: same && tasks.length === 12,
  };
}

function tellDifference({ say }: DemoTools, full: string, without: string): Row {
  const left = tasksIn(without);
  const gone = tasksIn(full).filter((task) => !left.includes(task));
  for (const task of gone) say(`   - ${task}`);
  say(`   ${left.length} tasks`);
  return {
    seed: 'the held task is not printed',
    seen: `${left.length} tasks, without ${gone.join('; ')}`,
    ok: left.length === 11 && gone.length === 1 && gone[0] === PROJECTS[0]?.tasks[0]?.text,
  };
}
