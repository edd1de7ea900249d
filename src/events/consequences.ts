/** What each event of GitHub asks for, by a table of their names. */

import type { Probot } from 'probot';
import { parseCommands } from '../commands/parse.js';
import { isWish } from '../commands/wish.js';
import { type Consequences, NO_CONSEQUENCES } from '../controller/consequences.js';
import type { Recent } from '../controller/recent.js';
import type { ReconcileRequest } from '../controller/request.js';
import { originalText } from '../domain/markdown/original.js';
import { linkedIssues } from '../domain/pull-request.js';
import type { IssueName } from '../domain/reference.js';
import { type Payload, parseName, readPayload } from './payload.js';
import { installed, ownerRenamed, projectRequests, pushed, repositoryChanged } from './places.js';

export type Delivery = { readonly name: string; readonly payload: unknown };

export function consequencesOf({ name, payload: given }: Delivery, botLogin: string): Consequences {
  return consequencesFor(name, readPayload(given).payload, botLogin);
}

export function consequencesFor(name: string, payload: Payload, botLogin: string): Consequences {
  return {
    ...requestedBy(name, payload, botLogin),
    recent: recentIn(payload),
    hidden: hiddenIn(payload),
  };
}

/** As Probot knows them: `issues`, or `issues.opened`. */
type EventName = Extract<Parameters<Probot['on']>[0], string>;

type Reading = (event: Payload, botLogin: string) => Consequences;

/** What each event asks for, whatever its action. */
export const CONSEQUENCES: Readonly<Partial<Record<EventName, Reading>>> = {
  issues: (event, botLogin) => ({
    ...NO_CONSEQUENCES,
    requests: issueRequests('issues', event, botLogin),
    gone: goneIn(event),
  }),
  issue_comment: (event, botLogin) => ({
    ...NO_CONSEQUENCES,
    requests: issueRequests('issue_comment', event, botLogin),
  }),
  pull_request: (event) => ({ ...NO_CONSEQUENCES, requests: requestsOfPull(event) }),
  label: (event) => ({
    ...NO_CONSEQUENCES,
    requests: projectRequests([event.repository?.full_name]),
  }),
  repository: repositoryChanged,
  push: pushed,
  installation: installed,
  installation_repositories: installed,
  installation_target: (event) => ({ ...NO_CONSEQUENCES, renamedOwners: ownerRenamed(event) }),
};

/** By whatever name a stranger gives. */
const BY_NAME: ReadonlyMap<string, Reading> = new Map(Object.entries(CONSEQUENCES));

/** Deliveries that our own account caused are echoes of what we know. */
function requestedBy(name: string, event: Payload, botLogin: string): Consequences {
  const isEcho = event.sender?.login === botLogin && !name.startsWith('installation');
  const request = BY_NAME.get(name);
  return isEcho || request === undefined ? NO_CONSEQUENCES : request(event, botLogin);
}

/** That a repository is public is believed of a listing alone: a delivery may come late. */
function hiddenIn({ repository, repositories, repositories_added: added }: Payload) {
  const named = [...(repository ? [repository] : []), ...(repositories ?? []), ...(added ?? [])];
  return named
    .filter((each) => each.private === true)
    .flatMap(({ full_name }) => parseName(full_name) ?? []);
}

function recentIn({ repository: names, issue, comment }: Payload): readonly Recent[] {
  const repository = parseName(names?.full_name);
  if (repository === null) return [];
  const changed = [
    { kind: 'issue' as const, id: issue?.number, updatedAt: issue?.updated_at },
    { kind: 'comment' as const, id: comment?.id, updatedAt: comment?.updated_at },
  ];
  return changed.flatMap(({ kind, id, updatedAt }) => {
    const at = Date.parse(updatedAt ?? '');
    if (id == null || Number.isNaN(at)) return [];
    // As listings have it: github/answers.ts.
    return [{ ...repository, kind, id, updatedAt: new Date(at).toISOString() }];
  });
}

/** Actions after which there is nothing left to reconcile. */
const GONE = new Set(['deleted', 'transferred']);

function goneIn({ repository, issue, action }: Payload): readonly IssueName[] {
  const place = parseName(repository?.full_name);
  return GONE.has(action ?? '') && place !== null && issue?.number != null
    ? [{ ...place, number: issue.number }]
    : [];
}

function issueRequests(
  name: 'issues' | 'issue_comment',
  event: Payload,
  botLogin: string,
): readonly ReconcileRequest[] {
  const repository = parseName(event.repository?.full_name);
  const { issue } = event;
  const action = event.action ?? '';
  if (repository === null || issue?.number == null || issue.pull_request) return [];
  // A maintainer who deletes an answer of ours does not want to read it again.
  if (action === 'deleted' && event.comment?.user?.login === botLogin) return [];
  if (name === 'issues' && GONE.has(action)) return projectRequests([event.repository?.full_name]);
  const commentId = event.comment?.id;
  const labelled = action === 'labeled' && event.label?.name ? [event.label.name] : [];
  const touched = name === 'issues' ? ['issue' as const] : commentId ? [commentId] : [];
  const { number } = issue;
  const editor = name === 'issues' && action === 'edited' ? (event.sender?.login ?? null) : null;
  const isRemark = name === 'issue_comment' && !mayAsk(event, botLogin);
  const asked = { labelled, touched, wantsPulls: false, isRemark, editor };
  return [{ kind: 'issue', ...repository, number, ...asked }];
}

/** Whether a comment may hold a command or a wish, or is ours, which somebody else may have edited. */
function mayAsk({ action, comment }: Payload, botLogin: string): boolean {
  if (comment?.user?.login === botLogin || comment?.body == null) return true;
  if (action === 'deleted') return false;
  const words = originalText(comment.body);
  return parseCommands(words).length > 0 || isWish(words);
}

/** The issues that a pull request names, or named before it was edited. */
function requestsOfPull(event: Payload): readonly ReconcileRequest[] {
  const repository = parseName(event.repository?.full_name);
  const pull = event.pull_request;
  if (repository === null || pull == null) return [];
  const text = [pull.title, pull.body, event.changes?.body?.from].filter(Boolean).join('\n');
  return linkedIssues(text, repository)
    .slice(0, MOST_NAMED)
    .map((number) => ({
      kind: 'issue',
      ...repository,
      number,
      labelled: [],
      touched: [],
      wantsPulls: true,
      isRemark: false,
      editor: null,
    }));
}

/** A pull request that names more issues than this is a release, not somebody's first task. */
const MOST_NAMED = 10;
