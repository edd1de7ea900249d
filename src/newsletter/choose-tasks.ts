/** Which of an edition's tasks are printed where there are more than its readers want. */
import type { DigestGroup, DigestTask } from './digest.js';

export type Choice = {
  /** null: as many as there are. */
  readonly perDifficulty: number | null;
  /** Of each category (`kind/…`), and of the tasks without one; null: as many as there are. */
  readonly perCategory: number | null;
  /** The newest, or those that were printed least and longest ago. */
  readonly order: 'newest' | 'rotate';
};

export type Printed = {
  /** How many earlier editions printed it. */
  readonly times: number;
  /** The newest of them, yyyy-MM-dd; '': none did. */
  readonly last: string;
};

const CATEGORY = /^kind\//i;

/**
 * Those that were nominated come first; the others take what is left of the numbers, in the order
 * of the choice. What is printed keeps the order of the list, but for the nominated.
 */
export function chooseTasks(
  groups: readonly DigestGroup[],
  choice: Choice,
  printedBefore: (task: DigestTask) => Printed,
  isNominated: (task: DigestTask) => boolean,
): { readonly groups: readonly DigestGroup[]; readonly left: readonly DigestTask[] } {
  const { perDifficulty, perCategory, order } = choice;
  const inCategory = new Map<string, number>();
  const taken = new Set<DigestTask>();
  const rank = (task: DigestTask): readonly (string | number)[] => {
    const { times, last } = printedBefore(task);
    return order === 'newest' ? [-Date.parse(task.issue?.createdAt ?? '') || 0] : [times, last];
  };
  const take = (tasks: readonly DigestTask[], most: number) => {
    let count = 0;
    for (const task of tasks) {
      const categories = categoriesOf(task);
      const isFull = categories.some((each) => (inCategory.get(each) ?? 0) >= perCategoryMost);
      if (count >= most || isFull) continue;
      count += 1;
      taken.add(task);
      for (const each of categories) inCategory.set(each, (inCategory.get(each) ?? 0) + 1);
    }
    return count;
  };
  const most = perDifficulty ?? Number.POSITIVE_INFINITY;
  const perCategoryMost = perCategory ?? Number.POSITIVE_INFINITY;
  // Of all difficulties first: a category is full for the others then.
  const counts = groups.map(({ tasks }) => take(tasks.filter(isNominated), most));
  for (const [at, { tasks }] of groups.entries()) {
    const others = tasks
      .filter((task) => !isNominated(task))
      .map((task) => ({ task, rank: rank(task) }))
      .sort((a, b) => compare(a.rank, b.rank))
      .map(({ task }) => task);
    take(others, most - (counts[at] ?? 0));
  }
  const chosen = groups.map(({ difficulty, tasks }): DigestGroup => {
    const inOrder = tasks.filter((task) => taken.has(task));
    return {
      difficulty,
      tasks: [...inOrder.filter(isNominated), ...inOrder.filter((task) => !isNominated(task))],
    };
  });
  const left = groups.flatMap(({ tasks }) => tasks.filter((task) => !taken.has(task)));
  return { groups: chosen.filter(({ tasks }) => tasks.length > 0), left };
}

function categoriesOf({ issue }: DigestTask): readonly string[] {
  const found = (issue?.labels ?? []).filter((label) => CATEGORY.test(label));
  return found.length === 0 ? [''] : found.map((label) => label.toLowerCase());
}

function compare(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  for (const [at, value] of a.entries()) {
    const other = b[at] ?? '';
    if (value !== other) return value < other ? -1 : 1;
  }
  return 0;
}
