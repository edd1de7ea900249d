/**
 * Seeded random runs of the real process: people act on a few tasks while deliveries get lost, come
 * twice, late and out of order, GitHub fails, and the process is killed. Once that ends, one sweep
 * must put everything right.
 *
 *     npm run chaos -- --seed 7 --minutes 10 [--acts 40]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startEmbeddedGitHub } from '@newbie-tasks/embedded-github';
import { parseState } from '../dist/claims/state-text.js';
import { parseCommands } from '../dist/commands/parse.js';
import { startBot } from '../dist/demo/bot-process.js';
import { readState } from '../dist/domain/marker.js';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    minutes: { type: 'string', default: '1' },
    acts: { type: 'string', default: '40' },
  },
});

/** As many installations, each with a write budget of its own. */
const OWNERS = ['east', 'west', 'south'];
const TASKS = 3;
const PEOPLE = ['ann', 'ben', 'cai', 'dora'];
const PER_PERSON = 2;

const CONFIGURATIONS = [
  'claims: { remind-days-before: 5 }',
  'language: en',
  'claims: { waitlist: true }',
  'language: [',
  'policy: please',
];

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

async function run(seed, acts) {
  const next = random(seed);
  const chance = (share) => next() < share;
  const pick = (list) => list[Math.floor(next() * list.length)];
  const folder = mkdtempSync(join(tmpdir(), 'newbie-tasks-chaos-'));
  const github = await startEmbeddedGitHub({
    slug: 'newbie-tasks',
    people: PEOPLE,
    organisations: OWNERS.map((login) => ({
      ...{ login, repositories: ['tasks'], members: ['maintainer'] },
    })),
  });
  const history = [];
  const late = [];
  let calm = false;
  // A stream of its own: how many deliveries there are depends on the moment.
  const fate = random(seed + 1);
  github.onDelivery = (delivery) => {
    const dice = calm ? 1 : fate();
    if (dice < 0.15) return 'lost';
    if (dice < 0.3) {
      late.push(delivery);
      return 'lost';
    }
    return dice < 0.4 ? 'twice' : 'once';
  };

  const bots = [];
  const start = async () => bots.push(await startBot({ github, configFolder: folder }));
  const stop = (signal) => bots.at(-1).stop(signal);
  const threads = [];
  try {
    for (const owner of OWNERS) {
      for (let n = 0; n < TASKS; n += 1) {
        const { data } = await github.as('maintainer').rest.issues.create({
          ...{ owner, repo: 'tasks', title: `Task ${n}`, labels: ['good first issue', 'easy'] },
        });
        threads.push({ where: { owner, repo: 'tasks' }, number: data.number, left: false });
      }
    }
    await start();

    const said = [];
    const say = async (thread, who, body) => {
      const { where, number } = thread;
      const { data } = await github
        .as(who)
        .rest.issues.createComment({ ...where, issue_number: number, body });
      said.push({ thread, who, id: data.id, deleted: false });
      return `${who} says ${JSON.stringify(body)} on ${where.owner}#${number} as ${data.id}`;
    };
    const change = async ({ where, number }, what) => {
      await github.as('maintainer').rest.issues.update({ ...where, issue_number: number, ...what });
      return `maintainer updates ${where.owner}#${number}: ${JSON.stringify(what)}`;
    };
    const deeds = [
      [10, () => say(pick(threads), pick(PEOPLE), '/claim')],
      [5, () => say(pick(threads), pick(PEOPLE), '/unclaim')],
      [3, () => say(pick(threads), pick(PEOPLE), '/extend')],
      [
        2,
        () => say(pick(threads), pick(PEOPLE), pick(['我想试试', '/unclaim\n/claim', '进展顺利'])),
      ],
      [
        2,
        async () => {
          const { where, number } = pick(threads);
          const who = pick(PEOPLE);
          const verb = pick(['addAssignees', 'removeAssignees']);
          await github
            .as('maintainer')
            .rest.issues[verb]({ ...where, issue_number: number, assignees: [who] });
          return `maintainer ${verb} ${who} ${where.owner}#${number}`;
        },
      ],
      [
        2,
        () =>
          change(pick(threads), { labels: ['good first issue', pick(['easy', 'medium', 'hard'])] }),
      ],
      [
        1,
        () => {
          const thread = pick(threads);
          // What is closed, or no task for a while, counts towards nobody's limit meanwhile.
          thread.left = true;
          return change(thread, pick([{ state: 'closed' }, { labels: ['easy'] }]));
        },
      ],
      [2, () => change(pick(threads), { state: 'open', labels: ['good first issue', 'easy'] })],
      [
        2,
        async () => {
          const comment = pick(said.filter(({ deleted }) => !deleted));
          if (comment === undefined) return 'nothing to edit';
          const body = pick(['/claim', '/unclaim', '算了', '/claim\n\n先看看代码']);
          const { where } = comment.thread;
          const { issues } = github.as(comment.who).rest;
          await issues.updateComment({ ...where, comment_id: comment.id, body });
          return `${comment.who} edits ${comment.id} to ${JSON.stringify(body)}`;
        },
      ],
      [
        1,
        async () => {
          const comment = pick(said.filter(({ deleted }) => !deleted));
          if (comment === undefined) return 'nothing to delete';
          comment.deleted = true;
          const { where } = comment.thread;
          const { issues } = github.as(comment.who).rest;
          await issues.deleteComment({ ...where, comment_id: comment.id });
          return `${comment.who} deletes ${comment.id}`;
        },
      ],
      [
        1,
        async () => {
          const place = { owner: pick(OWNERS), repo: 'tasks', path: '.github/newbie-tasks.yml' };
          const text = pick(CONFIGURATIONS);
          const { repos } = github.as('maintainer').rest;
          const known = await repos.getContent(place).catch(() => null);
          await repos.createOrUpdateFileContents({
            ...{ ...place, message: 'configure', content: Buffer.from(text).toString('base64') },
            ...(known === null ? {} : { sha: known.data.sha }),
          });
          return `maintainer pushes ${place.owner}: ${text}`;
        },
      ],
      [
        4,
        () => {
          const fault = pick([
            { kind: 'after', method: 'POST', path: /\/comments$/ },
            { kind: 'after', method: 'POST', path: /\/assignees$/ },
            { kind: 'after', method: 'PATCH', path: /\/comments\/\d+$/ },
            { kind: 'after', method: 'DELETE', path: /\/assignees$/ },
            { kind: 'before', method: 'POST', path: /\/(comments|assignees)$/ },
            { kind: 'before', method: 'GET', path: /\/issues/ },
            { kind: 'before', method: 'GET', path: /\/comments/, status: 404 },
            { kind: 'before', method: 'POST', path: /\/comments$/, status: 403 },
            { kind: 'before', method: '*', path: /\/issues/, status: 429, wait: 1 },
          ]);
          const { wait, ...rest } = fault;
          const headers = wait ? { headers: { 'retry-after': String(wait) } } : {};
          github.faults.push({ ...rest, ...headers, times: 1 });
          return `GitHub fails: ${rest.status ?? 502} ${rest.kind} ${rest.method} ${rest.path}`;
        },
      ],
      [
        1,
        () => {
          github.expireTokens();
          return 'tokens expire';
        },
      ],
      [
        4,
        async () => {
          const delivery = late.splice(Math.floor(next() * late.length), 1)[0];
          if (delivery === undefined) return 'nothing is late';
          void github.redeliver(delivery);
          return `late: ${delivery.event}.${delivery.action}`;
        },
      ],
      [
        2,
        async () => {
          await stop('SIGKILL');
          const down = chance(0.5);
          if (down) history.push(await say(pick(threads), pick(PEOPLE), '/claim'));
          await start();
          return `killed${down ? ', and started again behind that' : ' and started again'}`;
        },
      ],
    ];
    const dice = deeds.flatMap(([weight, deed]) => Array.from({ length: weight }, () => deed));
    for (let n = 0; n < acts; n += 1) {
      const deed = pick(dice);
      const begun = Date.now();
      history.push(`${new Date(begun).toISOString().slice(14, 23)} ${await deed()}`);
      if (chance(0.6)) await sleep(next() * 400);
    }

    calm = true;
    github.faults.length = 0;
    const sweep = async () => {
      await stop('SIGKILL');
      await start();
      await github.quiet(1_500);
    };
    await sweep();
    const before = await Promise.all(threads.map((thread) => stateOf(github, thread)));
    const mark = github.requests.mark();
    await sweep();
    const written = github.requests.ofTheBot(mark).filter(({ method }) => method !== 'GET');
    const after = await Promise.all(threads.map((thread) => stateOf(github, thread)));
    const problems = [
      ...written.map(
        ({ method, path, body }) =>
          `a second sweep writes: ${method} ${path} ${JSON.stringify(body)}`,
      ),
      ...before.flatMap((one, at) =>
        JSON.stringify(one) === JSON.stringify(after[at]) ? [] : [`${nameOf(one)} changed`],
      ),
      ...after.flatMap(problemsOf),
      ...overLimit(after),
      ...(bots.some((bot) => /unhandled|TypeError|ReferenceError/.test(bot.log()))
        ? ['an error nobody expected is in the log']
        : []),
    ];
    return {
      problems,
      history,
      after,
      logs: bots.map((bot) => bot.log()),
      deliveries: github.deliveries.length,
    };
  } finally {
    await stop('SIGKILL');
    await github.close();
    rmSync(folder, { recursive: true });
  }
}

async function stateOf(github, { where, number, left }) {
  const { issues } = github.as('maintainer').rest;
  const asked = { ...where, issue_number: number };
  const { data: issue } = await issues.get(asked);
  const comments = await github
    .as('maintainer')
    .paginate(issues.listComments, { ...asked, per_page: 100 });
  const ours = comments.filter(({ user }) => user.login === github.botLogin);
  const plans = ours.filter(({ body }) => body.includes('<!-- newbie-tasks:plan -->'));
  return {
    where,
    number,
    left,
    isOpen: issue.state === 'open',
    labels: issue.labels.map(({ name }) => name),
    assignees: issue.assignees.map(({ login }) => login),
    ours: ours.map(({ id, body }) => ({ id, body })),
    markers: ours.map(({ body }) => /<!-- newbie-tasks:([^>]+) -->/.exec(body)?.[1] ?? 'unmarked'),
    plans: plans.length,
    state: plans.length === 0 ? null : parseState(readState(plans[0].body, 'plan')),
    commands: comments
      .filter(({ user }) => user.login !== github.botLogin)
      .map(({ id, body, user, reactions }) => ({
        ...{ id, who: user.login, thumbs: reactions?.['+1'] ?? 0 },
        commands: parseCommands(body).map(({ name }) => name),
      }))
      .filter(({ commands }) => commands.length > 0),
  };
}

const nameOf = ({ where, number }) => `${where.owner}#${number}`;

function problemsOf(task) {
  const { markers, plans, state, assignees, isOpen, commands, ours } = task;
  const name = nameOf(task);
  const doubled = markers.filter((marker, at) => markers.indexOf(marker) !== at);
  const known = new Set((state?.answered ?? []).map(({ commentId }) => commentId));
  const unanswered = commands.filter(
    ({ id, thumbs }) => thumbs === 0 && !known.has(id) && !markers.includes(`answer ${id}`),
  );
  const claims = state?.claims ?? [];
  const held = claims.filter(({ assigned }) => assigned).map(({ login }) => login);
  const untold = claims.filter(
    ({ login, due }) => due !== null && !ours.some(({ body }) => body.includes(`@${login} `)),
  );
  return [
    ...doubled.map((marker) => `${name}: two comments ${marker}`),
    ...(plans > 1 ? [`${name}: ${plans} plans`] : []),
    ...unanswered.map(
      ({ id, who, commands }) => `${name}: ${commands} by ${who} (${id}) unanswered`,
    ),
    ...(isOpen && held.toSorted().join() !== assignees.toSorted().join()
      ? [`${name}: the plan has ${held}, GitHub ${assignees}`]
      : []),
    ...untold.map(({ login }) => `${name}: ${login} holds it and was never told`),
  ];
}

/** By our assignment: those by hand have no deadline. */
function overLimit(tasks) {
  return OWNERS.flatMap((owner) =>
    PEOPLE.flatMap((who) => {
      const held = tasks.filter(
        ({ where, state, isOpen, left }) =>
          where.owner === owner &&
          isOpen &&
          !left &&
          (state?.claims ?? []).some(({ login, due }) => login === who && due !== null),
      );
      return held.length > PER_PERSON ? [`${who} holds ${held.map(nameOf).join(', ')}`] : [];
    }),
  );
}

const acts = Number(values.acts);
const until = Date.now() + Number(values.minutes) * 60_000;
let seed = Number(values.seed);
let runs = 0;
let deliveries = 0;
let failed = 0;
do {
  const result = await run(seed, acts);
  runs += 1;
  deliveries += result.deliveries;
  if (result.problems.length > 0) {
    failed += 1;
    console.error(
      `seed ${seed} (--acts ${acts}):\n${result.problems.map((one) => `  ✗ ${one}`).join('\n')}`,
    );
    console.error(result.history.map((line) => `    ${line}`).join('\n'));
    if (process.env.CHAOS_LOGS) {
      const { writeFileSync } = await import('node:fs');
      writeFileSync(join(process.env.CHAOS_LOGS, `${seed}.json`), JSON.stringify(result, null, 1));
      writeFileSync(join(process.env.CHAOS_LOGS, `${seed}.log`), result.logs.join('\n=====\n'));
    }
  }
  seed += 1;
} while (Date.now() < until);
console.log(
  `${runs} runs of ${acts} acts from seed ${values.seed}, ${deliveries} deliveries: ${failed} failed`,
);
process.exitCode = failed === 0 ? 0 : 1;
