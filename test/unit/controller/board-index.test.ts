import { beforeEach, describe, expect, it } from '@jest/globals';
import { type BoardIndex, createBoardIndex } from '../../../src/controller/board-index.js';
import type { BoardProject } from '../../../src/domain/board.js';
import { knownIssue } from '../../../src/domain/board.js';
import { createMemory } from '../../../src/engine/in-process/memory.js';
import { issue } from '../a-thread.js';
import { contextOf } from '../issue/a-decision.js';

const context = contextOf({});
const { repository } = context.access;
const { difficulties } = context.config;
const LISTED = { ...repository, isPrivate: false, codeLanguage: 'Go' };
const PRIVATE = { ...LISTED, isPrivate: true };

let board: BoardIndex;
beforeEach(() => {
  board = createBoardIndex(createMemory());
});

const note = (number: number, title = `Task ${number}`) =>
  board.noteIssue(context, number, knownIssue(issue(number, { title }), difficulties), Date.now());
const shown = async (): Promise<readonly (number | undefined)[]> =>
  (await board.read(Date.now())).flatMap(({ tasks }: BoardProject) =>
    tasks.map((task) => task.issue?.number),
  );

describe('what the board shows of a repository', () => {
  it('is nothing before a listing said that everybody may see it', async () => {
    await note(1);
    expect(await shown()).toEqual([]);
    await board.noteListing([LISTED], Date.now(), null);
    expect(await shown()).toEqual([1]);
  });

  it('is nothing once it is private, whatever was listed before', async () => {
    await board.noteListing([LISTED], Date.now(), null);
    await note(1);
    const begunAt = Date.now() - 1_000;
    await board.hide([repository]);
    await note(1);
    // The listing that was asked for before comes late.
    await board.noteListing([LISTED], begunAt, null);
    expect(await shown()).toEqual([]);
    await board.noteListing([PRIVATE], Date.now() + 1, null);
    expect(await shown()).toEqual([]);
  });

  it('comes back once it is public again', async () => {
    await board.hide([repository]);
    await board.noteListing([LISTED], Date.now() + 1, repository.owner);
    await note(1);
    expect(await shown()).toEqual([1]);
  });

  it('is forgotten when a listing does not name it any more, but for those of other owners', async () => {
    await board.noteListing([LISTED], Date.now(), null);
    await note(1);
    await board.noteListing([], Date.now(), 'somebody-else');
    expect(await shown()).toEqual([1]);
    await board.noteListing([], Date.now(), null, new Set([repository.owner]));
    expect(await shown()).toEqual([1]);
    await board.noteListing([], Date.now(), null);
    expect(await shown()).toEqual([]);
  });

  it('loses an issue that was deleted', async () => {
    await board.noteListing([LISTED], Date.now(), null);
    const open = [issue(1), issue(2)];
    await board.noteTasks({ ...context, active: false }, { open, done: [] }, Date.now());
    await board.forget({ ...repository, number: 1 });
    expect(await shown()).toEqual([2]);
  });

  it('is not less for a single issue that was looked at meanwhile', async () => {
    await board.noteListing([LISTED], Date.now(), null);
    const open = [issue(1), issue(2), issue(3)];
    await board.noteTasks({ ...context, active: false }, { open, done: [] }, Date.now());
    await note(1);
    expect(await shown()).toEqual([1, 2, 3]);
  });

  it('says of what was done when GitHub closed it', async () => {
    await board.noteListing([LISTED], Date.now(), null);
    const closedAt = new Date(Date.now() - 3_600_000).toISOString();
    const done = [issue(7, { state: 'closed', closedAs: 'completed', closedAt })];
    await board.noteTasks({ ...context, active: false }, { open: [], done }, Date.now());
    const [project] = await board.read(Date.now());
    expect(project?.tasks).toMatchObject([{ state: 'done', doneAt: closedAt }]);
  });
});

describe('what can be shown of an issue', () => {
  it('is its category, but neither its difficulty by another name nor other labels', () => {
    const labels = ['kind/Documentation', 'kind/easy', 'priority/high', 'easy'];
    expect(knownIssue(issue(1, { labels }), difficulties)?.categories).toEqual(['Documentation']);
  });

  it('is nothing of a draft, or of what has no difficulty', () => {
    expect(knownIssue(issue(1, { title: 'XXX' }), difficulties)).toBeNull();
    expect(knownIssue(issue(1, { labels: ['good first issue'] }), difficulties)).toBeNull();
  });
});
