import {
  type Answer,
  bodyOf,
  jsonAnswer,
  listOf,
  problem,
  recordOf,
  strings,
} from '../server/answer.js';
import type { Call, Context, Found, Repair } from '../server/context.js';
import { forward, forwardAndShow, readInside } from '../server/forward.js';
import { ADMIN_LOGIN, sameLogin } from '../state/directory.js';
import { commentsOf } from '../state/discussion.js';
import { storedNumber } from '../state/numbering.js';

const ASSIGNEES = /^\/repos\/(?<name>[^/]+\/[^/]+)\/issues\/(?<issue>\d+)\/assignees$/;
const PERMISSION = /^\/repos\/(?<name>[^/]+\/[^/]+)\/collaborators\/(?<login>[^/]+)\/permission$/;

/** Who may be assigned, and what GitHub says about people who are no collaborators. */
export const peopleRepairs: readonly Repair[] = [
  { method: 'POST', path: ASSIGNEES, answer: assign },
  { method: 'DELETE', path: ASSIGNEES, answer: unassign },
  { method: 'GET', path: PERMISSION, answer: permission },
  { method: 'GET', path: /^\/orgs\/[^/]+\/members$/, answer: withoutManager },
  {
    method: 'GET',
    path: /^\/repos\/[^/]+\/[^/]+\/(collaborators|assignees)$/,
    answer: withoutManager,
  },
  { method: 'GET', path: /^\/user$/, answer: ownAccount },
];

/** Nobody outside sees the proxy's own person. */
async function withoutManager(context: Context, call: Call): Promise<Answer> {
  const answer = await forward(context, call);
  if (answer.status !== 200) return answer;
  const people = listOf(answer).filter(({ login }) => login !== ADMIN_LOGIN);
  return jsonAnswer(200, people, answer.headers);
}

/** GitHub tells people who they are, and no installation. */
function ownAccount(_: Context, { actor }: Call): Answer | null {
  if (actor.kind !== 'installation') return null;
  return problem(403, 'Resource not accessible by integration');
}

/** GitHub drops whoever may not be assigned, silently, with 201 and the list as it is. */
async function assign(context: Context, call: Call, found: Found): Promise<Answer> {
  const wanted = knownLogins(context, strings(bodyOf(call).assignees));
  const verdicts = await Promise.all(
    wanted.map((login) => assignable(context, call, found, login)),
  );
  const assignees = wanted.filter((_, position) => verdicts[position]);
  const answer = await forwardAndShow(context, call, { body: { assignees } });
  // The emulator says 200.
  return answer.status === 200 ? { ...answer, status: 201 } : answer;
}

async function unassign(context: Context, call: Call): Promise<Answer> {
  const assignees = knownLogins(context, strings(bodyOf(call).assignees));
  return forwardAndShow(context, call, { body: { assignees } });
}

function knownLogins({ credentials }: Context, logins: readonly string[]): string[] {
  return logins.flatMap(
    (login) => credentials.directory.people.find((known) => sameLogin(known, login)) ?? [],
  );
}

/** A collaborator, the issue's author, or somebody who commented on that very issue. */
async function assignable(
  context: Context,
  call: Call,
  { name = '', issue }: Found,
  login: string,
): Promise<boolean> {
  const collaborator = await readInside(
    context,
    `/repos/${name}/collaborators/${login}/permission`,
  );
  if (collaborator.status === 200) return true;
  const stored = call.repository && storedNumber(call.repository.issues, Number(issue));
  if (!stored) return false;
  const wrote = (text: Readonly<Record<string, unknown>>) =>
    sameLogin(String(recordOf(text.user).login), login);
  if (commentsOf(context.records.book, name, stored).some(({ comment }) => wrote(comment))) {
    return true;
  }
  return wrote(bodyOf(await readInside(context, `/repos/${name}/issues/${stored}`)));
}

/** GitHub answers for everybody who has an account; the emulator only for collaborators. */
async function permission(context: Context, call: Call, found: Found): Promise<Answer> {
  const answer = await forwardAndShow(context, call);
  if (answer.status !== 404) return answer;
  const user = await readInside(context, `/users/${found.login}`);
  const repository = await readInside(context, `/repos/${found.name}`);
  if (user.status !== 200 || repository.status !== 200) return answer;
  const body = { permission: 'read', role_name: 'read', user: bodyOf(user) };
  return { ...answer, status: 200, body: Buffer.from(JSON.stringify(body)) };
}
