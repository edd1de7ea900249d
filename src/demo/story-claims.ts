/** The newcomers' part of the story: two claims on one task, and its return. */
import { shortened } from '../cli/tables.js';
import { PROJECTS, type SeedProject } from './seed.js';
import type { Row } from './table.js';
import { type DemoTools, edition, planOf, quote, tasksIn } from './tools.js';
import { type SeenIssue, seeIssue, until, visible } from './watch.js';

export async function tellClaims({ github, say }: DemoTools): Promise<Row[]> {
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
      seen: shortened(told.find((answer) => answer.startsWith(`@${loser}`)) ?? 'not told', 60),
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

export async function tellUnclaim(tools: DemoTools, full: string): Promise<Row> {
  const { github, say } = tools;
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
  const again = await edition(tools);
  say(`   bot → #1030  👍  ${title}`);
  say(`   ${tasksIn(again).length} tasks in the edition again`);
  return {
    seed: 'given back, and printed again',
    seen: `${title}; ${tasksIn(again).length} tasks`,
    ok: issue.assignees.length === 0 && again === full,
  };
}
