/** Which looks a delivery asks for. It is never more than a hint: the look reads everything anew. */
import { linkedIssues } from '../core/pull.js';
import type { IssueName } from '../core/reference.js';
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
};

const NOTHING: Wanted = { looks: [], configOf: [], owners: [], heard: [], hidden: [], gone: [] };

const CONFIG_FILE = /^\.github\/newbie-tasks\.yml$/i;

export function wantedLooks(delivery: Delivery, botLogin: string): Wanted {
  const payload = delivery.payload as Payload;
  return { ...looksFor(delivery, botLogin), heard: heardIn(payload), hidden: hiddenIn(payload) };
}

/** Deliveries that our own account caused are echoes of what we know. */
function looksFor({ name, payload }: Delivery, botLogin: string): Wanted {
  const event = payload as Payload;
  const sender = event.sender?.login;
  const isInstallation = name === 'installation' || name === 'installation_repositories';
  if (sender === botLogin && !isInstallation) return NOTHING;
  switch (name) {
    case 'issues':
    case 'issue_comment':
      return { ...NOTHING, looks: issueLooks(name, event, botLogin), gone: goneIn(name, event) };
    case 'pull_request':
      return { ...NOTHING, looks: pullLooks(event) };
    case 'label':
      return { ...NOTHING, looks: projectLooks([event.repository?.full_name]) };
    case 'repository': {
      const names = [event.repository?.full_name];
      const owners = names.flatMap((each) => parseName(each)?.owner ?? []);
      return { ...NOTHING, looks: projectLooks(names), owners };
    }
    case 'push':
      return pushed(event);
    case 'installation':
    case 'installation_repositories':
      return installed(event);
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
  readonly changes?: { readonly body?: { readonly from?: unknown } | boolean };
  readonly label?: { readonly name?: string };
  readonly comment?: {
    readonly id?: number;
    readonly user?: { readonly login?: string } | null;
    readonly updated_at?: string;
  };
  readonly installation?: { readonly account?: { readonly login?: string } };
  readonly repositories?: readonly NamedRepository[];
  readonly repositories_added?: readonly NamedRepository[];
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
  return told.flatMap(({ kind, id, updatedAt }) =>
    id === undefined || updatedAt === undefined ? [] : [{ ...repository, kind, id, updatedAt }],
  );
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

function installed(event: Payload): Wanted {
  const owner = event.installation?.account?.login;
  const added = [...(event.repositories ?? []), ...(event.repositories_added ?? [])];
  return {
    looks: event.action === 'deleted' ? [] : projectLooks(added.map(({ full_name }) => full_name)),
    configOf: [],
    heard: [],
    hidden: [],
    gone: [],
    owners: owner === undefined ? [] : [owner],
  };
}

function parseName(fullName: string | undefined): RepositoryName | null {
  const [owner, repo, ...rest] = (fullName ?? '').split('/');
  return owner && repo && rest.length === 0 ? { owner, repo } : null;
}
