/** Addresses of issues and comments, and where a project keeps its task lists. */
import { z } from 'zod';
import { parseIssueUrl } from '../domain/reference.js';
import type { IssueAddress, Tracking } from '../domain/task.js';

/** GitHub links an issue's own text as #issue-ID. A misspelt fragment would name another text. */
const FRAGMENT = /^(?:#(?:issuecomment-[1-9]\d{0,14}|issue-\d+))?$/;
const ISSUE =
  'expected the URL of an issue or of an issue comment, like https://github.com/OWNER/REPO/issues/12#issuecomment-34';

/** The issue or comment that a URL names; null where it names something else, or not exactly. */
function parseIssueAddress(text: string): IssueAddress | null {
  const url = webUrl(text);
  return url !== null && FRAGMENT.test(url.hash) ? parseIssueUrl(text) : null;
}

/** http or https, no account in it, and nothing that would end a Markdown link. */
function webUrl(text: string): URL | null {
  if (!/^https?:\/\/[^\s<>()[\]"'`\\]+$/i.test(text) || !URL.canParse(text)) return null;
  const url = new URL(text);
  return url.username === '' && url.password === '' ? url : null;
}

/** A page that is linked as written. */
export const webAddress = z
  .string()
  .max(500)
  .refine((text) => webUrl(text) !== null, {
    error: 'expected a URL that begins with https:// or http:// (write brackets as %28 and %29)',
  })
  .meta({ format: 'uri' });

const issueUrl = z
  .string()
  .max(500)
  .transform((url, context) => {
    const address = parseIssueAddress(url);
    if (address !== null) return { url, address };
    context.addIssue({ code: 'custom', message: ISSUE });
    return z.NEVER;
  })
  .meta({ format: 'uri' });

const listsElsewhere = z
  .strictObject({
    reference: issueUrl.describe(
      'What the newsletter links to, and where the project’s plan is kept.',
    ),
    lists: z
      .array(issueUrl)
      .max(20)
      .exactOptional()
      .describe(
        'Issues or comments whose task lists are read, in order; by default the reference.',
      ),
    edit: z
      .enum(['tick', 'never'])
      .exactOptional()
      .describe('tick: finished tasks are ticked in the lists; never: the lists are only read.'),
  })
  .transform(({ reference, lists = [reference], edit = 'tick' }): Tracking => {
    return { reference: reference.url, lists: lists.map((list) => list.address), edit };
  });

/** null, a URL, or a map; read as one value: it is replaced as a whole, never merged. */
export const tracking = z
  .union(
    [
      issueUrl.transform(
        ({ url, address }): Tracking => ({ reference: url, lists: [address], edit: 'tick' }),
      ),
      listsElsewhere,
    ],
    {
      error: 'expected the URL of an issue or issue comment, or a map of reference and lists',
    },
  )
  .nullable()
  .describe('The issue or issue comment with the project’s task list.');
