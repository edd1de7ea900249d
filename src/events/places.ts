/** What deliveries about repositories, accounts, installations and configuration files ask for. */

import { type Consequences, NO_CONSEQUENCES } from '../controller/consequences.js';
import type { ReconcileRequest } from '../controller/request.js';
import { sameRepository } from '../domain/reference.js';
import { type Payload, parseName } from './payload.js';

/** Actions after which nothing can be done in a repository, and after which much may be to do. */
const LEFT = ['archived', 'deleted'];

const BACK = ['unarchived', 'publicized', 'transferred'];

export function repositoryChanged({ repository, changes, ...event }: Payload): Consequences {
  const action = event.action ?? '';
  const name = parseName(repository?.full_name);
  if (name === null) return NO_CONSEQUENCES;
  const { owner, repo } = name;
  const before = changes?.owner?.from;
  const from = {
    owner: before?.organization?.login ?? before?.user?.login ?? owner,
    repo: changes?.repository?.name?.from ?? repo,
  };
  const owners = [...new Set([owner, from.owner])];
  if (LEFT.includes(action)) return { ...NO_CONSEQUENCES, left: [name], owners };
  const isRenamed = !sameRepository(from, name);
  const resync: ReconcileRequest = { kind: 'sweep', isQuick: false, ...name };
  return {
    ...{ ...NO_CONSEQUENCES, owners },
    renamed: isRenamed ? [{ from, to: name }] : [],
    requests: BACK.includes(action) ? [resync] : [{ kind: 'project', ...name }],
  };
}

export function ownerRenamed({ account, changes, action }: Payload): Consequences['renamedOwners'] {
  const [from, to] = [changes?.login?.from, account?.login];
  return action === 'renamed' && from && to ? [{ from, to }] : [];
}

/** An installation that is deleted or suspended is forgotten with the next listing of its owner. */
export function installed({ installation, ...event }: Payload): Consequences {
  const action = event.action ?? '';
  const owner = installation?.account?.login || null;
  const added = [...(event.repositories ?? []), ...(event.repositories_added ?? [])];
  const isOver = ['deleted', 'suspend'].includes(action);
  const over = [...(isOver ? added : []), ...(event.repositories_removed ?? [])];
  const isBack = ['unsuspend', 'new_permissions_accepted'].includes(action);
  return {
    ...NO_CONSEQUENCES,
    requests: isOver ? [] : projectRequests(added.map(({ full_name }) => full_name)),
    left: over.flatMap(({ full_name }) => parseName(full_name) ?? []),
    owners: owner === null ? [] : [owner],
    back: isBack && owner !== null ? [owner] : [],
  };
}

/** Only a push to the default branch that touches the configuration file matters. */
export function pushed(event: Payload): Consequences {
  const repository = parseName(event.repository?.full_name);
  if (repository === null) return NO_CONSEQUENCES;
  if (event.ref !== `refs/heads/${event.repository?.default_branch ?? ''}`) return NO_CONSEQUENCES;
  const isTouched = (event.commits ?? []).some(({ added, modified, removed }) =>
    [added, modified, removed].some((files) => files?.some((file) => CONFIG_FILE.test(file))),
  );
  return isTouched ? { ...NO_CONSEQUENCES, configOf: [repository] } : NO_CONSEQUENCES;
}

const CONFIG_FILE = /^\.github\/newbie-tasks\.yml$/i;

export function projectRequests(
  names: readonly (string | null | undefined)[],
): readonly ReconcileRequest[] {
  return names.flatMap((name) => {
    const repository = parseName(name);
    return repository === null ? [] : [{ kind: 'project' as const, ...repository }];
  });
}
