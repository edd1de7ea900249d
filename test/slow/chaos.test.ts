/** Promise 1: whatever becomes of deliveries, one sweep later GitHub shows the same. */
import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EmbeddedGitHub } from '@newbie-tasks/embedded-github';
import { type BotProcess, startBot } from '../../src/demo/bot-process.js';
import { configFolder, eventually, gitHub, MAIN } from '../app/a-bot.js';
import {
  askedOf,
  beginStory,
  endingOf,
  QUICKENED,
  type Story,
  settled,
  tell,
} from '../app/a-story.js';

const run = promisify(execFile);
const CHAOS = fileURLToPath(new URL('../../scripts/chaos.mjs', import.meta.url));

describe('chaos', () => {
  it('of a fixed seed leaves nothing that a sweep would write, and nobody without an answer', async () => {
    const { stdout } = await run(process.execPath, [
      ...[CHAOS, '--seed', '2021', '--minutes', '0', '--acts', '20'],
    ]);
    expect(stdout).toMatch(/^1 runs of 20 acts from seed 2021, \d+ deliveries: 0 failed$/m);
  }, 90_000);
});

type Deed = (story: Story) => Promise<unknown>;

const says =
  (who: string, body: string): Deed =>
  (story) =>
    tell(story, who, body);

const byHand =
  (verb: 'addAssignees' | 'removeAssignees', who: string): Deed =>
  ({ github, where, task }) =>
    github.as('maintainer').rest.issues[verb]({ ...where, issue_number: task, assignees: [who] });

const becomes =
  (what: { state?: 'open' | 'closed'; labels?: string[] }): Deed =>
  ({ github, where, task }) =>
    github.as('maintainer').rest.issues.update({ ...where, issue_number: task, ...what });

const edits =
  (nth: number, who: string, body: string): Deed =>
  ({ github, where, said }) =>
    github.as(who).rest.issues.updateComment({ ...where, comment_id: said[nth] ?? 0, body });

/** On which of the tasks, and what. */
const DEEDS: readonly (readonly [number, Deed])[] = [
  [0, says('ann', '/claim')],
  [1, says('ann', '/claim')],
  [2, says('ann', '/claim')],
  [0, says('ben', '/claim')],
  [0, becomes({ labels: ['good first issue', 'hard'] })],
  [1, says('ann', '/unclaim 先做别的')],
  [2, edits(0, 'ann', '/claim\n\n现在可以了吗？')],
  [0, says('ann', '/unclaim')],
  [0, byHand('addAssignees', 'cai')],
  [0, says('ben', '/claim')],
  [1, becomes({ state: 'closed' })],
  [1, says('dora', '/claim')],
  [1, becomes({ state: 'open' })],
  [1, says('dora', '/claim')],
  [1, byHand('removeAssignees', 'dora')],
  [2, becomes({ labels: ['easy'] })],
  [2, says('ann', '/extend')],
  [2, becomes({ labels: ['easy', 'good first issue'] })],
  [2, says('ann', '/unclaim\n/claim')],
];

describe('the same acts', () => {
  let github: EmbeddedGitHub;
  let folder: string;
  const bots: BotProcess[] = [];
  beforeAll(async () => {
    folder = configFolder();
    github = await gitHub({
      organisations: ['told', 'untold', 'swept'].map((login) => ({
        ...{ login, repositories: ['tasks'], members: ['maintainer'] },
      })),
    });
  });
  afterAll(async () => {
    await Promise.all(bots.map((bot) => bot.stop()));
    await github.close();
    rmSync(folder, { recursive: true });
  });

  const start = async (environment: Readonly<Record<string, string>>) => {
    bots.push(await startBot({ github, configFolder: folder, main: MAIN, environment }));
    await github.quiet();
  };

  const tasksOf = async (owner: string) => {
    const stories: Story[] = [];
    for (const title of ['One', 'Two', 'Three']) {
      stories.push(await beginStory(github, owner, title));
    }
    return stories;
  };

  async function play([at, deed]: readonly [number, Deed], stories: readonly Story[]) {
    const story = stories[at];
    if (story === undefined) return;
    const made = await deed(story);
    if (typeof made === 'number') story.said.push(made);
  }

  it('end in the same state with every delivery and with none, by polling alone', async () => {
    const untold = await tasksOf('untold');
    await start({ OWNERS: 'untold', WEBHOOKS: 'off', ...QUICKENED });
    await start({ OWNERS: 'told' });
    const told = await tasksOf('told');
    for (const deed of DEEDS) {
      await settled(github, 'told');
      await play(deed, told);
      await play(deed, untold);
      const mark = github.requests.mark();
      await eventually(async () => {
        const sweeps = askedOf(github, 'untold', mark).filter(({ path }) =>
          path.includes('/issues/comments?'),
        );
        expect(sweeps.length).toBeGreaterThan(0);
      });
      await settled(github, 'untold', 200);
    }
    await eventually(async () => {
      const [one, other] = [told, untold].map((stories) => Promise.all(stories.map(endingOf)));
      expect(await other).toEqual(await one);
    });
  }, 90_000);

  it('of one task end in the same state with every delivery and with one sweep of all', async () => {
    const swept = await tasksOf('swept');
    const story = swept.slice(0, 1);
    const own = DEEDS.filter(([at], nth) => at === 0 && nth !== 8);
    const told = [await beginStory(github, 'told', 'Four')];
    for (const deed of own) {
      await play(deed, story);
      await play(deed, told);
      await settled(github, 'told');
    }
    await start({ OWNERS: 'swept' });
    await eventually(async () => {
      const [one, other] = [told, story].map((stories) => Promise.all(stories.map(endingOf)));
      expect(await other).toEqual(await one);
    });
  }, 60_000);
});
