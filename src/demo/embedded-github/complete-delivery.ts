/** Deliveries with what the emulator leaves out of them: what was changed, and what was pushed. */
import { bodyOf, isRecord, recordOf } from './answer.js';
import { type Backstage, lookInside } from './backstage.js';
import { type Completion, complete } from './complete.js';

/** What the deliveries so far told: a text before its edit, a label after it was taken away. */
export type Told = {
  /** By the address of an issue, a pull request or a comment. */
  readonly texts: Map<string, Readonly<Record<string, unknown>>>;
  /** By the name of the repository and of the label. */
  readonly labels: Map<string, Readonly<Record<string, unknown>>>;
};

export const nothingTold = (): Told => ({ texts: new Map(), labels: new Map() });

/** Adds in place, and remembers for those to come: also what nobody shall hear of. */
export async function completeDelivery(
  stage: Backstage,
  completion: Completion,
  told: Told,
  event: string,
  payload: unknown,
): Promise<void> {
  if (!isRecord(payload)) return;
  complete(completion, payload);
  // Who closed an issue is asked of the issue; the sender of `closed` did.
  if (isRecord(payload.issue)) delete payload.issue.closed_by;
  const before = textBefore(told, payload);
  remember(told, payload);
  if (payload.action === 'edited') payload.changes = changesSince(before, payload);
  if (event === 'issues' || event === 'pull_request') completeLabel(told, payload);
  if (event === 'pull_request') payload.number ??= recordOf(payload.pull_request).number;
  if (event === 'push') await completePush(stage, payload);
}

type Payload = Record<string, unknown>;

const TEXTS = ['title', 'body'];

function subjectOf(payload: Payload): Record<string, unknown> {
  return recordOf(payload.comment ?? payload.pull_request ?? payload.issue);
}

function textBefore({ texts }: Told, payload: Payload): Readonly<Record<string, unknown>> {
  return texts.get(String(subjectOf(payload).url)) ?? {};
}

function remember({ texts, labels }: Told, payload: Payload): void {
  const subject = subjectOf(payload);
  texts.set(String(subject.url), { title: subject.title, body: subject.body });
  for (const label of [recordOf(payload.issue ?? payload.pull_request).labels].flat()) {
    if (isRecord(label)) labels.set(labelKey(payload, label), label);
  }
}

/** Each text that is another one now, with what it was: GitHub tells of no other. */
function changesSince(before: Readonly<Record<string, unknown>>, payload: Payload): Payload {
  const now = subjectOf(payload);
  const told = recordOf(payload.changes);
  const isText = (name: string) => name in now && (before[name] ?? '') !== (now[name] ?? '');
  const texts = TEXTS.filter(isText).map((name) => [name, { from: before[name] ?? '' }]);
  const others = Object.entries(told).filter(([name]) => !TEXTS.includes(name));
  return Object.fromEntries([...others, ...texts]);
}

/** The emulator names the label that was given or taken, and no more. */
function completeLabel({ labels }: Told, payload: Payload): void {
  if (!isRecord(payload.label)) return;
  const known = labels.get(labelKey(payload, payload.label));
  payload.label = { ...known, ...payload.label };
}

function labelKey(payload: Payload, label: Payload): string {
  return `${recordOf(payload.repository).full_name} ${label.name}`.toLowerCase();
}

const NO_COMMIT = '0'.repeat(40);

async function completePush(stage: Backstage, payload: Payload): Promise<void> {
  const { before, after, sender, repository } = payload;
  const { full_name: name, html_url: page } = recordOf(repository);
  const pusher = recordOf(sender).login;
  const commits = [];
  for (const commit of [payload.commits].flat().filter(isRecord)) {
    const stored = bodyOf(await lookInside(stage, `/repos/${name}/git/commits/${commit.id}`));
    commits.push({
      tree_id: recordOf(stored.tree).sha,
      distinct: true,
      url: `${page}/commit/${commit.id}`,
      committer: commit.author,
      ...commit,
    });
  }
  Object.assign(payload, {
    base_ref: null,
    created: before === NO_COMMIT,
    deleted: after === NO_COMMIT,
    forced: false,
    compare: `${page}/compare/${String(before).slice(0, 12)}...${String(after).slice(0, 12)}`,
    pusher: { name: pusher, email: `${pusher}@users.noreply.github.com` },
    ...payload,
    commits,
    head_commit: commits.at(-1) ?? null,
  });
}
