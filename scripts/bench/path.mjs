/**
 * What a reader has to know of one accepted claim: the files and functions of ours that run from
 * its delivery to its last write, by V8's own coverage, and how often it is decided and rendered.
 */
import { Session } from 'node:inspector/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { startEmbeddedGitHub } from '@newbie-tasks/embedded-github';
import { startServing } from '../../dist/cli/serve.js';
import { botEnvironment } from '../../dist/demo/bot-process.js';
import { configFolder } from './tools.mjs';

export const title = 'The path of a claim';

const DIST = new URL('../../dist/', import.meta.url).href;
const HERE = { owner: 'mosn', repo: 'layotto' };
/** Of which one decides, and one renders a plan. */
const DECIDE = 'decideIssue';
const RENDER = 'renderTaskPlan';

export async function measure(say) {
  const github = await startEmbeddedGitHub({
    slug: 'newbie-tasks',
    organisations: [{ login: HERE.owner, repositories: [HERE.repo], members: ['maintainer'] }],
    people: ['ann', 'ben'],
  });
  for (const number of [1, 2]) {
    const labels = ['good first issue', 'easy'];
    const seed = { number, title: `Task ${number}`, author: 'maintainer', labels };
    const createdAt = '2021-11-01T00:00:00Z';
    await github.seedIssue({ repository: `${HERE.owner}/${HERE.repo}`, ...seed, createdAt });
  }
  const variables = { ...botEnvironment(github, configFolder()), PORT: '0', LOG_LEVEL: 'error' };
  const serving = await startServing(variables, { stdout: () => {}, stderr: () => {} });
  await serving.ready;
  github.deliverTo(`${serving.url}/api/github/webhooks`);
  github.listener = serving;
  await github.quiet(1_000);
  // The first claim reads the configuration and loads what is loaded when it is needed.
  await claim(github, 'ben', 2);
  await github.quiet(1_000);

  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  const mark = github.requests.mark();
  await session.post('Profiler.takePreciseCoverage');
  await claim(github, 'ann', 1);
  const isPlan = ({ method, body }) => method !== 'GET' && /newbie-tasks:plan/.test(body?.body);
  while (!github.requests.ofTheBot(mark).some(isPlan)) await sleep(1);
  const { result } = await session.post('Profiler.takePreciseCoverage');
  session.disconnect();
  await serving.stop();
  await github.close();

  const ran = result
    .filter(({ url }) => url.startsWith(DIST) && !url.startsWith(`${DIST}demo/`))
    .map(({ url, functions }) => ({
      file: url.slice(DIST.length),
      functions: functions.filter(({ ranges, functionName }) => functionName && ranges[0].count),
    }))
    .filter(({ functions }) => functions.length > 0);
  const functions = ran.flatMap((each) => each.functions);
  const times = (name) =>
    functions
      .filter(({ functionName }) => functionName === name)
      .reduce((sum, { ranges }) => sum + ranges[0].count, 0);
  for (const { file } of ran) say(file);
  return [
    { '': 'files of ours', figure: ran.length },
    { '': 'functions', figure: functions.length },
    { '': 'times decided', figure: times(DECIDE), goal: '≤ 2', met: times(DECIDE) <= 2 },
    {
      '': 'times its plan is rendered',
      figure: times(RENDER),
      goal: '1',
      met: times(RENDER) === 1,
    },
  ];
}

const claim = (github, login, issue_number) =>
  github.as(login).rest.issues.createComment({ ...HERE, issue_number, body: '/claim' });
