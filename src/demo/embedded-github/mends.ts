import { type AppAccount, appMends } from './app-account.js';
import { commentMends } from './comments.js';
import { contentMends } from './contents.js';
import type { Deliveries } from './deliveries.js';
import { gitMends } from './git-data.js';
import { goneMends } from './gone-issues.js';
import { installationMends } from './installations.js';
import { eventMends } from './issue-events.js';
import { issueMends } from './issues.js';
import { labelMends } from './labels.js';
import { type Manifests, manifestMends } from './manifests.js';
import { mergeMends } from './merging.js';
import { peopleMends } from './people.js';
import { pullMends } from './pulls.js';
import { reactionMends } from './reactions.js';
import { releaseMends } from './releases.js';
import { repositoryMends } from './repositories.js';
import { searchMends } from './searching.js';
import type { Mend } from './stage.js';
import { subIssueMends } from './sub-issues.js';

/** Everything the emulator does unlike GitHub; the first that has an answer gives it. */
export function allMends(world: {
  readonly reactions: boolean;
  readonly app: AppAccount;
  readonly deliveries: Deliveries;
  readonly manifests: Manifests;
  readonly unsearchable: readonly string[];
}): Mend[] {
  return [
    ...goneMends,
    ...repositoryMends,
    ...appMends(world.app),
    ...reactionMends(world.reactions),
    ...eventMends,
    ...subIssueMends,
    ...searchMends(world.unsearchable),
    ...commentMends,
    ...labelMends,
    ...issueMends,
    ...peopleMends,
    ...contentMends,
    ...gitMends,
    ...pullMends,
    ...mergeMends,
    ...releaseMends,
    ...installationMends(world.deliveries),
    ...manifestMends(world.manifests),
  ];
}
