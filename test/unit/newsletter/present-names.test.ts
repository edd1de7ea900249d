import { describe, expect, it } from '@jest/globals';
import { createMemory } from '../../../src/engine/in-process/memory.js';
import type { RepositoryAccess } from '../../../src/github/access.js';
import { GitHubFailure } from '../../../src/github/errors.js';
import type { Newsletter } from '../../../src/newsletter/configuration/newsletter.js';
import { readPresentNames } from '../../../src/newsletter/present-names.js';
import type { RepositoryContext } from '../../../src/repository/context.js';
import { createProjectNames } from '../../../src/repository/project-names.js';

const LAYOTTO = { owner: 'mosn', repo: 'layotto' };
const LAYOTTO2 = { owner: 'newest', repo: 'layotto2' };
const RPC = { owner: 'sofastack', repo: 'sofa-rpc' };

const newsletter = {
  projects: [
    { name: 'SOFARPC', repository: RPC, tracking: null },
    { name: 'Layotto', repository: LAYOTTO, tracking: null },
  ],
  texts: { 'MOSN/layotto#7': 'Words' },
} as unknown as Newsletter;

const called =
  (present: typeof LAYOTTO | null) =>
  async (asked: typeof LAYOTTO): Promise<RepositoryAccess | null> => {
    const repository = asked.repo === 'layotto' ? present : asked;
    return repository === null ? null : ({ repository } as RepositoryAccess);
  };

describe('a newsletter with an old name', () => {
  const of = async (asked: typeof LAYOTTO) => {
    const access = await called(LAYOTTO2)(asked);
    return { access } as unknown as RepositoryContext;
  };

  it('is read under the new one, with its wordings and what earlier editions printed', async () => {
    const present = await readPresentNames(newsletter, { of });
    expect(present.newsletter.projects.map(({ repository }) => repository)).toEqual([
      RPC,
      LAYOTTO2,
    ]);
    expect(present.newsletter.texts).toEqual({ 'newest/layotto2#7': 'Words' });
    const earlier = { asked: ['mosn/layotto#9', 'questions/a.md', 'mosn/layotto2#9'], date: 'x' };
    expect(present.inData(earlier)).toEqual({
      ...{ asked: ['newest/layotto2#9', 'questions/a.md', 'mosn/layotto2#9'], date: 'x' },
    });
    expect(present.notes).toEqual([
      "Layotto: mosn/layotto is called newest/layotto2 now: change it in the newsletter's file",
    ]);
  });

  it('keeps the names of what cannot be read just now, and changes nothing', async () => {
    const away = async () => {
      throw new GitHubFailure('unavailable', '502', null);
    };
    const present = await readPresentNames(newsletter, { of: away });
    expect(present.newsletter).toEqual(newsletter);
    const data = { a: 1 };
    expect(present.inData(data)).toBe(data);
  });
});

describe('the projects of newsletters', () => {
  const names = (present: typeof LAYOTTO | null, memory = createMemory()) =>
    createProjectNames([newsletter], { access: called(present), forget: () => {} }, memory);

  it('are found by the name that GitHub has for them at the start', async () => {
    const projects = names(LAYOTTO2);
    await projects.known();
    expect((await projects.projectOf(LAYOTTO2))?.name).toBe('Layotto');
    expect(await projects.projectOf(LAYOTTO)).toBeNull();
    expect(await projects.newslettersOf(LAYOTTO2)).toEqual([newsletter]);
  });

  it('keep their name where the App is not installed, and follow renames one after another', async () => {
    const memory = createMemory();
    const projects = names(null, memory);
    await projects.known();
    expect((await projects.projectOf(LAYOTTO))?.name).toBe('Layotto');
    await projects.renamed(LAYOTTO, LAYOTTO2);
    await projects.renamed(LAYOTTO2, { ...LAYOTTO2, repo: 'third' });
    // Another replica learns of it from what they share.
    const other = names(null, memory);
    expect((await other.projectOf({ owner: 'Newest', repo: 'Third' }))?.name).toBe('Layotto');
    expect(await other.projectOf(LAYOTTO2)).toBeNull();
  });

  it('are asked for anew before something is done where none is printed', async () => {
    let present = LAYOTTO;
    const access = (asked: typeof LAYOTTO) => called(present)(asked);
    const projects = createProjectNames([newsletter], { access, forget: () => {} }, createMemory());
    await projects.known();
    expect(await projects.isPrintedNow(LAYOTTO2)).toBe(false);
    present = LAYOTTO2;
    expect(await projects.isPrintedNow(LAYOTTO2)).toBe(true);
    expect((await projects.projectOf(LAYOTTO2))?.name).toBe('Layotto');
  });

  it('are asked for again where GitHub could not say it, and keep nobody waiting', async () => {
    let isAway = true;
    const access = async (asked: typeof LAYOTTO) => {
      if (isAway) throw new GitHubFailure('unavailable', '502', null);
      return called(LAYOTTO2)(asked);
    };
    const projects = createProjectNames([newsletter], { access, forget: () => {} }, createMemory());
    await projects.known();
    expect((await projects.projectOf(LAYOTTO))?.name).toBe('Layotto');
    isAway = false;
    await projects.known();
    expect((await projects.projectOf(LAYOTTO2))?.name).toBe('Layotto');
  });
});
