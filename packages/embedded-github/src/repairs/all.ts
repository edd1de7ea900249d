import type { Deliveries } from '../deliveries/deliveries.js';
import type { Repair } from '../server/context.js';
import { type AppAccount, appRepairs } from './app-account.js';
import { commentRepairs } from './comments.js';
import { contentRepairs, gitRepairs } from './contents.js';
import { goneRepairs } from './gone-issues.js';
import { installationRepairs } from './installations.js';
import { eventRepairs } from './issue-events.js';
import { issueRepairs } from './issues.js';
import { labelRepairs } from './labels.js';
import { type Manifests, manifestRepairs } from './manifests.js';
import { mergeRepairs } from './merging.js';
import { peopleRepairs } from './people.js';
import { pullRepairs } from './pulls.js';
import { reactionRepairs } from './reactions.js';
import { releaseRepairs } from './releases.js';
import { repositoryRepairs } from './repositories.js';
import { searchRepairs } from './searching.js';
import { subIssueRepairs } from './sub-issues.js';

/** Everything the emulator does unlike GitHub; the first that has an answer gives it. */
export function allRepairs(world: {
  readonly reactions: boolean;
  readonly app: AppAccount;
  readonly deliveries: Deliveries;
  readonly manifests: Manifests;
  readonly unsearchable: readonly string[];
}): Repair[] {
  return [
    ...goneRepairs,
    ...repositoryRepairs,
    ...appRepairs(world.app),
    ...reactionRepairs(world.reactions),
    ...eventRepairs,
    ...subIssueRepairs,
    ...searchRepairs(world.unsearchable),
    ...commentRepairs,
    ...labelRepairs,
    ...issueRepairs,
    ...peopleRepairs,
    ...contentRepairs,
    ...gitRepairs,
    ...pullRepairs,
    ...mergeRepairs,
    ...releaseRepairs,
    ...installationRepairs(world.deliveries),
    ...manifestRepairs(world.manifests),
  ];
}
