/** The demo's GitHub: an embedded one with both projects on it, as their maintainers left them. */
import type { EmbeddedGitHub } from '@newbie-tasks/embedded-github';
import {
  englishListOf,
  listOf,
  MAINTAINER,
  NEWCOMERS,
  PROJECTS,
  type SeedProject,
} from './seed.js';

/** Years before the App came: nobody gave consent yet, and old commands must not run. */
const LONG_AGO = '2021-11-01T02:00:00Z';

export async function startGitHub(): Promise<EmbeddedGitHub> {
  const { startEmbeddedGitHub } = await import('@newbie-tasks/embedded-github').catch((cause) => {
    const remedy = 'run npm ci in a clone of the repository';
    throw new Error(`the demo needs the development dependencies: ${remedy}`, { cause });
  });
  const github = await startEmbeddedGitHub({
    slug: 'newbie-tasks',
    organisations: PROJECTS.map(({ owner, repo }) => ({
      login: owner,
      repositories: [repo],
      members: [MAINTAINER],
    })),
    people: NEWCOMERS,
  });
  for (const project of PROJECTS) await seedProject(github, project);
  return github;
}

async function seedProject(github: EmbeddedGitHub, project: SeedProject): Promise<void> {
  const repository = `${project.owner}/${project.repo}`;
  const seed = { repository, author: MAINTAINER, createdAt: LONG_AGO };
  for (const { number, text, english } of project.tasks) {
    await github.seedIssue({ ...seed, number, title: `${english}; ${text}`, body: '' });
  }
  await github.seedIssue({
    ...seed,
    number: project.tracking,
    title: 'Community tasks 新手任务计划',
    body: englishListOf(project),
  });
  await github.seedComment({
    ...seed,
    number: project.tracking,
    id: project.listComment,
    body: listOf(project),
  });
}
