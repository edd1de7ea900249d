import { isRecord } from '../server/answer.js';
import { rollUp, subjectKey } from './discussion.js';
import { isPlain, shownNumber, storedNumber } from './numbering.js';
import {
  type Dates,
  type Ending,
  type IssuePlace,
  type Records,
  repositoryRecord,
} from './records.js';

const PLACE =
  /^(\/repos)?\/([^/]+\/[^/]+)\/(issues\/comments|issues|pulls|pull)\/(\d+)(?![\w.])(.*)$/s;
const COMMENT_ANCHOR = /#issuecomment-(\d+)/;

/** A path of the caller's, without query, as the emulator knows it. */
export function storedPath(records: Records, path: string): string {
  const [, api, name, kind, digits, rest] = PLACE.exec(path) ?? [];
  if (!api || !name || !kind) return path;
  const numbering =
    kind === 'issues/comments' ? records.comments : repositoryRecord(records, name).issues;
  // 0 exists in no numbering: the emulator answers 404 in its own words.
  return `/repos/${name}/${kind}/${storedNumber(numbering, Number(digits)) ?? 0}${rest}`;
}

/** Rewrites parsed JSON of the emulator's in place: numbers, ids, links, dates, reactions. */
export function show(records: Records, value: unknown): void {
  if (Array.isArray(value)) {
    for (const item of value) show(records, item);
  } else if (isRecord(value)) {
    showSubject(records, value);
    for (const [key, field] of Object.entries(value)) {
      if (typeof field !== 'string') show(records, field);
      else if (key.endsWith('url') || key === 'href') value[key] = shownLink(records, field);
    }
  }
}

function shownLink(records: Records, link: string): string {
  if (!link.startsWith(records.url)) return link;
  const [, api = '', name, kind, digits, rest = ''] =
    PLACE.exec(link.slice(records.url.length)) ?? [];
  if (!name || !kind) return link;
  const repository = repositoryRecord(records, name);
  const comment = kind === 'issues/comments';
  const shown = shownNumber(comment ? records.comments : repository.issues, Number(digits));
  const anchored = rest.replace(
    COMMENT_ANCHOR,
    (_, id) => `#issuecomment-${shownNumber(records.comments, Number(id))}`,
  );
  const place = !api && repository.pulls.has(Number(digits)) ? 'pull' : kind;
  return `${records.url}${api}/${name}/${place}/${shown}${anchored}`;
}

/** Issues, pull requests and issue comments tell what they are by their `url`. */
function showSubject(records: Records, value: Record<string, unknown>): void {
  if (typeof value.url !== 'string' || !value.url.startsWith(records.url)) return;
  const [, api, name, kind, digits, rest] = PLACE.exec(value.url.slice(records.url.length)) ?? [];
  if (!api || !name || rest) return;
  const stored = Number(digits);
  if (kind === 'issues/comments' && value.id === stored) {
    if (!isPlain(records.comments)) value.id = shownNumber(records.comments, stored);
    showDates(value, records.commentDates.get(stored));
    showReactions(records, value, subjectKey(name, 'comment', Number(value.id)));
  } else if (kind !== 'issues/comments' && value.number === stored) {
    const repository = repositoryRecord(records, name);
    value.number = shownNumber(repository.issues, stored);
    const ending = repository.endings.get(stored);
    showDates(value, repository.dates.get(stored));
    showEnding(value, ending);
    // Without a reason the emulator makes one up.
    if (value.locked === true) value.active_lock_reason = repository.locked.get(stored) ?? null;
    showReactions(records, value, subjectKey(name, 'issue', Number(value.number)));
    showSubIssues(value, repository.subIssues.get(stored));
    if (kind === 'issues' && repository.pulls.has(stored)) {
      // Links are still stored ones here: the walk goes on into this object.
      value.pull_request = {
        url: `${records.url}/repos/${name}/pulls/${stored}`,
        html_url: `${records.url}/${name}/pull/${stored}`,
        diff_url: `${records.url}/${name}/pull/${stored}.diff`,
        patch_url: `${records.url}/${name}/pull/${stored}.patch`,
        merged_at: (value.state === 'closed' && ending?.merge?.merged_at) || null,
      };
    }
  }
}

function showDates(value: Record<string, unknown>, dates: Dates | undefined): void {
  if (!dates) return;
  value.created_at = dates.createdAt;
  if (dates.updatedAt !== null) value.updated_at = dates.updatedAt;
}

/** Whether a pull request was merged is known from its ending alone. */
function showEnding(value: Record<string, unknown>, ending: Ending | undefined): void {
  if (!ending || value.state !== 'closed') return;
  value.closed_at = ending.closedAt;
  if (!ending.merge || !('merged_at' in value)) return;
  Object.assign(value, ending.merge, { merged: true, mergeable: null, mergeable_state: 'unknown' });
}

function showReactions(records: Records, value: Record<string, unknown>, key: string): void {
  const given = records.reactions.given.get(key);
  if (given && isRecord(value.reactions)) Object.assign(value.reactions, rollUp(given));
}

function showSubIssues(
  value: Record<string, unknown>,
  children: readonly IssuePlace[] | undefined,
): void {
  if (!children) return;
  const living = children.filter(({ repository, stored }) => !repository.gone.has(stored));
  const done = living.filter(({ repository, stored }) => repository.history.get(stored)?.isClosed);
  const [total, completed] = [living.length, done.length];
  const percent_completed = total === 0 ? 0 : Math.round((completed / total) * 100);
  value.sub_issues_summary = { total, completed, percent_completed };
}
