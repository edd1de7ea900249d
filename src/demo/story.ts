/** The story in seven steps, a few lines each; every row of its table is computed from GitHub. */
import { DIFFICULTIES, type Difficulty } from '../core/task.js';
import type { EmbeddedGitHub } from './embedded-github/embedded-github.js';
import { runProgram } from './run-program.js';
import {
  EDITION_DATE,
  PRINTED_SECTION,
  PROJECTS,
  type SeedProject,
  type SeedTask,
} from './seed.js';
import { type Row, shorten } from './table.js';
import { type SeenIssue, seeIssue, seeLabels, until, visible } from './watch.js';

export type Act = {
  readonly github: EmbeddedGitHub;
  /** For the command line that the editor calls. */
  readonly environment: Readonly<Record<string, string>>;
  readonly say: (line: string) => void;
};

const NAMES: Readonly<Record<Difficulty, string>> = {
  easy: 'Easy',
  medium: 'Medium',
  hard: 'Hard',
};

export async function tellStory(act: Act): Promise<readonly Row[]> {
  const rows: Row[] = [];
  heading(act, 1, 'The lists that people wrote are found');
  tellLists(act);
  heading(act, 2, 'Labels: the definitions, then each task by the heading above it');
  await tellLabels(act);
  heading(act, 3, 'Plans: one comment on every task, one on each tracking issue');
  rows.push(...(await tellPlans(act)));
  heading(act, 4, `The editor prints the edition of ${EDITION_DATE}`);
  const full = await edition(act);
  rows.push(await tellEdition(act, full));
  heading(act, 5, 'Two newcomers claim the same task');
  rows.push(...(await tellClaims(act)));
  heading(act, 6, 'The edition again: what is held is not printed');
  const without = await edition(act);
  rows.push(tellDifference(act, full, without));
  heading(act, 7, 'Given back');
  rows.push(await tellUnclaim(act, full));
  return rows;
}

function heading({ say }: Act, step: number, title: string): void {
  say('');
  say(`${step}. ${title}`);
}

function tellLists({ say }: Act): void {
  for (const { owner, repo, tracking, listComment, tasks } of PROJECTS) {
    const counts = DIFFICULTIES.map((difficulty) => {
      const own = tasks.filter((task) => task.difficulty === difficulty);
      return `${own.length} ${NAMES[difficulty]}`;
    });
    say(`   ${owner}/${repo}#${tracking}, comment ${listComment}: ${counts.join(', ')}`);
  }
}

async function tellLabels({ github, say }: Act): Promise<void> {
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
      say(`   bot → #${task.number}  + ${seen.join(', ')}  ${shorten(task.text, 50)}`);
    }
  }
}

async function tellPlans({ github, say }: Act): Promise<Row[]> {
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
  const difficulties = seen.labels.filter((label) => label in NAMES);
  const plans = seen.ours.filter(({ body }) => body.includes('newbie-tasks:plan'));
  const title = plans[0] === undefined ? 'no plan' : visible(plans[0].body).split('\n')[0];
  const ok =
    difficulties.join() === task.difficulty &&
    seen.labels.includes('good first issue') &&
    plans.length === 1 &&
    title?.includes(NAMES[task.difficulty]) === true;
  return {
    seed: `${project.name} #${task.number} ${NAMES[task.difficulty]}`,
    seen: `${seen.labels.join(', ')} · ${title?.replace(/^#+ /, '')}`,
    ok,
  };
}

function planOf(issue: SeenIssue): string | null {
  return issue.ours.find(({ body }) => body.includes('newbie-tasks:plan'))?.body ?? null;
}

async function edition({ environment }: Act): Promise<string> {
  const args = ['digest', '--date', EDITION_DATE, '--section', 'tasks'];
  const { code, stdout, stderr } = await runProgram(args, environment);
  if (code !== 0) throw new Error(`digest failed:\n${stderr}`);
  return stdout.replace(/\n$/, '');
}

async function tellEdition({ say }: Act, printed: string): Promise<Row> {
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

async function tellClaims({ github, say }: Act): Promise<Row[]> {
  const project = PROJECTS[0] as SeedProject;
  const where = { owner: project.owner, repo: project.repo, issue_number: 1030 };
  const words = { ann: '/claim 我想试试', ben: '/claim' };
  for (const [login, body] of Object.entries(words)) {
    say(`   ${login} → #1030  ${body}`);
  }
  await Promise.all(
    Object.entries(words).map(([login, body]) =>
      github.as(login).rest.issues.createComment({ ...where, body }),
    ),
  );
  const issue = await until('both answers on #1030', async () => {
    const seen = await seeIssue(github, project, 1030);
    const isTold = answersIn(seen).length === 2 && planOf(seen)?.includes('🔵') === true;
    return isTold && seen;
  });
  for (const answer of answersIn(issue)) quote({ say }, [answer], 'bot → #1030  ');
  say(`   assigned: ${issue.assignees.join(', ')}`);
  const [winner = 'nobody'] = issue.assignees;
  const loser = winner === 'ann' ? 'ben' : 'ann';
  const told = answersIn(issue);
  return [
    {
      seed: 'two claims in one instant',
      seen: `${issue.assignees.join(', ')} assigned, ${told.length} answers`,
      ok: issue.assignees.length === 1 && told.length === 2,
    },
    {
      seed: 'the other is told by whom and until when',
      seen: shorten(told.find((answer) => answer.startsWith(`@${loser}`)) ?? 'not told', 60),
      ok: told.some(
        (answer) => answer.startsWith(`@${loser} ${winner} `) && /月 \d+ 日/.test(answer),
      ),
    },
  ];
}

function answersIn(issue: SeenIssue): readonly string[] {
  return issue.ours
    .filter(({ body }) => body.includes('newbie-tasks:answer'))
    .map(({ body }) => visible(body));
}

function tellDifference({ say }: Act, full: string, without: string): Row {
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

async function tellUnclaim(act: Act, full: string): Promise<Row> {
  const { github, say } = act;
  const project = PROJECTS[0] as SeedProject;
  const [holder = ''] = (await seeIssue(github, project, 1030)).assignees;
  say(`   ${holder} → #1030  /unclaim`);
  await github.as(holder).rest.issues.createComment({
    owner: project.owner,
    repo: project.repo,
    issue_number: 1030,
    body: '/unclaim',
  });
  const issue = await until('#1030 free again', async () => {
    const seen = await seeIssue(github, project, 1030);
    return seen.assignees.length === 0 && planOf(seen)?.includes('🟢') === true && seen;
  });
  const title = visible(planOf(issue) ?? '')
    .split('\n')[0]
    ?.replace(/^#+ /, '');
  const again = await edition(act);
  say(`   bot → #1030  👍  ${title}`);
  say(`   ${tasksIn(again).length} tasks in the edition again`);
  return {
    seed: 'given back, and printed again',
    seen: `${title}; ${tasksIn(again).length} tasks`,
    ok: issue.assignees.length === 0 && again === full,
  };
}

/** The paragraphs of a section that are tasks: those behind a difficulty. */
function tasksIn(section: string): readonly string[] {
  const paragraphs = section.split('\n\n');
  const first = paragraphs.findIndex((paragraph) => paragraph.startsWith('**'));
  return paragraphs.slice(first).filter((paragraph) => !/^(\*\*|- |「)/.test(paragraph));
}

function quote({ say }: Pick<Act, 'say'>, lines: readonly string[], prefix = '│ '): void {
  for (const line of lines) say(`   ${prefix}${line}`);
}
