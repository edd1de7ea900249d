/** Other bots that would fight over tasks, found in a repository's own files; and what to change. */
import { hasLabel } from '../domain/difficulty.js';
import { parseSafely } from './safe-yaml.js';

export type RepositoryFile = { readonly path: string; readonly text: string };

export type OtherBot =
  /** Closes what is quiet, tasks too. `line` goes into the file, in place of a setting of that name. */
  | { readonly kind: 'stale'; readonly path: string; readonly line: string }
  /** Assigns by commands of its own, or rewrites texts in another language. */
  | { readonly kind: 'assign' | 'translate'; readonly path: string };

/** Where such files live. */
export const BOT_FILES = /^\.github\/(?:workflows\/[^/]+|stale)\.ya?ml$/i;

const STALE_ACTION = /^actions\/stale@/;
const STALE_APP = /^\.github\/stale\.ya?ml$/i;
const ASSIGNS =
  /prowox|prow-bot|prow-github-actions|\/assign\b|take-issue|auto-assign-issue|slash-command/i;
const TRANSLATES = /issues-translate|translate-action|translate-issue/i;

/** A file that is too large or no YAML says nothing. */
export function findOtherBots(
  files: readonly RepositoryFile[],
  taskLabel: string,
): readonly OtherBot[] {
  return files.flatMap(({ path, text }) => {
    const yaml = parseSafely(text);
    if (!yaml.ok) return [];
    const data: unknown = yaml.document.toJS();
    const words = textsIn(data).join('\n');
    const found: OtherBot[] = [];
    const line = staleLine(path, data, taskLabel);
    if (line !== null) found.push({ kind: 'stale', path, line });
    if (ASSIGNS.test(words)) found.push({ kind: 'assign', path });
    if (TRANSLATES.test(words)) found.push({ kind: 'translate', path });
    return found;
  });
}

/** The line that exempts tasks; null: they are exempt, or nothing goes stale here. */
function staleLine(path: string, data: unknown, taskLabel: string): string | null {
  if (STALE_APP.test(path)) {
    const labels = isRecord(data) ? namesOf(data.exemptLabels) : [];
    return hasLabel(labels, taskLabel) ? null : `exemptLabels: [${quoted([...labels, taskLabel])}]`;
  }
  const step = recordsIn(data).find(({ uses }) => STALE_ACTION.test(String(uses ?? '')));
  if (step === undefined) return null;
  const labels = namesOf(isRecord(step.with) ? step.with['exempt-issue-labels'] : undefined);
  if (hasLabel(labels, taskLabel)) return null;
  return `exempt-issue-labels: '${[...labels, taskLabel].join(',')}'`;
}

/** A list, or names between commas. */
function namesOf(value: unknown): readonly string[] {
  const parts = Array.isArray(value) ? value.map(String) : String(value ?? '').split(',');
  return parts.map((part) => part.trim()).filter(Boolean);
}

function quoted(labels: readonly string[]): string {
  return labels.map((label) => JSON.stringify(label)).join(', ');
}

type Fields = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function recordsIn(value: unknown): readonly Fields[] {
  if (typeof value !== 'object' || value === null) return [];
  const below = Object.values(value).flatMap(recordsIn);
  return isRecord(value) ? [value, ...below] : below;
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
