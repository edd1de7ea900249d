/** Step three of a look at a project: one write. */
import { tickLines } from '../../core/list/tick.js';
import { sameRepository } from '../../core/reference.js';
import type { RepositoryAccess } from '../../github/app.js';
import type { List } from '../../github/project-snapshot.js';
import { createLabel, editText, updateLabel } from '../../github/write.js';
import type { ProjectEffect } from '../effect.js';
import { applyEffect, isAssignment } from '../issue/apply.js';

export async function applyProjectEffect(
  access: RepositoryAccess,
  lists: readonly List[],
  effect: ProjectEffect,
): Promise<void> {
  switch (effect.kind) {
    case 'create-label':
      return createLabel(access, effect.label);
    case 'update-label':
      return updateLabel(access, effect.name, effect.changes);
    case 'tick': {
      const list = lists.find(({ address }) => address === effect.list);
      if (list === undefined) return;
      const there = sameRepository(list.address, access.repository) ? access : list.access;
      await editText(there, list.address, (body) =>
        tickLines(body, list.address, access.repository, effect.ticks),
      );
      return;
    }
    case 'on-issue':
      if (isAssignment(effect.effect)) throw new Error('a project assigns nobody');
      return applyEffect(access, effect.number, effect.effect);
  }
}
