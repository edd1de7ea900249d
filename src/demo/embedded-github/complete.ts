import { type Answer, bodyOf, isRecord, jsonAnswer, jsonOf, recordOf } from './answer.js';
import { lookInside } from './backstage.js';
import { completeAccount, isAccount, shortenAccount } from './complete-account.js';
import type { Backstage } from './stage.js';

/** What is added to the emulator's JSON: it leaves out much of what GitHub always tells. */
export type Completion = {
  /** The public address, without a slash at the end. */
  readonly url: string;
  /** The account that the App belongs to. */
  readonly owner: Readonly<Record<string, unknown>>;
};

/** The App belongs to the first organisation. */
export async function openCompletion(stage: Backstage): Promise<Completion> {
  const { url } = stage.records;
  const [first] = stage.credentials.cast.organisations;
  const owner = bodyOf(await lookInside(stage, `/orgs/${first?.login}`));
  completeAccount(url, owner);
  shortenAccount(owner);
  return { url, owner };
}

/**
 * An answer with everything that GitHub's description calls required.
 * @param path as it was asked, without /api/v3 and query
 */
export function completeAnswer(completion: Completion, path: string, answer: Answer): Answer {
  const isJson = answer.headers['content-type']?.startsWith('application/json');
  if (!isJson || answer.body.byteLength === 0) return answer;
  const value = jsonOf(answer);
  complete(completion, value);
  const isAlone = /^\/(repos\/[^/]+\/[^/]+|repositories\/\d+)$/.test(path);
  if (isAlone && isRecord(value) && 'full_name' in value) {
    Object.assign(value, COUNTED_ALONE, { ...value });
  }
  return jsonAnswer(answer.status, value, answer.headers);
}

/** Told of a repository that is asked for by name, and of none in a list. */
const COUNTED_ALONE = { network_count: 0, subscribers_count: 0 };

/** A delivery likewise, in place. */
export function completeDelivery(completion: Completion, event: string, payload: unknown): void {
  if (!isRecord(payload)) return;
  complete(completion, payload);
  // Who closed an issue is asked of the issue; the sender of `closed` did.
  const { old_issue, new_issue } = recordOf(payload.changes);
  for (const issue of [payload.issue, old_issue, new_issue]) delete recordOf(issue).closed_by;
  if (payload.action === 'edited') payload.changes ??= {};
  if (event === 'pull_request') payload.number ??= recordOf(payload.pull_request).number;
}

/** Adds in place, at every depth. */
export function complete(completion: Completion, value: unknown, name = ''): void {
  if (Array.isArray(value)) {
    for (const item of value) complete(completion, item, name);
  } else if (isRecord(value)) {
    if (isAccount(value) && name !== 'organization') {
      completeAccount(completion.url, value);
      if (name !== '') shortenAccount(value);
    }
    for (const [key, field] of Object.entries(value)) complete(completion, field, key);
    completeSubject(completion, value);
  }
}

/** What a record is shows by a field that nothing else has. */
function completeSubject({ owner }: Completion, value: Record<string, unknown>): void {
  if ('access_tokens_url' in value) {
    value.target_id ??= recordOf(value.account).id;
    delete value.node_id;
  }
  if ('external_url' in value) value.owner ??= owner;
  if ('role_name' in value && isRecord(value.user)) completeCollaborator(value, value.user);
}

const ROLES = ['read', 'triage', 'write', 'maintain', 'admin'];

/** What a person may do, also for roles that the plain `permission` does not tell apart. */
function completeCollaborator(
  { role_name: role }: Record<string, unknown>,
  user: Record<string, unknown>,
): void {
  const rank = ROLES.indexOf(String(role));
  const [pull, triage, push, maintain, admin] = ROLES.map((_, needed) => rank >= needed);
  user.role_name ??= role;
  user.permissions ??= { pull, triage, push, maintain, admin };
}
