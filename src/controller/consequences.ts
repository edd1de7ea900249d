/** What a delivery asks for. Never more than a hint: reconciling reads everything anew. */

import type { IssueName } from '../domain/reference.js';
import type { RepositoryName } from '../domain/task.js';
import type { Recent } from './recent.js';
import type { ReconcileRequest } from './request.js';

export type Consequences = {
  readonly requests: readonly ReconcileRequest[];
  /** Repositories whose configuration file was pushed. */
  readonly configOf: readonly RepositoryName[];
  /** Owners whose installation changed, or one of whose repositories did. */
  readonly owners: readonly string[];
  /** What no resync need find any more. */
  readonly recent: readonly Recent[];
  /** Repositories that not everybody may see: no page shows them from now on. */
  readonly hidden: readonly RepositoryName[];
  /** Issues that were deleted, or moved elsewhere. */
  readonly gone: readonly IssueName[];
  /** Repositories in which nothing can be done any more. */
  readonly left: readonly RepositoryName[];
  /** Repositories, and accounts, that are called otherwise now. */
  readonly renamed: readonly Renamed<RepositoryName>[];
  readonly renamedOwners: readonly Renamed<string>[];
  /** Owners of whom nothing was delivered for a while: all of theirs is resynced. */
  readonly back: readonly string[];
};

export type Renamed<Name> = { readonly from: Name; readonly to: Name };

export const NO_CONSEQUENCES: Consequences = {
  ...{ requests: [], configOf: [], owners: [], recent: [], hidden: [], gone: [], left: [] },
  ...{ renamed: [], renamedOwners: [], back: [] },
};
