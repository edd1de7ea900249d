/** Projects for the board, as tests write them down. */
import { renderBoard } from '../../../src/board/board-page.js';
import { readFilters } from '../../../src/board/filters.js';
import type { BoardProject, BoardTask } from '../../../src/domain/board.js';
import { byDifficulty, DIFFICULTY_TRAITS } from '../../../src/domain/difficulty.js';

export const NOW = Date.parse('2026-11-22T12:00:00Z');

const REPOSITORY = { owner: 'mosn', repo: 'layotto' };

export function task(number: number, more: Partial<BoardTask> = {}): BoardTask {
  return {
    ...{ state: 'free', difficulty: 'easy', text: `任务 ${number}`, title: `Task ${number}` },
    ...{ issue: { ...REPOSITORY, number }, holders: [], due: null, categories: [] },
    ...{ createdAt: '2026-11-01T00:00:00Z', doneAt: null },
    ...more,
  };
}

export function project(
  tasks: readonly BoardTask[],
  more: Partial<BoardProject> = {},
): BoardProject {
  return {
    ...{ name: 'Layotto', repository: REPOSITORY, language: 'zh-CN', codeLanguage: 'Go' },
    ...{ trackingUrl: 'https://github.com/mosn/layotto/issues/108', missing: [], guide: null },
    ...{ mentors: [], claimDays: byDifficulty((one) => DIFFICULTY_TRAITS[one].claimDays) },
    ...{ readAt: '2026-11-22T11:55:00.000Z', tasks },
    ...more,
  };
}

export function page(
  projects: readonly BoardProject[],
  query = '',
  more: Partial<Parameters<typeof renderBoard>[0]> = {},
): string {
  const asked = new URLSearchParams(query);
  return renderBoard({
    ...{ projects, filters: readFilters(asked), language: 'zh-CN', chosenLanguage: null },
    ...{ page: Number(asked.get('page') ?? 1), now: NOW, gitHub: 'https://github.com' },
    ...{ isKnown: false, publicUrl: null, hasNewsletter: false },
    ...more,
  });
}
