/** The oracle for this bot: its own requests, and only from callers that `operations.json` names. */
import { readFileSync } from 'node:fs';
import type { LoggedRequest } from '@newbie-tasks/embedded-github';
import type { Oracle } from '@newbie-tasks/embedded-github/oracle';
import { createOracle } from '../loaded-once.js';

type Caller = 'app' | 'installation' | 'nobody' | 'publisher' | 'reader' | 'workflow';

const { operations } = JSON.parse(
  readFileSync(new URL('./operations.json', import.meta.url), 'utf8'),
) as { readonly operations: Readonly<Record<string, readonly Caller[]>> };

const CALLERS: Readonly<Record<LoggedRequest['actor'], readonly Caller[]>> = {
  app: ['app'],
  // The App publishes itself where it may.
  installation: ['installation', 'publisher'],
  person: ['publisher', 'reader', 'workflow'],
  // Public repositories are read without a token.
  nobody: ['nobody', 'reader'],
};

export function createBotOracle(): Oracle {
  return createOracle({
    // Of whichever token: the program says who it is.
    isOfApp: ({ headers }) => headers['user-agent']?.startsWith('newbie-tasks') === true,
    // What `test/unit/permissions.test.ts` asks permissions for has to be all that is called.
    callerProblem: (operation, actor) =>
      CALLERS[actor].some((caller) => operations[operation]?.includes(caller))
        ? null
        : `is not called by ${actor}, says test/oracle/operations.json`,
  });
}
