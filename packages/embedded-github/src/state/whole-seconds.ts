import type { Answer } from '../server/answer.js';

const MOMENT = String.raw`(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.(\d+)(Z|[+-]\d\d:\d\d)`;
/** Inside a JSON string every quote has a backslash before it, so no text of a person's matches. */
const TWIN_DATES = new RegExp(`"created_at":"(${MOMENT})","updated_at":"(${MOMENT})"`, 'g');
const DATES = new RegExp(String.raw`"(\w+_at|\w+_on|\w*date|timestamp)":"${MOMENT}"`, 'g');

/** The emulator stores a new thing twice, a few milliseconds apart, over the turn of a second too. */
const ONE_WRITING_MS = 100;

/** GitHub tells times in whole seconds, `2021-11-12T08:00:00Z`; the emulator in milliseconds. */
export function inWholeSeconds(json: string): string {
  return json
    .replace(TWIN_DATES, (both: string, created: string, ...groups: string[]) => {
      const updated = groups[3] ?? created;
      if (Math.abs(Date.parse(updated) - Date.parse(created)) >= ONE_WRITING_MS) return both;
      return `"created_at":"${created}","updated_at":"${created}"`;
    })
    .replace(DATES, '"$1":"$2$4"');
}

export function answerInWholeSeconds(answer: Answer): Answer {
  // A raw file says application/vnd.github.raw+json, and stays as it was written.
  if (!answer.headers['content-type']?.startsWith('application/json')) return answer;
  return { ...answer, body: Buffer.from(inWholeSeconds(answer.body.toString('utf8'))) };
}

/** A date of a seed as GitHub would tell it. @throws when it is none */
export function wholeSecond(date: string): string {
  return new Date(date).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** Seconds since the epoch; NaN when it is no date. */
export function secondOf(date: unknown): number {
  return Math.floor(Date.parse(String(date)) / 1000);
}
