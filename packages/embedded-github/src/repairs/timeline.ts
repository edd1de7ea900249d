import { accountOf } from '../deliveries/announce.js';
import { bodyOf, recordOf } from '../server/answer.js';
import type { Context } from '../server/context.js';
import { readInside } from '../server/forward.js';
import { shownAddress, shownLogin } from '../state/accounts.js';
import { commentsOf } from '../state/discussion.js';
import { loginOf } from '../state/history.js';
import { shownNumber } from '../state/numbering.js';
import type { History, PastEvent, RepositoryRecord } from '../state/records.js';
import { show } from '../state/show.js';
import { secondOf, wholeSecond } from '../state/whole-seconds.js';
import { shownComments } from './comments.js';
import { asIssue } from './issues.js';

type Json = Readonly<Record<string, unknown>>;

/** Events, comments, and where else the issue is spoken of: oldest first. */
export async function timelineOf(
  context: Context,
  repository: RepositoryRecord,
  stored: number,
): Promise<Json[]> {
  const { book } = context.records;
  const events = repository.history.get(stored)?.events ?? [];
  const comments = shownComments(context, commentsOf(book, repository.name, stored));
  const said = comments.map((comment) => ({
    event: 'commented',
    actor: comment.user,
    ...comment,
  }));
  const all: Json[] = [
    ...(await eventsAs(context, repository, events)),
    ...said,
    ...(await referencesTo(context, repository, stored)),
  ];
  // Stable: what came of one second stays as it was put together.
  return all.sort((one, other) => secondOf(one.created_at) - secondOf(other.created_at));
}

type Text = { readonly by: string; readonly at: string; readonly text: string };

/** From every repository that all may see, and from its own. */
async function referencesTo(
  context: Context,
  target: RepositoryRecord,
  stored: number,
): Promise<Json[]> {
  const references: Json[] = [];
  for (const source of new Set(context.records.repositories.values())) {
    if (source.private && source !== target) continue;
    const mentions = mentionsOf(context, target, stored, source === target);
    for (const [number, history] of source.history) {
      const isItself = source === target && number === stored;
      if (isItself || source.gone.has(number)) continue;
      const first = textsOf(context, source, number, history).find(({ text }) => mentions(text));
      if (first) references.push(await referenceFrom(context, source, number, first));
    }
  }
  return references;
}

function textsOf(
  context: Context,
  { name, dates }: RepositoryRecord,
  number: number,
  { author, createdAt, body }: History,
): Text[] {
  const at = dates.get(number)?.createdAt ?? createdAt;
  const comments = shownComments(context, commentsOf(context.records.book, name, number));
  return [
    { by: author, at, text: body },
    ...comments.map((comment) => ({
      by: loginOf(comment.user),
      at: String(comment.created_at),
      text: String(comment.body),
    })),
  ];
}

/** `#12` at home, `owner/name#12` and the address everywhere; neither in code nor in comments. */
function mentionsOf(
  { records }: Context,
  { name, issues }: RepositoryRecord,
  stored: number,
  isAtHome: boolean,
): (text: string) => boolean {
  const number = shownNumber(issues, stored);
  const [owner = '', repository = ''] = name.split('/');
  const shown = `${shownLogin(records.accounts, owner)}/${repository}`;
  const address = shownAddress(records.accounts, records.url, `${records.url}/${name}`);
  const forms = [
    `(?<![\\w/-])${escaped(shown)}#`,
    `${escaped(address)}/(?:issues|pull)/`,
    ...(isAtHome ? ['(?<![\\w/&-])#', '(?<![\\w/-])GH-'] : []),
  ];
  const wanted = new RegExp(`(?:${forms.join('|')})${number}(?!\\w)`, 'i');
  return (text) => wanted.test(text.replace(NOT_READ, ''));
}

const NOT_READ = /<!--[\s\S]*?-->|```[\s\S]*?```|`[^`\n]*`/g;
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

async function referenceFrom(
  context: Context,
  source: RepositoryRecord,
  number: number,
  { by, at }: Text,
): Promise<Json> {
  const repository = bodyOf(await readInside(context, `/repos/${source.name}`));
  const issue = structuredClone({ ...(await issueAs(context, source, number)), repository });
  show(context.records, issue);
  const moment = wholeSecond(at);
  return {
    event: 'cross-referenced',
    actor: recordOf(await accountOf(context, by)),
    created_at: moment,
    updated_at: moment,
    source: { type: 'issue', issue },
  };
}

/** As GitHub lists them, without their issue. */
export async function eventsAs(
  context: Context,
  { name }: RepositoryRecord,
  events: readonly PastEvent[],
): Promise<Json[]> {
  const accounts = new Map<string, Json>();
  for (const { by, assignee = by } of events) {
    for (const login of [by, assignee]) {
      if (!accounts.has(login)) accounts.set(login, await accountOf(context, login));
    }
  }
  return events.map(({ id, event, by, at, label, assignee, rename, reason }) => ({
    id,
    node_id: `LE_${id}`,
    url: `${context.records.url}/repos/${name}/issues/events/${id}`,
    actor: accounts.get(by),
    event,
    commit_id: null,
    commit_url: null,
    created_at: wholeSecond(at),
    ...(label ? { label } : {}),
    ...(assignee ? { assignee: accounts.get(assignee), assigner: accounts.get(by) } : {}),
    ...(rename ? { rename } : {}),
    ...(event === 'closed' ? { state_reason: reason === 'completed' ? null : reason } : {}),
    ...(event === 'locked' ? { lock_reason: null } : {}),
    performed_via_github_app: null,
  }));
}

/** In stored numbers. */
export async function issueAs(
  context: Context,
  { name, pulls }: RepositoryRecord,
  stored: number,
): Promise<Json> {
  const kind = pulls.has(stored) ? 'pulls' : 'issues';
  const issue = bodyOf(await readInside(context, `/repos/${name}/${kind}/${stored}`));
  return kind === 'pulls' ? asIssue(issue) : issue;
}
