/** What is reported of a request to GitHub, once it was answered or lost. */
import { monotonic } from '../engine/clock.js';
import type { FailureKind } from './errors.js';

export type SentRequest = {
  readonly kind: 'read' | 'write';
  /** As GitHub documents it: `POST /repos/{owner}/{repo}/issues/{issue_number}/comments`. */
  readonly request: string;
  /** `owner/repo`; null: it is about none. */
  readonly repository: string | null;
  readonly issue: number | null;
  readonly comment: number | null;
  readonly result: 'ok' | FailureKind;
  /** null: there was no answer. */
  readonly status: number | null;
  readonly milliseconds: number;
  /** What is left of the installation's requests in this hour; null: the answer does not say. */
  readonly quota: number | null;
};

export type OnRequest = (request: SentRequest) => void;

type Answer = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | number | undefined>>;
};

/** Options as @octokit hands them to a hook, the address not yet filled in. */
type Options = { readonly method: string; readonly url: string; readonly [name: string]: unknown };

/** They change nothing, though they are no GET. */
const READING = /\/(access_tokens|graphql)$/;

export function describeSent(
  options: Options,
  begun: number,
  result: SentRequest['result'],
  { status, headers = {} }: Answer,
): SentRequest {
  const { method, url, owner, repo, issue_number: issue, comment_id: comment } = options;
  const isRead = method === 'GET' || READING.test(url);
  // The search has a limit of its own.
  const isCore = (headers['x-ratelimit-resource'] ?? 'core') === 'core';
  const left = headers['x-ratelimit-remaining'];
  return {
    kind: isRead ? 'read' : 'write',
    request: `${method} ${url}`,
    repository: owner && repo ? `${owner}/${repo}` : null,
    issue: typeof issue === 'number' ? issue : null,
    comment: typeof comment === 'number' ? comment : null,
    result,
    status: status ?? null,
    milliseconds: monotonic() - begun,
    quota: isCore && left !== undefined ? Number(left) : null,
  };
}

/** The answer that @octokit made a failure of. */
export function answerIn(error: unknown): Answer {
  return (error as { readonly response?: Answer } | null)?.response ?? {};
}
