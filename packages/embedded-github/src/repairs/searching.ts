import { type Answer, bodyOf, jsonAnswer, problem } from '../server/answer.js';
import type { Call, Context, Repair } from '../server/context.js';
import { forward } from '../server/forward.js';
import { INTERNAL_APP, sameLogin } from '../state/directory.js';
import { listed } from '../state/history.js';
import { knownRepository } from '../state/records.js';
import { show } from '../state/show.js';
import { asIssue } from './issues.js';

const PEOPLE = /(?:^|\s)-?(?:author|assignee|commenter|involves|mentions|user|org):"?([^\s"]+)/g;
const PLACES = /(?:^|\s)-?repo:"?([^\s"]+)/g;

/** @param unsearchable logins of accounts that GitHub hides, or has flagged */
export function searchRepairs(unsearchable: readonly string[]): Repair[] {
  return [
    {
      method: 'GET',
      path: /^\/search\/issues$/,
      answer: (context, call) => search(context, call, unsearchable),
    },
  ];
}

async function search(
  context: Context,
  call: Call,
  unsearchable: readonly string[],
): Promise<Answer> {
  const q = call.query.get('q') ?? '';
  const refused = whyNot(context, q, unsearchable);
  const answer = refused ? cannotBeSearched(refused) : await found(context, call);
  return { ...answer, headers: { ...answer.headers, ...limitOf(call) } };
}

const USERS =
  'The listed users cannot be searched either because the users do not exist or you do not have permission to view the users.';
const REPOSITORIES =
  'The listed users and repositories cannot be searched either because the resources do not exist or you do not have permission to view them.';

function whyNot(context: Context, q: string, unsearchable: readonly string[]): string | null {
  const { people, apps, organisations } = context.credentials.directory;
  const bots = [...apps, INTERNAL_APP].flatMap(({ login, slug }) => [login, `app/${slug}`]);
  const known = [...people, ...bots, ...organisations.map(({ login }) => login), '@me'];
  const isSeen = (login: string) =>
    known.some((one) => sameLogin(one, login)) &&
    !unsearchable.some((one) => sameLogin(one, login));
  if ([...q.matchAll(PEOPLE)].some(([, login = '']) => !isSeen(login))) return USERS;
  const places = [...q.matchAll(PLACES)].map(([, name = '']) =>
    knownRepository(context.records, name),
  );
  return places.includes(null) ? REPOSITORIES : null;
}

function cannotBeSearched(message: string): Answer {
  const error = { message, resource: 'Search', field: 'q', code: 'invalid' };
  return problem(422, 'Validation Failed', [error]);
}

/** Pull requests as issues, and nothing that was deleted or is elsewhere now. */
async function found(context: Context, call: Call): Promise<Answer> {
  const answer = await forward(context, call);
  if (answer.status !== 200) return answer;
  const body = bodyOf(answer);
  const all = listed(body.items);
  const there = all.filter((item) => isThere(context, item));
  const items = there.map((item) => (item.issue_url ? asIssue(item) : item));
  show(context.records, items);
  const total_count = Number(body.total_count) - (all.length - there.length);
  return jsonAnswer(200, { ...body, total_count, items }, answer.headers);
}

function isThere({ records }: Context, item: Record<string, unknown>): boolean {
  const [, name = ''] = /\/repos\/([^/]+\/[^/]+)/.exec(String(item.url)) ?? [];
  return !knownRepository(records, name)?.gone.has(Number(item.number));
}

const A_MINUTE_MS = 60_000;

/** A limit of its own: so many a minute. Counted by nobody here. */
function limitOf({ actor }: Call): Record<string, string> {
  const limit = actor.kind === 'nobody' ? 10 : 30;
  return {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(limit - 1),
    'x-ratelimit-used': '1',
    'x-ratelimit-reset': String(Math.ceil((Date.now() + A_MINUTE_MS) / 1000)),
    'x-ratelimit-resource': 'search',
  };
}
