/** What finished tasks come to, and who finished them. Pure. */
import type { BoardTask } from './board.js';
import { byDifficulty, DIFFICULTY_TRAITS } from './difficulty.js';

export const POINTS = byDifficulty((difficulty) => DIFFICULTY_TRAITS[difficulty].points);

export type Finisher = {
  readonly login: string;
  readonly finished: number;
  readonly points: number;
};

/** Who finished the tasks that are done, most points first, then by name. */
export function finishers(tasks: readonly BoardTask[]): readonly Finisher[] {
  const people = new Map<string, Finisher>();
  for (const { state, holders, difficulty } of tasks) {
    if (state !== 'done') continue;
    for (const login of holders) {
      const { finished, points } = people.get(login) ?? { finished: 0, points: 0 };
      people.set(login, { login, finished: finished + 1, points: points + POINTS[difficulty] });
    }
  }
  return [...people.values()].toSorted(
    (a, b) => b.points - a.points || (a.login < b.login ? -1 : 1),
  );
}
