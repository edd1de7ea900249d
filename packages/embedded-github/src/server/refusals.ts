import type { Actor } from '../state/credentials.js';
import { organisationOf, permissionsOf, sameLogin } from '../state/directory.js';
import type { RepositoryRecord } from '../state/records.js';
import { type Answer, bodyOf, notFound, problem } from './answer.js';
import type { Call, Context } from './context.js';

const GIT_OR_CONTENTS = /^\/repos\/[^/]+\/[^/]+\/(git|contents)(\/|$)/;

/** What no permission helps against; null when the request may go on. */
export function refusedOutright({ credentials }: Context, call: Call): Answer | null {
  const { actor, repository, method, path } = call;
  if (actor.kind === 'installation' && credentials.suspended.has(actor.id)) {
    return problem(403, 'This installation has been suspended');
  }
  if (!repository?.archived || method === 'GET' || method === 'HEAD') return null;
  // Its owners may take it out of the archive, or delete it.
  if (path === `/repos/${repository.name}`) return null;
  return problem(403, 'Repository was archived so is read-only.');
}

/** The emulator's plain "Forbidden" as GitHub says it; null for every other answer. */
export function refusal(context: Context, call: Call, answer: Answer): Answer | null {
  if (!call.repository || (answer.status !== 401 && answer.status !== 403)) return null;
  const { private: hidden, name } = call.repository;
  const { actor } = call;
  // Whoever may not see a repository must not learn that it is there.
  if (answer.status === 401) return hidden && actor.kind === 'nobody' ? notFound() : null;
  if (bodyOf(answer).message !== 'Forbidden') return null;
  const permissions = grantedTo(context, actor, name);
  if (hidden && permissions === null) return notFound();
  if (actor.kind === 'installation' || permissions) {
    return problem(403, 'Resource not accessible by integration');
  }
  if (GIT_OR_CONTENTS.test(call.path)) return notFound();
  return problem(403, 'Must have admin rights to Repository.');
}

/** Whether this actor may push, as far as the proxy has to know before the emulator is asked. */
export function mayPush(context: Context, call: Call): boolean {
  const { actor, repository } = call;
  if (!repository) return false;
  if (actor.kind === 'person' && isMember(context, actor.login, repository.name)) return true;
  return grantedTo(context, actor, repository.name)?.contents === 'write';
}

/** Whoever may not see a repository must not learn where it went either. */
export function maySee(context: Context, actor: Actor, repository: RepositoryRecord): boolean {
  const { name } = repository;
  if (!repository.private || grantedTo(context, actor, name) !== null) return true;
  return actor.kind === 'person' && isMember(context, actor.login, name);
}

/** Members are admins of every repository. */
export function isMember({ credentials }: Context, login: string, repository: string): boolean {
  const owner = repository.split('/')[0] ?? '';
  const organisation = credentials.directory.organisations.find((one) =>
    sameLogin(one.login, owner),
  );
  return organisation?.members?.some((member) => sameLogin(member, login)) ?? false;
}

/** The permissions of an App here; null for people, and for installations elsewhere. */
function grantedTo(
  { credentials, permissions }: Context,
  actor: Actor,
  repository: string,
): Readonly<Record<string, string>> | null {
  const { directory } = credentials;
  if (actor.kind === 'person') {
    const app = directory.apps.find(({ login }) => sameLogin(login, actor.login));
    return app ? permissionsOf(app.appId, permissions) : null;
  }
  if (actor.kind !== 'installation') return null;
  const at = organisationOf(directory, actor.id)?.login ?? '';
  if (!sameLogin(at, repository.split('/')[0] ?? '')) return null;
  return permissionsOf(Math.floor(actor.id / 1000), permissions);
}
