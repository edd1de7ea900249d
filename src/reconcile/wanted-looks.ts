/** Which looks a delivery asks for. It is never more than a hint: the look reads everything anew. */
import { linkedIssues } from '../core/pull.js';
import { type IssueName, sameRepository } from '../core/reference.js';
import type { RepositoryName } from '../core/task.js';
import type { Heard } from './heard.js';
import type { LookKey } from './look-key.js';

/** A delivery, as far as it matters here; strangers' payloads may lack anything. */
export type Delivery = { readonly name: string; readonly payload: unknown };

export type Wanted = {
  readonly looks: readonly LookKey[];
  /** Repositories whose configuration file was pushed. */
  readonly configOf: readonly RepositoryName[];
  /** Owners whose installation changed, or one of whose repositories did. */
  readonly owners: readonly string[];
  /** What no sweep need tell us any more. */
  readonly heard: readonly Heard[];
  /** Repositories that not everybody may see: no page shows them from now on. */
  readonly hidden: readonly RepositoryName[];
  /** Issues that were deleted, or moved elsewhere. */
  readonly gone: readonly IssueName[];
  /** Repositories in which nothing can be done any more. */
  readonly left: readonly RepositoryName[];
  /** Repositories, and accounts, that are called otherwise now. */
  readonly renamed: readonly Renamed<RepositoryName>[];
  readonly renamedOwners: readonly Renamed<string>[];
  /** Owners who were deaf for a while: all of theirs is looked through. */
  readonly back: readonly string[];
};

type Renamed<Name> = { readonly from: Name; readonly to: Name };

export const NOTHING: Wanted = {
  ...{ looks: [], configOf: [], owners: [], heard: [], hidden: [], gone: [], left: [] },
  ...{ renamed: [], renamedOwners: [], back: [] },
};

const CONFIG_FILE = /^\.github\/newbie-tasks\.yml$/i;

export function wantedLooks(delivery: Delivery, botLogin: string): Wanted {
  const payload = delivery.payload as Payload;
  return { ...looksFor(delivery, botLogin), heard: heardIn(payload), hidden: hiddenIn(payload) };
}

/** Deliveries that our own account caused are echoes of what we know. */
function looksFor({ name, payload }: Delivery, botLogin: string): Wanted {
  const event = payload as Payload;
  const sender = event.sender?.login;
  const isInstallation = name.startsWith('installation');
  if (sender === botLogin && !isInstallation) return NOTHING;
  switch (name) {
    case 'issues':
    case 'issue_comment':
      return { ...NOTHING, looks: issueLooks(name, event, botLogin), gone: goneIn(name, event) };
    case 'pull_request':
      return { ...NOTHING, looks: pullLooks(event) };
    case 'label':
      return { ...NOTHING, looks: projectLooks([event.repository?.full_name]) };
    case 'repository':
      return repositoryChanged(event);
    case 'push':
      return pushed(event);
    case 'installation':
    case 'installation_repositories':
      return installed(event);
    case 'installation_target':
      return { ...NOTHING, renamedOwners: ownerRenamed(event) };
    default:
      return NOTHING;
  }
}

type NamedRepository = { readonly full_name?: string; readonly private?: boolean };

type Payload = {
  readonly action?: string;
  readonly sender?: { readonly login?: string };
  readonly repository?: NamedRepository & { readonly default_branch?: string };
  readonly issue?: {
    readonly number?: number;
    readonly pull_request?: unknown;
    readonly updated_at?: string;
  };
  readonly pull_request?: { readonly title?: string; readonly body?: string | null };
  readonly changes?: {
    readonly body?: { readonly from?: unknown } | boolean;
    readonly repository?: { readonly name?: { readonly from?: string } };
    readonly owner?: {
      readonly from?: Readonly<
        Partial<Record<'organization' | 'user', { readonly login?: string }>>
      >;
    };
    readonly login?: { readonly from?: string };
  };
  readonly account?: { readonly login?: string };
  readonly label?: { readonly name?: string };
  readonly comment?: {
    readonly id?: number;
    readonly user?: { readonly login?: string } | null;
    readonly updated_at?: string;
  };
  readonly installation?: { readonly account?: { readonly login?: string } };
  readonly repositories?: readonly NamedRepository[];
  readonly repositories_added?: readonly NamedRepository[];
  readonly repositories_removed?: readonly NamedRepository[];
  readonly ref?: string;
  readonly commits?: readonly Partial<
    Record<'added' | 'modified' | 'removed', readonly string[]>
  >[];
};

/** That a repository is public is believed of a listing alone: a delivery may come late. */
function hiddenIn({ repository, repositories = [], repositories_added = [] }: Payload) {
  const named = [...(repository ? [repository] : []), ...repositories, ...repositories_added];
  return named
    .filter((each) => each.private === true)
    .flatMap(({ full_name }) => parseName(full_name) ?? []);
}

function heardIn({ repository: names, issue, comment }: Payload): readonly Heard[] {
  const repository = parseName(names?.full_name);
  if (repository === null) return [];
  const told = [
    { kind: 'issue' as const, id: issue?.number, updatedAt: issue?.updated_at },
    { kind: 'comment' as const, id: comment?.id, updatedAt: comment?.updated_at },
  ];
  return told.flatMap(({ kind, id, updatedAt }) => {
    const at = Date.parse(updatedAt ?? '');
    if (id === undefined || Number.isNaN(at)) return [];
    // As listings have it: github/answers.ts.
    return [{ ...repository, kind, id, updatedAt: new Date(at).toISOString() }];
  });
}

/** Actions after which there is nothing left to look at. */
const GONE = new Set(['deleted', 'transferred']);

function goneIn(name: string, { repository, issue, action = '' }: Payload): readonly IssueName[] {
  const place = parseName(repository?.full_name);
  const isGone = name === 'issues' && GONE.has(action);
  return isGone && place !== null && issue?.number !== undefined
    ? [{ ...place, number: issue.number }]
    : [];
}

function issueLooks(
  name: 'issues' | 'issue_comment',
  event: Payload,
  botLogin: string,
): readonly LookKey[] {
  const repository = parseName(event.repository?.full_name);
  const { issue, action = '' } = event;
  if (repository === null || issue?.number === undefined || issue.pull_request) return [];
  // A maintainer who deletes an answer of ours does not want to read it again.
  if (action === 'deleted' && event.comment?.user?.login === botLogin) return [];
  if (name === 'issues' && GONE.has(action)) return projectLooks([event.repository?.full_name]);
  const commentId = event.comment?.id;
  const labelled = action === 'labeled' && event.label?.name ? [event.label.name] : [];
  const touched = name === 'issues' ? ['issue' as const] : commentId ? [commentId] : [];
  const { number } = issue;
  const editor = name === 'issues' && action === 'edited' ? (event.sender?.login ?? null) : null;
  return [{ kind: 'issue', ...repository, number, labelled, touched, wantsPulls: false, editor }];
}

/** The issues that a pull request names, or named before it was edited. */
function pullLooks(event: Payload): readonly LookKey[] {
  const repository = parseName(event.repository?.full_name);
  const pull = event.pull_request;
  if (repository === null || pull === undefined) return [];
  const { body } = event.changes ?? {};
  const before = typeof body === 'object' ? body.from : '';
  const text = [pull.title, pull.body, before]
    .filter((part) => typeof part === 'string')
    .join('\n');
  return linkedIssues(text, repository)
    .slice(0, MOST_NAMED)
    .map((number) => ({
      kind: 'issue',
      ...repository,
      number,
      labelled: [],
      touched: [],
      wantsPulls: true,
      editor: null,
    }));
}

/** A pull request that names more issues than this is a release, not somebody's first task. */
const MOST_NAMED = 10;

/** Actions after which nothing can be done in a repository, and after which much may be to do. */
const LEFT = ['archived', 'deleted'];
const BACK = ['unarchived', 'publicized', 'transferred'];

function repositoryChanged({ repository, changes, action = '' }: Payload): Wanted {
  const name = parseName(repository?.full_name);
  if (name === null) return NOTHING;
  const { owner, repo } = name;
  const before = changes?.owner?.from;
  const from = {
    owner: before?.organization?.login ?? before?.user?.login ?? owner,
    repo: changes?.repository?.name?.from ?? repo,
  };
  const owners = [...new Set([owner, from.owner])];
  if (LEFT.includes(action)) return { ...NOTHING, left: [name], owners };
  const isRenamed = !sameRepository(from, name);
  const sweep: LookKey = { kind: 'sweep', isQuick: false, ...name };
  return {
    ...{ ...NOTHING, owners },
    renamed: isRenamed ? [{ from, to: name }] : [],
    looks: BACK.includes(action) ? [sweep] : [{ kind: 'project', ...name }],
  };
}

function ownerRenamed({ account, changes, action }: Payload): Wanted['renamedOwners'] {
  const [from, to] = [changes?.login?.from, account?.login];
  return action === 'renamed' && from && to ? [{ from, to }] : [];
}

function projectLooks(names: readonly (string | undefined)[]): readonly LookKey[] {
  return names.flatMap((name) => {
    const repository = parseName(name);
    return repository === null ? [] : [{ kind: 'project' as const, ...repository }];
  });
}

/** Only a push to the default branch that touches the configuration file matters. */
function pushed(event: Payload): Wanted {
  const repository = parseName(event.repository?.full_name);
  if (repository === null) return NOTHING;
  if (event.ref !== `refs/heads/${event.repository?.default_branch ?? ''}`) return NOTHING;
  const isTouched = (event.commits ?? []).some(({ added = [], modified = [], removed = [] }) =>
    [added, modified, removed].some((files) => files.some((file) => CONFIG_FILE.test(file))),
  );
  return isTouched ? { ...NOTHING, configOf: [repository] } : NOTHING;
}

/** An installation that is deleted or suspended is forgotten with the next listing of its owner. */
function installed({ action = '', installation, ...event }: Payload): Wanted {
  const owner = installation?.account?.login;
  const added = [...(event.repositories ?? []), ...(event.repositories_added ?? [])];
  const isOver = ['deleted', 'suspend'].includes(action);
  const over = [...(isOver ? added : []), ...(event.repositories_removed ?? [])];
  const isBack = ['unsuspend', 'new_permissions_accepted'].includes(action);
  return {
    ...NOTHING,
    looks: isOver ? [] : projectLooks(added.map(({ full_name }) => full_name)),
    left: over.flatMap(({ full_name }) => parseName(full_name) ?? []),
    owners: owner === undefined ? [] : [owner],
    back: isBack && owner !== undefined ? [owner] : [],
  };
}

function parseName(fullName: string | undefined): RepositoryName | null {
  const [owner, repo, ...rest] = (fullName ?? '').split('/');
  return owner && repo && rest.length === 0 ? { owner, repo } : null;
}
