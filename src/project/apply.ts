/** Step three of a look at a project: one write. */

import { editList } from '../core/list/edit-list.js';
import { sameRepository } from '../core/reference.js';
import type { RepositoryContext } from '../github/repository-context.js';
import { createLabel, editText, updateLabel } from '../github/write.js';
import { applyEffect } from '../issue/apply.js';
import type { ProjectEffect } from './effect.js';
import type { List } from './lists.js';

export async function applyProjectEffect(
  { access, botLogin }: Pick<RepositoryContext, 'access' | 'botLogin'>,
  lists: readonly List[],
  effect: ProjectEffect,
): Promise<void> {
  switch (effect.kind) {
    case 'create-label':
      return createLabel(access, effect.label);
    case 'update-label':
      return updateLabel(access, effect.name, effect.changes);
    case 'edit-list': {
      const list = lists.find(({ address }) => address === effect.list);
      if (list === undefined) return;
      const there = sameRepository(list.address, access.repository) ? access : list.access;
      await editText(there, list.address, (body) =>
        editList(body, list.address, access.repository, effect.edits),
      );
      return;
    }
    case 'on-issue':
      return applyEffect(access, effect.number, effect.effect, { login: botLogin, written: [] });
  }
}
