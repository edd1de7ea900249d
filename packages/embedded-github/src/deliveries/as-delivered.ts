import { bodyOf, recordOf } from '../server/answer.js';
import type { Context } from '../server/context.js';
import { readInside } from '../server/forward.js';
import { takeEdit } from '../state/edits.js';
import { listed } from '../state/history.js';

/** A delivery of the emulator's with what GitHub tells beside; stored numbers and names. */
export async function asDelivered(
  context: Context,
  event: string,
  about: string,
  payload: unknown,
): Promise<unknown> {
  if (event === 'push') return pushAsDelivered(context, payload);
  const told = recordOf(payload);
  if (told.action === 'edited') {
    const changes = takeEdit(context.edits, about);
    return changes ? { ...told, changes } : told;
  }
  if (event === 'issues' && told.label) return { ...told, label: await wholeLabel(context, told) };
  return told;
}

/** The emulator tells its name and colour alone. */
async function wholeLabel(
  context: Context,
  { issue, label, repository }: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const { name } = recordOf(label);
  const onIssue = listed(recordOf(issue).labels).find((one) => one.name === name);
  if (onIssue) return structuredClone(onIssue);
  const path = `/repos/${recordOf(repository).full_name}/labels/${encodeURIComponent(String(name))}`;
  const answer = await readInside(context, path);
  return answer.status === 200 ? bodyOf(answer) : label;
}

type Json = Readonly<Record<string, unknown>>;

const NOTHING = /^0+$/;

/** A push with its commits and their files, of which the emulator tells none or one. */
export async function pushAsDelivered(context: Context, payload: unknown): Promise<Json> {
  const push = recordOf(payload);
  const repository = recordOf(push.repository);
  const path = `/repos/${repository.full_name}`;
  const [before, after] = [String(push.before), String(push.after)];
  const url = `${context.records.url}/${repository.full_name}`;
  const range = `${path}/compare/${before}...${after}`;
  const compared = NOTHING.test(before) ? {} : bodyOf(await readInside(context, range));
  const commits: Json[] = [];
  for (const { sha } of listed(compared.commits)) {
    commits.push(commitOf(bodyOf(await readInside(context, `${path}/commits/${sha}`)), url));
  }
  const head = NOTHING.test(after) ? null : await readInside(context, `${path}/commits/${after}`);
  const sender = recordOf(push.sender);
  const login = String(sender.login);
  return {
    ...push,
    created: NOTHING.test(before),
    deleted: NOTHING.test(after),
    forced: compared.status === 'diverged' || compared.status === 'behind',
    base_ref: null,
    compare: `${url}/compare/${before.slice(0, 12)}...${after.slice(0, 12)}`,
    commits,
    head_commit: head && commitOf(bodyOf(head), url),
    pusher: { name: login, email: `${login}@users.noreply.github.com` },
    // Seconds, in this event alone.
    repository: {
      ...repository,
      created_at: secondsOf(repository.created_at),
      pushed_at: secondsOf(repository.pushed_at),
    },
  };
}

const secondsOf = (date: unknown) => Math.floor(Date.parse(String(date)) / 1000) || null;

function commitOf(commit: Json, url: string): Json {
  const git = recordOf(commit.commit);
  const files = listed(commit.files);
  const named = (...statuses: readonly string[]) =>
    files.filter(({ status }) => statuses.includes(String(status))).map(({ filename }) => filename);
  const gone = files
    .filter(({ status }) => status === 'renamed')
    .map(({ previous_filename }) => previous_filename);
  const person = (who: unknown) => {
    const { name, email } = recordOf(who);
    return { name, email, date: recordOf(who).date };
  };
  return {
    id: commit.sha,
    tree_id: recordOf(git.tree).sha,
    distinct: true,
    message: git.message,
    timestamp: recordOf(git.committer).date,
    url: `${url}/commit/${commit.sha}`,
    author: person(git.author),
    committer: person(git.committer),
    added: named('added', 'renamed'),
    removed: [...named('removed'), ...gone],
    modified: named('modified', 'changed'),
  };
}
