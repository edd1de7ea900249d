import { describe, expect, it } from '@jest/globals';
import type { NewsletterSettings } from '../../../src/newsletter/configuration/newsletter.js';
import type { DigestIssue } from '../../../src/newsletter/digest.js';
import type { Section } from '../../../src/newsletter/sections/index.js';
import { collected, compose, earlier, printedTasks, task } from './ingredients.js';

type Pick = NonNullable<NewsletterSettings['tasks']>['pick'];

function chosen(pick: NonNullable<Pick>, issues: readonly DigestIssue[], past = NO_PAST) {
  const composed = compose({
    ...{ form: { tasks: { pick } }, collected: [collected({ issues })], earlier: past },
  });
  return { printed: printedTasks(composed), notes: composed.notes };
}

const NO_PAST: readonly ReturnType<typeof earlier>[] = [];

const printedOn = (date: string, ...numbers: readonly number[]) => {
  const tasks = numbers.map((number) => ({
    ...{ text: `task ${number}`, issue: `mosn/layotto#${number}`, editions: null },
  }));
  const groups = [{ difficulty: 'easy', tasks }] as const;
  const section: Section = { kind: 'tasks', projects: [{ name: 'Layotto', url: null, groups }] };
  return earlier(date, { sections: [section] });
};

const created = (number: number, day: number) =>
  task(number, { createdAt: `2021-11-0${day}T00:00:00Z` });

describe('of the free tasks', () => {
  it('all are printed unless the newsletter says otherwise', () => {
    const issues = [3, 1, 2].map((number) => task(number));
    expect(chosen('all', issues).printed).toEqual(['task 1', 'task 2', 'task 3']);
  });

  it('so many of each difficulty', () => {
    const hard = [11, 12].map((number) => task(number, { difficulty: 'hard' }));
    const { printed, notes } = chosen({ 'per-difficulty': 1 }, [task(1), task(2), ...hard]);
    expect(printed).toEqual(['task 1', 'task 11']);
    expect(notes).toEqual(['Layotto: free tasks that wait for a later edition: 2']);
  });

  it('so many of each category, and of those without one', () => {
    const doc = { labels: ['kind/doc'] };
    const issues = [task(1, doc), task(2, { labels: ['Kind/Doc'] }), task(3), task(4)];
    expect(chosen({ 'per-category': 1 }, issues).printed).toEqual(['task 1', 'task 3']);
  });

  it('the newest, in the list’s order', () => {
    const pick = { 'per-difficulty': 2, order: 'newest' } as const;
    expect(chosen(pick, [created(1, 2), created(2, 1), created(3, 3)]).printed).toEqual([
      'task 1',
      'task 3',
    ]);
  });

  it('in turn: those that were printed least, then those printed longest ago', () => {
    const past = [
      printedOn('2021-11-05', 1, 2),
      printedOn('2021-10-29', 1, 3),
      printedOn('2021-10-22', 1, 2),
    ];
    const issues = [1, 2, 3, 4].map((number) => task(number));
    const most = (count: number) => chosen({ 'per-difficulty': count }, issues, past).printed;
    expect(most(1)).toEqual(['task 4']);
    expect(most(2)).toEqual(['task 3', 'task 4']);
    expect(most(3)).toEqual(['task 2', 'task 3', 'task 4']);
  });

  it('in turn, so that in as many editions as it takes each was printed', () => {
    const issues = [1, 2, 3, 4, 5].map((number) => task(number));
    let past = NO_PAST;
    const seen: string[] = [];
    for (const date of ['2021-11-12', '2021-11-19', '2021-11-26']) {
      const { printed } = chosen({ 'per-difficulty': 2 }, issues, past);
      seen.push(...printed);
      past = [printedOn(date, ...printed.map((text) => Number(text.slice(5)))), ...past];
    }
    expect(new Set(seen).size).toBe(5);
  });

  describe('the nominated', () => {
    const nominated = { labels: ['newsletter'] };

    it('stand first of their difficulty', () => {
      expect(chosen('all', [task(1), task(2), task(3, nominated)]).printed).toEqual([
        'task 3',
        'task 1',
        'task 2',
      ]);
    });

    it('are taken first, whatever the order', () => {
      const pick = { 'per-difficulty': 1, order: 'newest' } as const;
      expect(chosen(pick, [task(1, nominated), created(2, 3)]).printed).toEqual(['task 1']);
    });

    it('come before a category is full of easier ones', () => {
      const labels = ['kind/doc'];
      const issues = [
        task(1, { labels }),
        task(2, { difficulty: 'hard', labels: [...labels, 'newsletter'] }),
      ];
      expect(chosen({ 'per-category': 1 }, issues).printed).toEqual(['task 2']);
    });
  });
});

describe('never printed, also nominated, is a task that', () => {
  it.each<[string, Partial<DigestIssue>, string]>([
    ['is assigned', { assignees: [{ login: 'ann' }] }, 'somebody is working on it'],
    ['is held', { held: true }, 'somebody is working on it'],
    ['is closed', { state: 'closed' }, 'it is closed, though its line is not ticked'],
    ['is a draft', { draft: true }, 'its template is not filled in'],
    ['has an open pull request', { hasOpenPull: true }, 'an open pull request is for it'],
  ])('%s', (_, facts, reason) => {
    const facts1 = task(1, { ...facts, labels: ['newsletter'] });
    for (const list of ['', '## Easy\n- [ ] a #1']) {
      const composed = compose({ collected: [collected({ list, issues: [facts1] })] });
      expect(composed.section('tasks')).toBeNull();
      expect(composed.notes).toEqual([`Layotto: mosn/layotto#1 left out: ${reason}`]);
    }
  });
});
