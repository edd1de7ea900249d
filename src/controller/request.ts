/** What is to be reconciled; two requests with one id are one. */
import { issueKey, keyOf } from '../domain/reference.js';
import type { RepositoryName } from '../domain/task.js';

import { mergeDeliveries } from '../telemetry/correlation.js';

export type IssueRequest = RepositoryName & {
  readonly kind: 'issue';
  readonly number: number;
  /** Labels that were put on the issue just now: the task label allows a plan on it. */
  readonly labelled: readonly string[];
  /** What changed: the issue itself, its thread, or one comment that may hold a list. */
  readonly touched: readonly ('issue' | number)[];
  /** A pull request or a clock asks for it. */
  readonly wantsPulls: boolean;
  /** Only words changed that hold neither command nor wish: they matter to a clock or a list alone. */
  readonly isRemark: boolean;
  /** Who edited the issue's text just now; null: nobody, as far as deliveries say. */
  readonly editor: string | null;
};

export type ProjectRequest = RepositoryName & { readonly kind: 'project' };

/** What no delivery brought. `isQuick`: only what changed since the last resync. */
export type ResyncRequest = RepositoryName & { readonly kind: 'sweep'; readonly isQuick: boolean };

export type ReconcileRequest = (IssueRequest | ProjectRequest | ResyncRequest) & {
  /** The newest deliveries that asked for it, for the log. */
  readonly deliveries?: readonly string[];
};

/** One request for two with the same id. */
export function merge(waiting: ReconcileRequest, added: ReconcileRequest): ReconcileRequest {
  const deliveries = mergeDeliveries(waiting.deliveries, added.deliveries);
  return { ...mergeRequests(waiting, added), deliveries };
}

function mergeRequests(waiting: ReconcileRequest, added: ReconcileRequest): ReconcileRequest {
  if (waiting.kind === 'sweep' && added.kind === 'sweep') {
    return { ...added, isQuick: waiting.isQuick && added.isQuick };
  }
  if (waiting.kind !== 'issue' || added.kind !== 'issue') return added;
  return {
    ...added,
    labelled: [...new Set([...waiting.labelled, ...added.labelled])],
    touched: [...new Set([...waiting.touched, ...added.touched])],
    wantsPulls: waiting.wantsPulls || added.wantsPulls,
    isRemark: waiting.isRemark && added.isRemark,
    editor: added.editor ?? waiting.editor,
  };
}

export function idOf(request: ReconcileRequest): string {
  return request.kind === 'issue' ? issueKey(request) : `${keyOf(request)} ${request.kind}`;
}
