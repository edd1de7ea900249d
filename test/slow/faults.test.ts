/**
 * The fault table, row by row, against the real process: the same small story is told on one
 * repository a row while something goes wrong, and must end as if nothing had.
 */
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Delivery, EmbeddedGitHub, Fault } from '@newbie-tasks/embedded-github';
import pMap from 'p-map';
import { type BotProcess, startBot } from '../../src/demo/bot-process.js';
import { configFolder, eventually, gitHub, MAIN, seen } from '../app/a-bot.js';
import {
  ACTS,
  type Act,
  askedOf,
  beginStory,
  ENDING,
  type Ending,
  endingOf,
  type Story,
  settled,
  tell,
  writesTo,
} from '../app/a-story.js';

type Stage = Story & {
  /** What GitHub sent about this repository so far. */
  readonly deliveries: () => readonly Delivery[];
  /** Goes wrong between the bot and this repository. */
  readonly fail: (fault: Omit<Fault, 'path'> & { readonly path: string }) => void;
  /** Done before GitHub answers the bot's next request of this kind, once. */
  readonly meanwhile: (method: string, path: RegExp, act: () => Promise<unknown>) => void;
};

type Row = {
  readonly name: string;
  readonly title?: string;
  /** What becomes of the deliveries; `at`: which act was the last. */
  readonly fate?: (delivery: Delivery, at: number) => 'once' | 'twice' | 'lost';
  /** Before the act is done. */
  readonly before?: (stage: Stage, at: number) => unknown;
  /** After the bot had time to answer it. */
  readonly after?: (stage: Stage, at: number) => unknown;
  readonly says?: (act: Act, at: number) => string;
  /** After the last act. */
  readonly late?: (stage: Stage) => unknown;
  /** Who finds what was missed; `nobody` is needed by most. */
  readonly healedBy?: 'the sweep';
  /** Where somebody meant it to end otherwise. */
  readonly ends?: Partial<Ending>;
};

const lost = () => 'lost' as const;
const WRITES = {
  'the assignment': { method: 'POST', path: '/assignees$' },
  'an answer': { method: 'POST', path: '/comments$' },
  'the plan': { method: 'PATCH', path: '/comments/\\d+$' },
  'giving back': { method: 'DELETE', path: '/assignees$' },
  'a reaction': { method: 'POST', path: '/reactions$' },
} as const;

const failing = (kind: Fault['kind'], status?: number, headers = {}, body?: unknown) =>
  Object.entries(WRITES).map(([what, where]): Row => {
    const isGiving = what === 'giving back' || what === 'a reaction';
    return {
      name: `${status ?? 502} ${kind === 'after' ? 'after' : 'before'} ${what} was stored`,
      before: ({ fail }, at) => {
        const isNow = isGiving ? at === 2 : at === 0 || at === 3;
        const answer = { ...(status === undefined ? {} : { status }), headers, body };
        if (isNow) fail({ kind, times: 1, ...where, ...answer });
      },
    };
  });

const ROWS: readonly Row[] = [
  { name: 'nothing goes wrong' },

  // Deliveries
  { name: 'every delivery doubled', fate: () => 'twice' },
  { name: 'every delivery lost', fate: lost, healedBy: 'the sweep' },
  {
    name: 'every delivery lost but the first',
    fate: (_, at) => (at > 0 ? 'lost' : 'once'),
    healedBy: 'the sweep',
  },
  {
    name: 'every second delivery lost',
    fate: (_, at) => (at % 2 === 1 ? 'lost' : 'once'),
  },
  {
    name: 'deliveries in reverse order',
    fate: lost,
    late: async ({ deliveries, github }) => {
      for (const each of deliveries().toReversed()) await github.redeliver(each);
    },
  },
  {
    name: 'a burst of 1,000 deliveries',
    fate: lost,
    late: async ({ deliveries, github }) => {
      const all = deliveries();
      const burst = Array.from({ length: 1_000 }, (_, at) => all[at % all.length]);
      const sent = await pMap(burst, async (one) => one && github.redeliver(one), {
        concurrency: 100,
      });
      expect([...new Set(sent.map((one) => one?.status))]).toEqual([202]);
    },
  },
  {
    name: 'every delivery forged',
    fate: lost,
    late: async ({ deliveries, github, where }) => {
      await settled(github, where.owner, 1_000);
      const mark = github.requests.mark();
      for (const { event, body } of deliveries()) {
        const { status } = await github.deliver(event, JSON.parse(body), { secret: 'development' });
        expect(status).toBe(401);
      }
      await settled(github, where.owner);
      expect(askedOf(github, where.owner, mark)).toEqual([]);
    },
    healedBy: 'the sweep',
  },
  {
    name: 'every delivery over 2 MB',
    fate: lost,
    late: async ({ deliveries, github }) => {
      const padding = 'x'.repeat(2 * 1024 * 1024);
      for (const { event, body } of deliveries()) {
        const { status } = await github.deliver(event, { ...JSON.parse(body), padding });
        // It may hang up before everything is sent.
        expect([413, 0]).toContain(status);
      }
    },
    healedBy: 'the sweep',
  },
  {
    name: 'deliveries for a repository just removed',
    before: async ({ deliveries, github, where }, at) => {
      const comment = deliveries().findLast(({ event }) => event === 'issue_comment');
      if (at === 0 || comment === undefined) return;
      const payload = JSON.parse(comment.body);
      const repository = { ...payload.repository, full_name: `${where.owner}/removed` };
      expect((await github.deliver('issue_comment', { ...payload, repository })).status).toBe(202);
    },
  },

  // GitHub's answers
  ...failing('after'),
  ...failing('before'),
  {
    name: '502 to reading',
    before: ({ fail }) =>
      fail({ kind: 'before', method: 'GET', path: '/issues\\?', times: 1, status: 502 }),
  },
  {
    name: '403 by the primary limit',
    before: ({ fail }, at) => {
      if (at !== 0) return;
      const reset = Math.ceil(Date.now() / 1000) + 2;
      const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(reset) };
      fail({ kind: 'before', method: 'POST', path: '/assignees$', times: 1, status: 403, headers });
    },
  },
  ...(
    [
      ['403 by a secondary limit with retry-after', 403],
      ['429 by a secondary limit with retry-after', 429],
    ] as const
  ).map(
    ([name, status]): Row => ({
      name,
      before: ({ fail }, at) => {
        if (at !== 0) return;
        const headers = { 'retry-after': '2' };
        fail({ kind: 'before', method: 'POST', path: '/comments$', times: 1, status, headers });
      },
    }),
  ),
  {
    // Each delivery during the limit fails once more; the failure after it is but the first.
    name: '404 right after a secondary limit',
    before: ({ fail }, at) => {
      const once = { kind: 'before', times: 1 } as const;
      const headers = { 'retry-after': '4' };
      if (at === 0) fail({ ...once, method: 'POST', path: '/comments$', status: 429, headers });
      if (at === 4) fail({ ...once, method: 'GET', path: '/issues/\\d+/comments', status: 404 });
    },
  },
  {
    name: 'a secondary limit without retry-after',
    before: ({ fail }, at) => {
      if (at !== 0) return;
      const body = { message: 'You have exceeded a secondary rate limit.' };
      fail({ kind: 'before', method: 'POST', path: '/assignees$', times: 1, status: 403, body });
    },
    // It would wait a minute: until then it asks nothing at all.
    after: ({ github, where }, at) => {
      if (at > 0) expect(askedOf(github, where.owner).at(-1)?.status).toBe(403);
    },
    healedBy: 'the sweep',
  },
  {
    name: '404 right after creation',
    before: ({ fail, task }, at) =>
      at === 0 &&
      fail({
        ...{ kind: 'before', method: 'GET', path: `/issues/${task}/comments`, times: 2 },
        status: 404,
      }),
  },
  {
    name: '401 on an expired token',
    // Nobody else's: GitHub's answers to the other rows would be late by seconds.
    before: ({ github, where }) => github.expireTokens(where.owner),
  },
  {
    name: 'an assignee dropped silently',
    before: ({ fail }, at) =>
      at === 0 &&
      fail({
        ...{ kind: 'before', method: 'POST', path: '/assignees$', times: 1, status: 201 },
        body: { assignees: [] },
      }),
  },
  {
    name: 'no answer at all, to a write',
    before: ({ fail }, at) =>
      at === 0 && fail({ kind: 'hang', method: 'POST', path: '/assignees$', times: 1 }),
  },

  // People
  {
    name: 'a claim deleted before it is seen',
    fate: ({ body }) => (JSON.parse(body).sender?.login === 'cai' ? 'lost' : 'once'),
    before: async (stage, at) => {
      if (at !== 0 && at !== 3) return;
      const { github, where } = stage;
      const comment_id = await tell(stage, 'cai', '/claim');
      await github.as('cai').rest.issues.deleteComment({ ...where, comment_id });
    },
  },
  {
    name: 'a claim edited away before it is seen',
    fate: ({ body }) => (JSON.parse(body).sender?.login === 'cai' ? 'lost' : 'once'),
    before: async (stage, at) => {
      if (at !== 0 && at !== 3) return;
      const { github, where } = stage;
      const comment_id = await tell(stage, 'cai', '/claim');
      const body = '这个任务看起来不错';
      await github.as('cai').rest.issues.updateComment({ ...where, comment_id, body });
    },
  },
  {
    name: 'a claim edited after it was answered',
    after: async ({ github, where, said }, at) => {
      if (at !== 0 && at !== 3) return;
      const comment_id = said[at] ?? 0;
      const body = '/claim\n\n我先看看代码';
      await github
        .as(ACTS[at]?.who ?? '')
        .rest.issues.updateComment({ ...where, comment_id, body });
    },
  },
  {
    name: 'a claim deleted after it was answered',
    after: async ({ github, where, said }, at) => {
      if (at !== 0 && at !== 3) return;
      const comment_id = said[at] ?? 0;
      await github.as(ACTS[at]?.who ?? '').rest.issues.deleteComment({ ...where, comment_id });
    },
  },
  {
    name: 'somebody assigned by hand at the same time',
    before: ({ meanwhile, github, where, task }, at) =>
      at === 3 &&
      meanwhile('GET', /\/comments\?/, () =>
        github.as('maintainer').rest.issues.addAssignees({
          ...{ ...where, issue_number: task, assignees: ['maintainer'] },
        }),
      ),
    ends: { assignees: ['maintainer'], held: ['maintainer +0 –'] },
  },
  {
    name: 'somebody removed by hand at the same time',
    before: ({ meanwhile, github, where, task }, at) =>
      at === 4 &&
      meanwhile('GET', /\/comments\?/, () =>
        github.as('maintainer').rest.issues.removeAssignees({
          ...{ ...where, issue_number: task, assignees: ['ben'] },
        }),
      ),
    ends: { assignees: [], status: 'free', held: [] },
  },
  {
    name: 'relabelled by hand at the same time',
    before: ({ meanwhile, github, where, task }, at) =>
      at === 0 &&
      meanwhile('POST', /\/assignees$/, () =>
        github.as('maintainer').rest.issues.setLabels({
          ...{ ...where, issue_number: task, labels: ['good first issue', 'medium'] },
        }),
      ),
    ends: { labels: ['good first issue', 'medium'], held: ['ben +1 42'] },
  },
  {
    name: 'the plan deleted after its claim was given back',
    after: async (stage, at) => {
      if (at !== 2) return;
      const { github, where, task, deliveries } = stage;
      await deletePlan(stage);
      for (const each of deliveries()) await github.redeliver(each);
      await eventually(async () => {
        const { assignees, plans } = await seen(github, where, task);
        expect([assignees, plans.length]).toEqual([[], 1]);
      });
    },
  },
  {
    name: 'the plan deleted while its claim stands',
    after: (stage, at) => at === 3 && deletePlan(stage),
  },
  {
    name: 'the state of the plan damaged',
    after: async (stage, at) => {
      if (at !== 3) return;
      const { github, where } = stage;
      const { id, body } = await planOf(stage);
      const damaged = body.replace(/newbie-tasks:state .*/, 'newbie-tasks:state {"claims":[7 -->');
      expect(damaged).not.toBe(body);
      const { issues } = github.as('maintainer').rest;
      await issues.updateComment({ ...where, comment_id: id, body: damaged });
    },
  },
  {
    name: 'closed and reopened',
    after: async (stage, at) => {
      if (at !== 3) return;
      const { github, where, task } = stage;
      for (const [state, status] of [['closed', 'closed'] as const, ['open', 'held'] as const]) {
        await github.as('maintainer').rest.issues.update({ ...where, issue_number: task, state });
        // Otherwise the bot may never have seen it closed.
        await eventually(async () => expect((await endingOf(stage)).status).toBe(status));
      }
    },
  },
  {
    name: 'locked for a while',
    before: ({ fail }, at) =>
      at === 1 &&
      fail({
        ...{ kind: 'before', method: 'POST', path: '/comments$', times: 2, status: 403 },
        body: { message: 'Unable to create comment because issue is locked.' },
      }),
  },
  ...(['transferred', 'converted'] as const).map(
    (what): Row => ({
      name: `another task ${what}, whose deliveries still come`,
      before: async ({ github, where, fail, deliveries }, at) => {
        if (at !== 1) return;
        const { data } = await github.as('maintainer').rest.issues.create({
          ...{ ...where, title: 'Gone', labels: ['good first issue'] },
        });
        await settled(github, where.owner);
        const status = what === 'transferred' ? 404 : 410;
        const path = `/issues/${data.number}(/|$)`;
        fail({ kind: 'before', method: '*', path, times: 99, status });
        const about = deliveries().filter(
          ({ body }) => JSON.parse(body).issue?.number === data.number,
        );
        for (const each of about) await github.redeliver(each);
        const own = about.map(({ body }) => JSON.parse(body))[0];
        await github.deliver('issues', { ...own, action: 'transferred' });
        await github.as('maintainer').rest.issues.update({
          ...{ ...where, issue_number: data.number, state: 'closed', labels: [] },
        });
      },
    }),
  ),

  // Input
  ...['>', '**a_', '[^a]'].map(
    (part): Row => ({
      name: `a comment of 256 KB of ${part}`,
      before: (stage, at) =>
        at === 1 && tell(stage, 'cai', part.repeat(Math.ceil((256 * 1024) / part.length))),
    }),
  ),
  {
    name: '10,000 commands in a comment',
    says: ({ says }, at) => (at === 0 ? `${says}\n`.repeat(10_000) : says),
  },
  {
    name: 'commands of homoglyphs and zero-width characters',
    before: (stage, at) =>
      (at === 1 || at === 4) &&
      tell(
        stage,
        ACTS[at - 1]?.who ?? '',
        '/unсlaim\n/\u200bunclaim\n\u200b/unclaim\n/un\u00adclaim',
      ),
  },
  {
    name: 'a title that pings, and breaks out of everything',
    title: '@all <!-- newbie-tasks:plan --> --> | ] ) `',
    before: async ({ github, where }, at) =>
      at === 0 &&
      github.as('cai').rest.issues.create({
        ...{ ...where, labels: ['good first issue', 'easy'] },
        title: '@all <!-- newbie-tasks:end --> --> | ] ) [x](https://example.org)',
      }),
    late: async ({ github, where, task }) => {
      for (const { body } of (await seen(github, where, task)).comments) {
        expect(body).not.toMatch(/(^|[^`\w])@all/);
      }
    },
  },
  {
    name: 'a YAML bomb for a configuration',
    before: async ({ github, where }, at) =>
      at === 1 &&
      github.as('maintainer').rest.repos.createOrUpdateFileContents({
        ...{ ...where, path: '.github/newbie-tasks.yml', message: 'configure' },
        content: Buffer.from('['.repeat(900) + ']'.repeat(900)).toString('base64'),
      }),
  },
  { name: 'NUL bytes', title: 'Add\0 a demo', says: ({ says }) => `${says} \0\0 \0` },
];

async function planOf({ github, where, task }: Story): Promise<{ id: number; body: string }> {
  const { comments } = await seen(github, where, task);
  const plan = comments.find(({ body }) => body?.includes('<!-- newbie-tasks:plan -->'));
  return { id: plan?.id ?? 0, body: plan?.body ?? '' };
}

async function deletePlan(story: Story): Promise<void> {
  const { id } = await planOf(story);
  const { issues } = story.github.as('maintainer').rest;
  await issues.deleteComment({ ...story.where, comment_id: id });
}

const ownerOf = (row: Row) => `row-${ROWS.indexOf(row)}`;

type Played = { readonly stage: Stage; readonly failure: unknown };

let github: EmbeddedGitHub;
let bot: BotProcess;
let folder: string;
const fates = new Map<string, (delivery: Delivery) => 'once' | 'twice' | 'lost'>();
const hooks = new Map<string, (method: string, path: string) => unknown>();

const ownerIn = ({ body }: Delivery) => /"full_name":"([^/"]+)\//.exec(body)?.[1] ?? '';

beforeAll(async () => {
  folder = configFolder();
  github = await gitHub({
    organisations: ROWS.map((row) => ({
      ...{ login: ownerOf(row), repositories: ['tasks'], members: ['maintainer'] },
    })),
  });
  github.onDelivery = (delivery) => fates.get(ownerIn(delivery))?.(delivery) ?? 'once';
  github.beforeAnswer = async ({ method, path, actor }) => {
    const owner = actor === 'installation' ? /^\/repos\/([^/]+)\//.exec(path)?.[1] : undefined;
    await hooks.get(owner ?? '')?.(method, path);
  };
}, 60_000);
afterAll(async () => {
  await bot?.stop();
  await github?.close();
  rmSync(folder, { recursive: true });
});

const startTheBot = () => startBot({ github, configFolder: folder, main: MAIN });

async function stageFor(row: Row, at: () => number): Promise<Stage> {
  const owner = ownerOf(row);
  const { fate } = row;
  if (fate !== undefined) fates.set(owner, (delivery) => fate(delivery, at()));
  const story = await beginStory(github, owner, row.title);
  return {
    ...story,
    deliveries: () => github.deliveries.filter((each) => ownerIn(each) === owner),
    fail: ({ path, ...fault }) => {
      github.faults.push({ ...fault, path: new RegExp(`^/repos/${owner}/.*${path}`) });
    },
    meanwhile: (method, path, act) =>
      hooks.set(owner, async (asked, where) => {
        if (asked !== method || !path.test(where)) return;
        hooks.delete(owner);
        await act();
      }),
  };
}

async function play(row: Row): Promise<Played> {
  let at = -1;
  const stage = await stageFor(row, () => at);
  const { where, said } = stage;
  try {
    await settled(github, where.owner);
    for (const [index, act] of ACTS.entries()) {
      at = index;
      await row.before?.(stage, at);
      said.push(await tell(stage, act.who, row.says?.(act, at) ?? act.says));
      await eventually(async () => expect(faultsLeft(where.owner)).toEqual([]), 20);
      await settled(github, where.owner);
      await row.after?.(stage, at);
    }
    await row.late?.(stage);
    fates.delete(where.owner);
    if (row.healedBy === undefined) await endsWell(row, stage, 45);
    expect(hooks.has(where.owner)).toBe(false);
    return { stage, failure: null };
  } catch (failure) {
    // What the bot did there is gone with its process, and a fault may not come twice.
    const lines = bot.log().split('\n');
    const there = lines.filter((line) => line.includes(`${where.owner}/`)).slice(-60);
    return { stage, failure: new Error([String(failure), ...there].join('\n')) };
  }
}

/** The sweep at the start looked into every repository. */
async function swept(): Promise<void> {
  await eventually(async () => {
    const log = bot.log();
    const isSwept = (row: Row) => log.includes(`"look":"${ownerOf(row)}/tasks sweep"`);
    expect(ROWS.filter((row) => !isSwept(row)).map(({ name }) => name)).toEqual([]);
  }, 60);
}

/** What did not happen yet, but what never ends. */
function faultsLeft(owner: string): readonly Fault[] {
  const isOurs = ({ path }: Fault) => path.source.includes(`${owner}\\/`);
  return github.faults.filter((fault) => isOurs(fault) && fault.times > 0 && fault.times < 90);
}

async function endsWell(row: Row, stage: Stage, seconds: number): Promise<void> {
  await eventually(async () => {
    expect(await endingOf(stage)).toEqual({ ...ENDING, ...row.ends });
  }, seconds);
}

describe('the same ending as undisturbed, with', () => {
  const played = new Map<string, Played>();
  const again: string[] = [];

  beforeAll(async () => {
    bot = await startTheBot();
    await swept();
    await github.quiet(600);
    const slowestFirst = ROWS.toSorted(
      (a, b) => +b.name.includes('no answer') - +a.name.includes('no answer'),
    );
    await pMap(slowestFirst, async (row) => played.set(row.name, await play(row)), {
      concurrency: 8,
    });
    // Everybody gets one more look, and then another one.
    for (const round of [1, 2]) {
      await bot.stop('SIGKILL');
      const mark = github.requests.mark();
      bot = await startTheBot();
      await swept();
      await github.quiet(1_000);
      if (round === 1) {
        const swept = ROWS.flatMap((row) => {
          const stage = played.get(row.name)?.stage;
          return row.healedBy === undefined || stage === undefined ? [] : [{ row, stage }];
        });
        // Whether they do is told below.
        await Promise.allSettled(swept.map(({ row, stage }) => endsWell(row, stage, 15)));
      }
      for (const row of ROWS) {
        if (round === 2 || row.healedBy === undefined) {
          again.push(...writesTo(github, ownerOf(row), mark).map((it) => `${row.name}: ${it}`));
        }
      }
    }
  }, 150_000);

  it.each(ROWS.map((row) => [row.name, row] as const))('%s', async (name, row) => {
    const { stage, failure } = played.get(name) ?? { failure: 'not played' };
    if (failure !== null || stage === undefined) throw failure;
    await endsWell(row, stage, 5);
    expect((await fetch(`${bot.url}/healthz`)).status).toBe(200);
  });

  it('a second sweep writing nothing anywhere', () => expect(again).toEqual([]));
});
