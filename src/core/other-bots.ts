/** Other bots that would fight over tasks, found in a repository's own files; and what to change. */

export type RepositoryFile = { readonly path: string; readonly text: string };

export type OtherBot =
  /** Closes what is quiet, tasks too. `line` goes into the file. */
  | { readonly kind: 'stale'; readonly path: string; readonly line: string }
  /** Assigns by commands of its own. */
  | { readonly kind: 'assign'; readonly path: string }
  /** Rewrites texts in another language. */
  | { readonly kind: 'translate'; readonly path: string };

const STALE_ACTION = /^\s*(?:-\s*)?uses:\s*['"]?actions\/stale@/m;
const EXEMPT_IN_ACTION = /^\s*exempt-issue-labels:\s*(.*)$/m;
const STALE_APP = /^\.github\/stale\.ya?ml$/i;
const EXEMPT_IN_APP = /^exemptLabels:\s*\n((?:\s*-.*\n?)*)/m;
const ASSIGNS = /prowox|\/assign\b|take-issue|auto-assign-issue|slash-command/i;
const TRANSLATES = /issues-translate|translate-action|translate-issue/i;

/** Where such files live. */
export const BOT_FILES = /^\.github\/(?:workflows\/[^/]+|stale)\.ya?ml$/i;

export function findOtherBots(
  files: readonly RepositoryFile[],
  taskLabel: string,
): readonly OtherBot[] {
  return files.flatMap(({ path, text }) => {
    const live = text.replace(/^\s*#.*$/gm, '');
    const found: OtherBot[] = [];
    const line = staleLine(path, live, taskLabel);
    if (line !== null) found.push({ kind: 'stale', path, line });
    if (ASSIGNS.test(live)) found.push({ kind: 'assign', path });
    if (TRANSLATES.test(live)) found.push({ kind: 'translate', path });
    return found;
  });
}

/** The line that exempts tasks; null: they are exempt, or nothing goes stale here. */
function staleLine(path: string, text: string, taskLabel: string): string | null {
  const label = taskLabel.toLowerCase();
  if (STALE_ACTION.test(text)) {
    const exempt = EXEMPT_IN_ACTION.exec(text)?.[1]?.replace(/['"]/g, '').trim() ?? '';
    const names = exempt.split(',').map((name) => name.trim());
    if (names.some((name) => name.toLowerCase() === label)) return null;
    const all = [...names.filter((name) => name !== ''), taskLabel];
    return `exempt-issue-labels: '${all.join(',')}'`;
  }
  if (!STALE_APP.test(path)) return null;
  const exempt = EXEMPT_IN_APP.exec(text)?.[1]?.toLowerCase() ?? '';
  const names = exempt.split('\n').map((name) => name.replace(/^\s*-\s*|['"]/g, '').trim());
  return names.includes(label) ? null : `exemptLabels:\n  - ${taskLabel}`;
}
