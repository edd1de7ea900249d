/** `newbie-tasks plan OWNER/REPO#N`: what reconciling one issue would do, and why. Writes nothing. */

import { type IssueName, parseIssueUrl } from '../domain/reference.js';
import { isMissing } from '../github/errors.js';
import { printEffect } from '../issue/effect.js';
import { explainIssue } from './explain.js';
import { openApp, parseRepository } from './open-app.js';
import type { Output } from './output.js';

/** `OWNER/REPO#N`, or the issue's address. */
function parseName(name: string): IssueName | null {
  const [, where = '', digits = ''] = /^(.*)#([1-9]\d{0,9})$/.exec(name) ?? [];
  const repository = parseRepository(where);
  return repository === null ? parseIssueUrl(name) : { ...repository, number: Number(digits) };
}

/** Exit code: 0 done; 1 a problem, named on stderr; 2 wrong usage. */
export async function plan(
  name: string,
  variables: Readonly<Record<string, string | undefined>>,
  out: Output,
): Promise<0 | 1 | 2> {
  const issue = parseName(name);
  if (issue === null) {
    out.stderr(`plan: expected OWNER/REPO#N, found "${name}"`);
    return 2;
  }
  const app = await openApp('plan', variables, out);
  if (app === null) return 1;
  const { github, contexts, engine } = app;
  const tools = { github, contexts, memory: engine.memory };
  try {
    const explained = await explainIssue(tools, issue);
    if (typeof explained === 'string') {
      out.stderr(`plan: ${explained}`);
      return 1;
    }
    const { read, rules, changes } = explained;
    const writes = changes.map(printEffect);
    const sections = [
      [name, read],
      ['Rules', rules],
      ['Would write', writes.length === 0 ? ['nothing: it is as it should be'] : writes],
    ] as const;
    for (const [head, lines] of sections) {
      out.stdout(head);
      for (const line of lines) out.stdout(`  ${line}`);
    }
    return 0;
  } catch (error) {
    if (!isMissing(error)) throw error;
    out.stderr(`plan: there is no ${name}, or the App may not read it`);
    return 1;
  } finally {
    await engine.close();
  }
}
