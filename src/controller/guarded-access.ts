/** Writing only while a look is ours. */

import type { StillOurs } from '../engine/queue.js';
import type { RepositoryAccess } from '../github/access.js';

/** Nothing is written by a look that another replica took over, however long it waited. */
export function guarded(access: RepositoryAccess, stillOurs: StillOurs): RepositoryAccess {
  const take: RepositoryAccess['budget']['take'] = async (lane) => {
    await access.budget.take(lane);
    await stillOurs();
  };
  return { ...access, budget: { take } };
}
