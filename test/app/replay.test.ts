/**
 * Threads as they happen in real repositories, told as data and played against the real process.
 * Each is compared by what GitHub shows in the end, and once more after all of its deliveries came
 * again in reverse: that must not change a thing.
 */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseState } from '../../src/claims/state-text.js';
import { readState } from '../../src/domain/marker.js';
import { zhCN } from '../../src/messages/zh-CN.js';
import { readFixture } from '../unit/read-fixture.js';
import {
  eventually,
  gitHub,
  LAYOTTO,
  ORGANISATIONS,
  openWorld,
  SOFA_RPC,
  say,
  seen,
  type World,
} from './a-bot.js';

type Step = { readonly who: string } & (
  | {
      readonly says: string;
      /** Nobody told the App. */
      readonly unheard?: true;
    }
  /** Their last comment. */
  | { readonly edits: string }
  /** One of the deeds below, and what it is done to. */
  | { readonly does: string }
) & {
    /** Before the App can have looked at the step above. */
    readonly atOnce?: true;
  };

type Thread = {
  readonly name: string;
  readonly at: { readonly owner: string; readonly repo: string };
  readonly opens?: {
    readonly who?: string;
    readonly body?: string;
    readonly labels?: readonly string[];
  };
  readonly steps: readonly Step[];
  readonly ends: {
    readonly assignees: readonly string[];
    /** As they were opened, unless told. */
    readonly labels?: readonly string[];
    readonly plan: 'free' | 'held' | 'paused' | 'draft' | 'closed';
    /** Comments of ours beside the plan, by kind. */
    readonly comments: Readonly<Record<string, number>>;
    /** Who gave it back, oldest first. */
    readonly past?: readonly string[];
    /** How far away the deadline is; for a held task 14 unless told, null for none. */
    readonly days?: number | null;
    /** The merged pull request's author. */
    readonly doneBy?: string;
  };
};

const SEATA = { owner: 'seata', repo: 'seata' } as const;
const TASK = ['good first issue', 'easy'];
const community = readFixture<{ claimPhrases: { doesNot: string[] } }>('community.json');

const REPLY_BY_MAIL = `这个还有人做吗？

On Tue, Nov 23, 2021 at 10:12 AM hugo ***@***.***> wrote:

> /claim
>
> —
> You are receiving this because you are subscribed to this thread.
> Reply to this email directly, view it on GitHub
> <https://github.com/mosn/layotto/issues/108#issuecomment-872779356>.
>`;

const REPLY_BY_OUTLOOK = `Thanks!

________________________________
From: hugo ***@***.***>
Sent: Tuesday, November 23, 2021 10:12 AM
To: mosn/layotto ***@***.***>
Subject: Re: [mosn/layotto] Run lock API quickstart with java sdk (#108)

/claim

—
Reply to this email directly, view it on GitHub, or unsubscribe.`;

const REPLY_BY_QQ = `好的，谢谢



------------------&nbsp;原始邮件&nbsp;------------------
发件人:                                                                                                                        "mosn/layotto"                                                                                    ***@***.***&gt;;
发送时间:&nbsp;2021年11月23日(星期二) 上午10:12
收件人:&nbsp;***@***.***&gt;;
抄送:&nbsp;***@***.***&gt;;
主题:&nbsp;Re: [mosn/layotto] 在 lock API quickstart 中添加 java demo (#108)





/claim

—
You are receiving this because you are subscribed to this thread.
Reply to this email directly, view it on GitHub, or unsubscribe.`;

const THREADS: readonly Thread[] = [
  {
    name: 'a wish in plain words, then the command',
    at: SOFA_RPC,
    steps: [
      { who: 'ada', says: '我想试试' },
      { who: 'ada', says: '这个任务可以分配给我吗，我尝试一下' },
      { who: 'ada', says: '／claim 我想试试' },
      { who: 'ada', says: '这个我来处理' },
    ],
    ends: { assignees: ['ada'], plan: 'held', comments: { hint: 1, answer: 1 } },
  },
  {
    name: 'what people say beside a task',
    at: SOFA_RPC,
    steps: community.claimPhrases.doesNot.map((says) => ({ who: 'amy', says })),
    ends: { assignees: [], plan: 'free', comments: {} },
  },
  {
    name: 'a quoted command',
    at: SOFA_RPC,
    steps: [
      { who: 'bea', says: '/claim' },
      { who: 'bea', says: '/unclaim' },
      { who: 'bob', says: '> /claim\n\n这个还在做吗？' },
      { who: 'bob', says: '用 `/claim` 就可以了吗？\n```\n/claim\n```' },
    ],
    ends: { assignees: [], plan: 'free', comments: { answer: 1 }, past: ['bea'] },
  },
  {
    name: 'replies by e-mail that quote the command',
    at: LAYOTTO,
    steps: [
      { who: 'hugo', says: '/claim' },
      { who: 'hugo', says: '/unclaim' },
      { who: 'iris', says: REPLY_BY_MAIL },
      { who: 'jack', says: REPLY_BY_OUTLOOK },
      { who: 'kurt', says: REPLY_BY_QQ },
    ],
    ends: { assignees: [], plan: 'free', comments: { answer: 1 }, past: ['hugo'] },
  },
  {
    name: 'a reply by e-mail with a command above the quotation',
    at: LAYOTTO,
    steps: [{ who: 'lara', says: `/claim\n\n${REPLY_BY_MAIL}` }],
    ends: { assignees: ['lara'], plan: 'held', comments: { answer: 1 } },
  },
  {
    name: 'two who claim in one instant',
    at: SOFA_RPC,
    steps: [
      { who: 'cleo', says: '/claim' },
      { who: 'carl', says: '/claim', atOnce: true },
    ],
    ends: { assignees: ['cleo'], plan: 'held', comments: { answer: 2 } },
  },
  {
    name: 'a take-over after the first gave it back',
    at: SOFA_RPC,
    steps: [
      { who: 'dana', says: '/claim' },
      { who: 'dirk', says: '/claim' },
      { who: 'dana', says: '最近没时间，先还回去\n/unclaim' },
      { who: 'dirk', says: '/claim' },
    ],
    ends: { assignees: ['dirk'], plan: 'held', comments: { answer: 3 }, past: ['dana'] },
  },
  {
    name: 'exams and return',
    at: SOFA_RPC,
    steps: [
      { who: 'elsa', says: '/claim' },
      { who: 'elsa', says: '/unclaim 期末考试，抱歉' },
      { who: 'elsa', says: '考完了，我回来了\n/claim' },
    ],
    ends: { assignees: ['elsa'], plan: 'held', comments: { answer: 2 }, past: ['elsa'] },
  },
  {
    name: 'a translator that rewrites the claim, the answer and the plan',
    at: LAYOTTO,
    steps: [
      { who: 'mona', says: '/claim 我想试试' },
      { who: 'github-actions[bot]', does: 'translate mona', atOnce: true },
      { who: 'github-actions[bot]', does: 'translate our plan' },
      { who: 'github-actions[bot]', does: 'translate our answer' },
      { who: 'nick', says: '/claim' },
      { who: 'github-actions[bot]', does: 'translate nick' },
      { who: 'mona', says: '/extend' },
      { who: 'github-actions[bot]', does: 'translate mona' },
    ],
    ends: { assignees: ['mona'], plan: 'held', comments: { answer: 3 }, days: 28 },
  },
  {
    name: 'prowox assigns by its own command',
    at: LAYOTTO,
    steps: [
      { who: 'otto', says: '/assign', unheard: true },
      { who: 'prowox[bot]', does: 'assign otto' },
      { who: 'paul', says: '/assign' },
      { who: 'paul', says: '/claim' },
      { who: 'otto', says: '/extend' },
    ],
    ends: { assignees: ['otto'], plan: 'held', comments: { answer: 2 }, days: null },
  },
  {
    name: 'a maintainer hands it over',
    at: LAYOTTO,
    steps: [
      { who: 'ruby', says: 'could you assign it to me?' },
      { who: 'maintainer', says: '/claim @ruby' },
      { who: 'saul', says: 'I want to try this task，can I？' },
      { who: 'saul', says: '/claim @saul' },
      { who: 'saul', says: '/unclaim @ruby' },
      { who: 'maintainer', says: '/unclaim @ruby\n/claim @saul' },
    ],
    ends: { assignees: ['saul'], plan: 'held', comments: { hint: 1, answer: 4 } },
  },
  {
    name: 'a maintainer assigns and takes away by hand',
    at: SEATA,
    steps: [
      { who: 'tess', says: 'please assigned it to me' },
      { who: 'maintainer', does: 'assign tess' },
      { who: 'theo', says: '/claim' },
      { who: 'maintainer', does: 'unassign tess' },
      { who: 'theo', says: '/claim' },
      { who: 'maintainer', does: 'assign tess' },
    ],
    ends: { assignees: ['theo', 'tess'], plan: 'held', comments: { hint: 1, answer: 2 } },
  },
  {
    name: 'a difficulty by a stranger and by a maintainer',
    at: SEATA,
    opens: { labels: ['bug'] },
    steps: [
      { who: 'uma', says: '/easy' },
      { who: 'maintainer', says: '/easy' },
      { who: 'uma', says: '/hard' },
      { who: 'uma', says: '/claim' },
      { who: 'maintainer', says: '/medium' },
    ],
    ends: {
      assignees: ['uma'],
      labels: ['bug', 'good first issue', 'medium'],
      plan: 'held',
      comments: { answer: 3 },
    },
  },
  {
    name: 'a form that nobody filled in',
    at: SEATA,
    opens: { who: 'vera', body: '**What**: XXX' },
    steps: [
      { who: 'walt', says: '/claim' },
      { who: 'vera', does: 'fill in the form' },
      { who: 'walt', says: '/claim' },
    ],
    ends: { assignees: ['walt'], plan: 'held', comments: { answer: 2 } },
  },
  {
    name: 'an edited comment',
    at: SEATA,
    steps: [
      { who: 'xena', says: '这个任务怎么开始？' },
      { who: 'xena', edits: '/claim' },
      { who: 'xena', edits: '/claim\n\n我先看看代码' },
      { who: 'maintainer', does: 'unassign xena' },
      { who: 'xena', edits: '/claim\n\n我先看看代码，再写测试' },
    ],
    ends: { assignees: [], plan: 'free', comments: { answer: 1 } },
  },
  {
    name: 'a deleted command',
    at: SEATA,
    steps: [
      { who: 'yara', says: '/claim' },
      { who: 'yara', does: 'delete the comment' },
      { who: 'zeno', says: '/claim' },
      { who: 'zeno', does: 'delete the comment' },
    ],
    ends: { assignees: ['yara'], plan: 'held', comments: { answer: 2 } },
  },
  {
    name: 'a merged pull request is thanked for once',
    at: SOFA_RPC,
    steps: [
      { who: 'fred', says: '/claim' },
      { who: 'fred', does: 'open a pull request' },
      { who: 'maintainer', does: 'merge the pull request of fred' },
      { who: 'maintainer', does: 'close' },
      { who: 'gwen', says: '恭喜！' },
      { who: 'maintainer', does: 'reopen' },
      { who: 'maintainer', does: 'close' },
    ],
    ends: { assignees: ['fred'], plan: 'closed', comments: { answer: 1, done: 1 }, doneBy: 'fred' },
  },
  {
    name: 'a pull request that is given up',
    at: SEATA,
    steps: [
      { who: 'abel', says: '/claim' },
      { who: 'abel', does: 'open a draft pull request' },
      { who: 'abel', does: 'close the pull request of abel' },
    ],
    ends: { assignees: ['abel'], plan: 'held', comments: { answer: 1 } },
  },
  {
    name: 'an open pull request of the claimant',
    at: SEATA,
    steps: [
      { who: 'bill', says: '/claim' },
      { who: 'bill', does: 'open a draft pull request' },
      { who: 'cora', says: '/claim' },
    ],
    ends: { assignees: ['bill'], plan: 'paused', comments: { answer: 2 } },
  },
  {
    name: 'the pull request of somebody else on a claimed task',
    at: LAYOTTO,
    steps: [
      { who: 'dora', says: '/claim' },
      { who: 'earl', does: 'open a pull request' },
      { who: 'earl', does: 'retitle the pull request of earl' },
      { who: 'maintainer', does: 'merge the pull request of earl' },
      { who: 'maintainer', does: 'close' },
    ],
    ends: {
      assignees: ['dora'],
      plan: 'closed',
      comments: { answer: 1, hint: 1, done: 1 },
      doneBy: 'earl',
    },
  },
  {
    name: 'closed by a bot for its age, and reopened',
    at: LAYOTTO,
    steps: [
      { who: 'faye', says: '/claim' },
      { who: 'stale[bot]', does: 'label wontfix' },
      { who: 'stale[bot]', does: 'close' },
      { who: 'gary', says: '/claim' },
      { who: 'maintainer', does: 'reopen' },
      { who: 'maintainer', does: 'unlabel wontfix' },
    ],
    ends: { assignees: ['faye'], plan: 'held', comments: { answer: 2 } },
  },
];

/** A thread while it is played. */
type Stage = {
  readonly world: World;
  readonly where: { readonly owner: string; readonly repo: string };
  readonly number: number;
  /** The last comment of each person. */
  readonly said: Map<string, number>;
  /** The pull request of each person. */
  readonly pulls: Map<string, number>;
};

type Deed = (stage: Stage, who: string, what: string) => Promise<unknown>;

/** The longest that a sentence begins with is done to its rest. */
const DEEDS: Readonly<Record<string, Deed>> = {
  assign: (stage, who, login) =>
    issuesOf(stage, who).addAssignees({ ...theIssue(stage), assignees: [login] }),
  unassign: (stage, who, login) =>
    issuesOf(stage, who).removeAssignees({ ...theIssue(stage), assignees: [login] }),
  label: (stage, who, label) =>
    issuesOf(stage, who).addLabels({ ...theIssue(stage), labels: [label] }),
  unlabel: (stage, who, name) => issuesOf(stage, who).removeLabel({ ...theIssue(stage), name }),
  close: (stage, who) => issuesOf(stage, who).update({ ...theIssue(stage), state: 'closed' }),
  reopen: (stage, who) => issuesOf(stage, who).update({ ...theIssue(stage), state: 'open' }),
  'fill in the form': (stage, who) =>
    issuesOf(stage, who).update({ ...theIssue(stage), body: '**What**: add a Java demo' }),
  'delete the comment': (stage, who) =>
    issuesOf(stage, who).deleteComment({ ...stage.where, comment_id: known(stage.said, who) }),
  translate: (stage, who, login) => translate(stage, who, known(stage.said, login)),
  'translate our': async (stage, who, kind) => {
    const { comments } = await seen(stage.world.github, stage.where, stage.number);
    const found = comments.find(({ body }) => body?.includes(`<!-- newbie-tasks:${kind}`));
    await translate(stage, who, found?.id ?? 0);
  },
  'open a pull request': (stage, who) => openPull(stage, who, false),
  'open a draft pull request': (stage, who) => openPull(stage, who, true),
  'retitle the pull request of': ({ world, where, pulls }, who, login) =>
    world.github
      .as(who)
      .rest.pulls.update({ ...where, pull_number: known(pulls, login), title: 'Again' }),
  'close the pull request of': ({ world, where, pulls }, who, login) =>
    world.github
      .as(who)
      .rest.pulls.update({ ...where, pull_number: known(pulls, login), state: 'closed' }),
  'merge the pull request of': ({ world, where, pulls }, who, login) =>
    world.github.as(who).rest.pulls.merge({
      ...where,
      pull_number: known(pulls, login),
      merge_method: 'squash',
    }),
};

function issuesOf({ world }: Stage, who: string) {
  return world.github.as(who).rest.issues;
}

function theIssue({ where, number }: Stage) {
  return { ...where, issue_number: number };
}

function known(ids: ReadonlyMap<string, number>, login: string): number {
  const id = ids.get(login);
  if (id === undefined) throw new Error(`nothing of ${login} yet`);
  return id;
}

/** As Layotto's action does it: its words on top, the author's glued behind a divider. */
async function translate(stage: Stage, who: string, id: number): Promise<void> {
  const issues = issuesOf(stage, who);
  const comment = { ...stage.where, comment_id: id };
  const { data } = await issues.getComment(comment);
  const divider =
    '<!--This is a translation content dividing line, the content below is generated by machine, please do not modify the content below-->';
  const body = `I want to try\n\n<details><summary>Original</summary>\n${divider}${data.body}\n</details>`;
  await issues.updateComment({ ...comment, body });
}

/** From a branch that a maintainer makes, because the emulator knows no forks. */
async function openPull(stage: Stage, who: string, draft: boolean): Promise<void> {
  const { world, where, number, pulls } = stage;
  const { git } = world.github.as('maintainer').rest;
  const { data: main } = await git.getRef({ ...where, ref: 'heads/main' });
  const head = `${who}-${number}`;
  await git.createRef({ ...where, ref: `refs/heads/${head}`, sha: main.object.sha });
  const body = `Fixes #${number}`;
  const pull = { ...where, title: 'Add a demo', body, head, base: 'main', draft };
  pulls.set(who, (await world.github.as(who).rest.pulls.create(pull)).data.number);
}

function act(stage: Stage, who: string, sentence: string): Promise<unknown> {
  const verb = Object.keys(DEEDS)
    .filter((each) => sentence === each || sentence.startsWith(`${each} `))
    .sort((a, b) => b.length - a.length)[0];
  const deed = DEEDS[verb ?? ''];
  if (verb === undefined || deed === undefined) throw new Error(`who can ${sentence}?`);
  return deed(stage, who, sentence.slice(verb.length).trim());
}

async function play(stage: Stage, step: Step): Promise<void> {
  const { world, where, number, said } = stage;
  const { github } = world;
  const { who } = step;
  if (!step.atOnce) await github.quiet();
  if ('does' in step) {
    await act(stage, who, step.does);
  } else if ('edits' in step) {
    const comment = { ...where, comment_id: known(said, who) };
    await issuesOf(stage, who).updateComment({ ...comment, body: step.edits });
  } else if (step.unheard) {
    const repository = `${where.owner}/${where.repo}`;
    const { id } = await github.seedComment({ repository, number, author: who, body: step.says });
    said.set(who, id);
  } else {
    said.set(who, await say(github, who, where, number, step.says));
  }
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** What GitHub shows in the end, in the words of the threads. */
async function ending({ world, where, number, pulls }: Stage) {
  const { assignees, labels, comments, plans } = await seen(world.github, where, number);
  const kinds = comments.map(({ body }) => /<!-- newbie-tasks:([a-z-]+)/.exec(body ?? '')?.[1]);
  const counts: Record<string, number> = {};
  for (const kind of kinds) if (kind !== 'plan') counts[`${kind}`] = (counts[`${kind}`] ?? 0) + 1;
  const state = parseState(readState(plans[0] ?? '', 'plan'));
  const status = (['free', 'held', 'draft', 'closed'] as const).find((each) =>
    plans[0]?.includes(zhCN[`plan.status.${each}`]),
  );
  const dues = (state?.claims ?? []).flatMap(({ due }) => (due === null ? [] : [Date.parse(due)]));
  const done = [...pulls].find(([, pull]) => pull === state?.ended?.pull)?.[0];
  return {
    plans: plans.length,
    remembered: state?.claims.map(({ login }) => login),
    assignees,
    labels: labels.toSorted(),
    plan: plans[0]?.includes('期限暂停') ? 'paused' : status,
    comments: counts,
    past: state?.past.map(({ login }) => login),
    days: dues.length === 0 ? null : Math.round((Math.max(...dues) - Date.now()) / DAY_MS),
    doneBy: done ?? null,
  };
}

function expected({ opens, ends }: Thread) {
  const { assignees, labels = opens?.labels ?? TASK } = ends;
  const days = assignees.length === 0 ? null : 14;
  return {
    plans: 1,
    remembered: assignees,
    assignees,
    labels: labels.toSorted(),
    plan: ends.plan,
    comments: ends.comments,
    past: ends.past ?? [],
    days: ends.days === undefined ? days : ends.days,
    doneBy: ends.doneBy ?? null,
  };
}

let world: World;
beforeAll(async () => {
  const cast = THREADS.flatMap(({ opens, steps }) => [
    ...(opens?.who === undefined ? [] : [opens.who]),
    ...steps.map(({ who }) => who),
  ]);
  const isBot = (login: string) => login.endsWith('[bot]');
  world = await openWorld(
    await gitHub({
      // One more budget of writes.
      organisations: [
        ...ORGANISATIONS,
        { login: SEATA.owner, repositories: [SEATA.repo], members: ['maintainer'] },
      ],
      people: [...new Set(cast)].filter((login) => login !== 'maintainer' && !isBot(login)),
      bots: [...new Set(cast)].filter(isBot),
    }),
  );
});
afterAll(() => world.end());

describe('a thread', () => {
  it.each(THREADS.map((thread) => [thread.name, thread] as const))('%s', async (_, thread) => {
    const { github } = world;
    const { at: where, opens, steps, name } = thread;
    const { data } = await github.as(opens?.who ?? 'maintainer').rest.issues.create({
      ...where,
      title: name,
      body: opens?.body ?? 'what to do',
      labels: [...(opens?.labels ?? TASK)],
    });
    const from = github.deliveries.length;
    const stage: Stage = { world, where, number: data.number, said: new Map(), pulls: new Map() };
    for (const step of steps) await play(stage, step);
    await github.quiet(300);
    await eventually(async () => expect(await ending(stage)).toEqual(expected(thread)));

    const mark = github.requests.mark();
    for (const delivery of github.deliveries.slice(from).reverse()) {
      await github.redeliver(delivery);
    }
    await github.quiet();
    const writes = github.requests.ofTheBot(mark).filter(({ method }) => method !== 'GET');
    expect(writes.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
    expect(await ending(stage)).toEqual(expected(thread));
  });
});
