/** People who claim a task each in the same second, beside Probot's own throttling. */
import { setTimeout as sleep } from 'node:timers/promises';
import { startEmbeddedGitHub } from '@newbie-tasks/embedded-github';
import { CLAIMING, MAIN, median, startServer } from './tools.mjs';

export const title = 'Claims at once, beside Probot and its throttling';

const SIZES = [
  { claims: 2, runs: 1 },
  { claims: 20, runs: 3, goals: { assigned: 27, told: 65 } },
];
/** GitHub's own limit on content writes. */
const MOST_WRITES = 80;
const HERE = { owner: 'mosn', repo: 'layotto' };

export async function measure(say) {
  const rows = [];
  for (const { claims, runs, goals = {} } of SIZES) {
    const found = { ours: [], bare: [] };
    for (const [who, entry, times] of [
      ['ours', MAIN, runs],
      // The throttling makes it the same each time, and slow.
      ['bare', CLAIMING, 1],
    ]) {
      for (let run = 0; run < times; run += 1) {
        const one = await claimAll(entry, claims);
        const [assigned, told] = [seconds(one.assigned), seconds(one.told)];
        say(
          `${claims} claims, ${who}, run ${run + 1}/${times}: assigned ${assigned}, told ${told}`,
        );
        found[who].push(one);
      }
    }
    const of = (who, key) => median(found[who].map((one) => one[key]));
    for (const [key, what] of [
      ['assigned', 'all are assigned'],
      ['told', 'all are told'],
    ]) {
      const [ours, bare] = [of('ours', key), of('bare', key)];
      const figures = { 'newbie-tasks': seconds(ours), Probot: seconds(bare) };
      const most = goals[key];
      const goal = most === undefined ? {} : { goal: `< ${most} s`, met: ours < most * 1_000 };
      const ratio = `${(ours / bare).toFixed(2)}×`;
      rows.push({ '': `${claims} claims: ${what}`, ...figures, ratio, ...goal });
    }
    const writes = Math.max(...found.ours.map((one) => one.writes));
    const most = { 'newbie-tasks': String(writes), Probot: String(of('bare', 'writes')) };
    const goal = { goal: `≤ ${MOST_WRITES}`, met: writes <= MOST_WRITES };
    rows.push({ '': `${claims} claims: most writes in a minute`, ...most, ...goal });
  }
  return rows;
}

const seconds = (ms) => `${(ms / 1_000).toFixed(1)} s`;

async function claimAll(entry, claims) {
  const people = Array.from({ length: claims }, (_, at) => `person-${at + 1}`);
  const github = await startEmbeddedGitHub({
    slug: 'newbie-tasks',
    organisations: [{ login: 'mosn', repositories: ['layotto'], members: ['maintainer'] }],
    people,
  });
  for (let number = 1; number <= claims; number += 1) {
    const labels = ['good first issue', 'easy'];
    const seed = { number, title: `Task ${number}`, author: 'maintainer', labels };
    await github.seedIssue({ repository: 'mosn/layotto', ...seed });
  }
  const server = await startServer(entry, github.url, {
    ...{ APP_ID: String(github.appId), PRIVATE_KEY: github.privateKey },
    WEBHOOK_SECRET: github.webhookSecret,
  });
  github.deliverTo(server.webhookUrl);
  await github.quiet(1_000);
  const mark = github.requests.mark();
  const start = Date.now();
  await Promise.all(
    people.map((login, at) =>
      github.as(login).rest.issues.createComment({ ...HERE, issue_number: at + 1, body: '/claim' }),
    ),
  );
  const isAnswer = ({ body }) => /newbie-tasks:answer/.test(body?.body ?? '');
  let done = { assigned: [], told: [] };
  while (Date.now() - start < 200_000) {
    const all = github.requests
      .since(mark)
      .filter(({ actor, status }) => actor === 'installation' && status !== null);
    const posts = all.filter(({ method }) => method === 'POST');
    done = {
      assigned: posts.filter(({ path }) => path.endsWith('/assignees')),
      told: posts.filter((one) => one.path.endsWith('/comments') && isAnswer(one)),
    };
    if (done.assigned.length >= claims && done.told.length >= claims) break;
    await sleep(100);
  }
  await github.quiet(1_500);
  const writes = github.requests.ofTheBot(mark).filter(({ method }) => method !== 'GET');
  await server.stop();
  await github.close();
  return {
    assigned: done.assigned.at(claims - 1).at - start,
    told: done.told.at(claims - 1).at - start,
    writes: mostInAMinute(writes.map(({ at }) => at)),
  };
}

function mostInAMinute(times) {
  return Math.max(
    0,
    ...times.map((at) => times.filter((one) => one >= at && one < at + 60_000).length),
  );
}
