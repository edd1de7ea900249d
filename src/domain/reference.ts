/** How a text names an issue: `#12`, `owner/repo#12`, `GH-12`, or its address on any host. */

import { type InlineToken, scanInline } from './markdown/inline.js';
import type { IssueAddress, RepositoryName } from './task.js';

export type IssueName = RepositoryName & { readonly number: number };

export type Reference = IssueAddress & {
  /** `#12` may still be a pull request; only an address says so. */
  readonly kind: 'issue' | 'pull';
  /** UTF-16 offsets of the whole construct: for `[label](url)` and `<url>` with their brackets. */
  readonly start: number;
  readonly end: number;
};

const OWNER = '[A-Za-z0-9][A-Za-z0-9_-]{0,38}';
const REPO = '[A-Za-z0-9._-]{1,100}';
const NUMBER = '[1-9]\\d{0,9}';

const ADDRESS = new RegExp(
  `^https?://[^\\s/?#@]+/(${OWNER})/(${REPO})/(issues|pull)/(${NUMBER})(?:/|/(?:files|commits|checks)\\b[^?#]*)?(?:\\?[^#]*)?(?:#(.*))?$`,
  'i',
);
const ISSUE_NAME = new RegExp(`^(${OWNER})/(${REPO})#(${NUMBER})$`);
const COMMENT = /^issuecomment-([1-9]\d{0,14})$/i;
const SHORTHAND = new RegExp(
  `(?<![\\w/.@\\\\-])(${OWNER})/(${REPO})#(${NUMBER})(?!\\w)|(?<![\\w/#&\\\\])#(${NUMBER})(?!\\w)|(?<!\\w)GH-(${NUMBER})(?!\\w)`,
  'gi',
);

/** The issue or issue comment at an http(s) address of any host, or null: a pull request is none. */
export function parseIssueUrl(url: string): IssueAddress | null {
  const found = parseAddress(url);
  if (found?.kind !== 'issue') return null;
  const { kind: _, ...address } = found;
  return address;
}

/** Names compare case-insensitively, as GitHub does. */
export function sameRepository(a: RepositoryName, b: RepositoryName): boolean {
  return (
    a.owner.toLowerCase() === b.owner.toLowerCase() && a.repo.toLowerCase() === b.repo.toLowerCase()
  );
}

/** One key per repository, whatever the case. */
export function keyOf({ owner, repo }: RepositoryName): string {
  return `${owner}/${repo}`.toLowerCase();
}

/** The repository that a key names, in lower case. */
export function repositoryOfKey(key: string): RepositoryName {
  const [owner = '', repo = ''] = key.split('/');
  return { owner, repo };
}

/** As GitHub links it: `owner/repo#12`. */
export function issueName({ owner, repo, number }: IssueName): string {
  return `${owner}/${repo}#${number}`;
}

/**
 * As it stands in a comment of ours: `#12` as it is; another repository's in code, where GitHub
 * makes no reference of it, as that issue would show to everybody there that we mentioned it.
 */
export function quietName(name: string): string {
  return name.startsWith('#') ? name : `\`${name}\``;
}

/** @param gitHub where GitHub's own pages are, without a slash at the end */
export function issueUrl(gitHub: string, { owner, repo, number }: IssueName): string {
  return `${gitHub}/${owner}/${repo}/issues/${number}`;
}

/** What stands behind the host in its address. */
export function addressPath({ owner, repo, number, commentId }: IssueAddress): string {
  const comment = commentId === null ? '' : `#issuecomment-${commentId}`;
  return `${owner}/${repo}/issues/${number}${comment}`;
}

/** The issue that `owner/repo#12` names; null: it names none. */
export function parseIssueName(name: string): IssueName | null {
  const [, owner, repo, number] = ISSUE_NAME.exec(name) ?? [];
  return owner && repo ? { owner, repo, number: Number(number) } : null;
}

/** One key per issue, whatever the case. */
export function issueKey(issue: IssueName): string {
  return issueName(issue).toLowerCase();
}

/**
 * Every reference of a line, in order; a bare `#12` means the given repository. Code is no
 * reference, as on GitHub. The given repository keeps its own spelling.
 * @param scanned the text's tokens, where they are known
 */
export function findReferences(
  text: string,
  repository: RepositoryName,
  scanned?: readonly InlineToken[],
): Reference[] {
  // Most lines name nothing, and need no scan.
  if (!/#|:\/\/|GH-/i.test(text)) return [];
  const tokens = scanned ?? scanInline(text);
  const found = [...linked(tokens), ...shorthands(text, tokens, repository)];
  return found
    .map((reference) =>
      sameRepository(reference, repository)
        ? { ...reference, owner: repository.owner, repo: repository.repo }
        : reference,
    )
    .sort((a, b) => a.start - b.start);
}

function parseAddress(url: string): (IssueAddress & Pick<Reference, 'kind'>) | null {
  const match = ADDRESS.exec(url.trim());
  if (match === null) return null;
  const [, owner = '', repo = '', kind = '', number, fragment = ''] = match;
  const comment = COMMENT.exec(fragment)?.[1];
  return {
    owner,
    repo,
    number: Number(number),
    commentId: comment === undefined ? null : Number(comment),
    kind: kind.toLowerCase() === 'pull' ? 'pull' : 'issue',
  };
}

function linked(tokens: readonly InlineToken[]): Reference[] {
  const found: Reference[] = [];
  let covered = 0;
  for (const token of tokens) {
    if (!('url' in token) || token.start < covered) continue;
    const address = parseAddress(token.url);
    if (address === null) continue;
    if (token.kind === 'link') covered = token.end;
    found.push({ ...address, start: token.start, end: token.end });
  }
  return found;
}

function shorthands(
  text: string,
  tokens: readonly InlineToken[],
  repository: RepositoryName,
): Reference[] {
  const found: Reference[] = [];
  for (const match of blankOut(text, tokens).matchAll(SHORTHAND)) {
    const [whole, owner, repo, foreign, own, gh] = match;
    found.push({
      owner: owner ?? repository.owner,
      repo: repo ?? repository.repo,
      number: Number(foreign ?? own ?? gh),
      commentId: null,
      kind: 'issue',
      start: match.index,
      end: match.index + whole.length,
    });
  }
  return found;
}

/** Spaces where no shorthand counts: code, images, addresses, and links that are references. */
function blankOut(text: string, tokens: readonly InlineToken[]): string {
  let shown = '';
  let at = 0;
  const blank = (start: number, end: number): void => {
    if (end <= at) return;
    shown += text.slice(at, Math.max(at, start)) + ' '.repeat(end - Math.max(at, start));
    at = end;
  };
  const destinations: { start: number; end: number }[] = [];
  for (const token of tokens) {
    while ((destinations.at(-1)?.start ?? text.length) < token.start) {
      const destination = destinations.pop();
      if (destination !== undefined) blank(destination.start, destination.end);
    }
    if (token.kind !== 'link' || parseAddress(token.url) !== null) blank(token.start, token.end);
    else destinations.push({ start: token.label.end, end: token.end });
  }
  for (const destination of destinations.reverse()) blank(destination.start, destination.end);
  return shown + text.slice(at);
}
