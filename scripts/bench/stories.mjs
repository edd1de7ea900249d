/** Requests to GitHub for each story: minting of tokens and configuration aside. */

import { startEmbeddedGitHub } from '@newbie-tasks/embedded-github';
import { startBot } from '../../dist/demo/bot-process.js';
import { configFolder } from './tools.mjs';

export const title = 'Requests of a story';

const OWNER = 'mosn';
/** Open tasks of a repository: its listings have 100 on a page. */
const SIZES = [10, 100, 1_000];

export async function measure(say) {
  const repositories = SIZES.map((size) => `tasks-${size}`);
  const github = await startEmbeddedGitHub({
    slug: 'newbie-tasks',
    organisations: [{ login: OWNER, repositories, members: ['maintainer'] }],
    people: ['ann', 'ben', 'cai'],
  });
  for (const size of SIZES) {
    say(`seeding ${size} tasks`);
    for (let number = 1; number <= size; number += 1) {
      const labels = ['good first issue', 'easy'];
      const seed = { number, title: `Task ${number}`, author: 'maintainer', labels };
      const createdAt = '2021-11-01T00:00:00Z';
      await github.seedIssue({ repository: `${OWNER}/tasks-${size}`, ...seed, createdAt });
    }
  }
  // No newsletter: the plan on a tracking issue is written later, for many stories at once.
  const bot = await startBot({ github, configFolder: configFolder() });
  await github.quiet(1_000);
  const rows = new Map();
  for (const size of SIZES) {
    // GitHub assigns an outsider only after they said something there.
    await says(github, `tasks-${size}`)('cai', 2, 'may I?');
    for (const [what, goal, act] of storiesIn(github, `tasks-${size}`)) {
      await github.quiet(600);
      const mark = github.requests.mark();
      await act();
      await github.quiet(600);
      const all = github.requests.ofTheBot(mark);
      const writes = all.filter(({ method }) => method !== 'GET').length;
      say(`${size} tasks, ${what}: ${all.length} requests, ${writes} writes`);
      // The contract: one more for each further hundred.
      const most = goal + Math.ceil(size / 100) - 1;
      const row = rows.get(what) ?? { '': what, met: true };
      row[`${size.toLocaleString('en')} open tasks`] = `${all.length} (${writes} writes)`;
      row.met &&= all.length <= most;
      rows.set(what, { ...row, goal: `≤ ${goal}, +1 for each further 100` });
    }
  }
  await bot.stop();
  await github.close();
  return [...rows.values()];
}

const says = (github, repo) => (login, issue_number, body) =>
  github.as(login).rest.issues.createComment({ owner: OWNER, repo, issue_number, body });

function storiesIn(github, repo) {
  const say = says(github, repo);
  return [
    ['a claim', 5, () => say('ann', 1, '/claim')],
    ['a claim that is refused', 3, () => say('ben', 1, '/claim')],
    ['given back', 5, () => say('ann', 1, '/unclaim')],
    ['a maintainer hands it to somebody', 6, () => say('maintainer', 2, '/claim @cai')],
    [
      'a delivery that comes twice',
      2,
      () =>
        github.redeliver(github.deliveries.findLast(({ body }) => body.includes('/claim @cai'))),
    ],
  ];
}
