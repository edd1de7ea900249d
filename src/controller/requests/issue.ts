/** A request about an issue: reconciling it, and what follows from that. */
import { issueKey } from '../../domain/reference.js';
import { unreadFor } from '../../issue/claimants.js';
import { reconcileIssue } from '../../issue/reconcile.js';
import { closedIssues } from '../../project/reconcile.js';
import type { RepositoryContext } from '../../repository/context.js';
import { othersWithTasks } from '../owner-repositories.js';
import { type IssueRequest, idOf } from '../request.js';
import { type ControllerTools, PROJECT_PLAN_DELAY_MS } from '../tools.js';

/** So many requests that wait for an owner are many. */
const MANY = 20;

export async function runIssue(
  tools: ControllerTools,
  request: IssueRequest,
  context: RepositoryContext,
): Promise<readonly string[]> {
  const {
    clock,
    memory,
    contexts,
    locks,
    clocks,
    repairs,
    board,
    metrics,
    log,
    enqueue,
    waitingIn,
  } = tools;
  const { owner, repo, number, labelled, touched, wantsPulls } = request;
  if (request.isRemark && !(await mayMatter(tools, request, context))) return [];
  // Closed issues are known until the first event about them.
  await closedIssues(memory, request).delete(String(number));
  // What a person did by hand just now is newer than what we remember of our own writes.
  if (touched.includes('issue')) await locks.forget(issueKey(request));
  const now = new Date(clock.now()).toISOString();
  const {
    written,
    refused,
    clock: times,
    task,
    isUnfinished,
    unread,
  } = await reconcileIssue(
    { context, number, labelled, wantsPulls, now },
    {
      neighbours: () => contexts.neighbours(request),
      people: {
        others: () => othersWithTasks(tools, request),
        unreadFor: (ids) => unreadFor(memory, request, ids, clock.now()),
      },
      ...{ locks, clocks, repairs, onOutcome: metrics.claim },
      isBusy: async () => (await waitingIn(owner.toLowerCase())) >= MANY,
    },
  );
  if (isUnfinished) await enqueue({ ...request, touched: [] });
  await clocks.set({ owner, repo, number }, times);
  await board.noteIssue(context, number, task, clock.now());
  if (refused.length > 0) log.warn({ look: idOf(request), refused }, 'refused by GitHub');
  if (context.active) {
    const listChanged = touched.some((part) =>
      part === 'issue' ? context.isTracking(number) : isList(context, part),
    );
    const planChanged = written.length > 0 || touched.includes('issue');
    if (listChanged) await enqueue({ kind: 'project', owner, repo });
    else if (planChanged) {
      await enqueue({ kind: 'project', owner, repo }, PROJECT_PLAN_DELAY_MS);
    }
  }
  // Everybody else was served: the rest is read again, later and later.
  if (unread !== null) throw unread;
  return written.map(({ text }) => text);
}

/** A remark moves a running clock, and may be a list; to all else it means nothing, and nothing is read. */
async function mayMatter(
  { clocks }: ControllerTools,
  { owner, repo, number, touched }: IssueRequest,
  context: RepositoryContext,
): Promise<boolean> {
  if (touched.some((part) => part !== 'issue' && isList(context, part))) return true;
  const times = await clocks.get({ owner, repo, number });
  return times !== null && (times.at !== null || times.due !== null || times.isInReview);
}

function isList({ project }: RepositoryContext, commentId: number): boolean {
  return (project.tracking?.lists ?? []).some((list) => list.commentId === commentId);
}
