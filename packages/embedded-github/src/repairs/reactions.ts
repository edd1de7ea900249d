import { type Answer, bodyOf, jsonAnswer, jsonOf, notFound, problem } from '../server/answer.js';
import type { Call, Context, Found, Repair } from '../server/context.js';
import { forward, readInside } from '../server/forward.js';
import { CONTENTS, type Reaction, subjectKey } from '../state/discussion.js';
import { pageOf } from './listing.js';

const SUBJECT = '/repos/(?<name>[^/]+/[^/]+)/issues/(?:comments/(?<comment>\\d+)|(?<issue>\\d+))';
const PATH = new RegExp(`^${SUBJECT}/reactions(?:/(?<id>\\d+))?$`);

export function reactionRepairs(on: boolean): Repair[] {
  const answers: [string, Repair['answer']][] = [
    ['GET', list],
    ['POST', react],
    ['DELETE', takeBack],
  ];
  return answers.map(([method, answer]) => ({
    method,
    path: PATH,
    answer: on ? answer : notFound,
  }));
}

function keyOf({ name = '', comment, issue }: Found): string {
  return comment
    ? subjectKey(name, 'comment', Number(comment))
    : subjectKey(name, 'issue', Number(issue));
}

async function list(context: Context, call: Call, found: Found): Promise<Answer> {
  const subject = await subjectAnswer(context, call);
  if (subject.status !== 200) return subject;
  const wanted = call.query.get('content');
  const given = (context.records.reactions.given.get(keyOf(found)) ?? [])
    .filter(({ content }) => wanted === null || content === wanted)
    .map(({ login: _, ...reaction }) => reaction);
  return pageOf(given, call, context.records.url, subject);
}

/** 201 for a new reaction, 200 with the old one when the same person gave it before. */
async function react(context: Context, call: Call, found: Found): Promise<Answer> {
  const { given } = context.records.reactions;
  const content = String(bodyOf(call).content);
  if (!CONTENTS.includes(content)) return problem(422, 'Validation Failed');
  const login = 'login' in call.actor ? call.actor.login : null;
  if (login === null) return problem(401, 'Requires authentication');
  const subject = await subjectAnswer(context, call);
  if (subject.status !== 200) return subject;
  const user = jsonOf(await readInside(context, `/users/${login}`));
  // Looked up only now: two requests of the same moment must not both be the first.
  const key = keyOf(found);
  const before = given.get(key) ?? [];
  const same = before.find((one) => one.login === login && one.content === content);
  const id = [...given.values()].flat().reduce((most, one) => Math.max(most, one.id), 0) + 1;
  const created_at = new Date().toISOString();
  const reaction: Reaction = same ?? { id, node_id: `REA_${id}`, user, login, content, created_at };
  if (!same) given.set(key, [...before, reaction]);
  const { login: _, ...told } = reaction;
  return jsonAnswer(same ? 200 : 201, told, subject.headers);
}

function takeBack(context: Context, _call: Call, found: Found): Answer {
  const { given } = context.records.reactions;
  const before = given.get(keyOf(found)) ?? [];
  const after = before.filter(({ id }) => id !== Number(found.id));
  if (after.length === before.length) return notFound();
  given.set(keyOf(found), after);
  return { status: 204, headers: {}, body: Buffer.alloc(0) };
}

/** Answers as the subject itself would, so that rights and existence are the emulator's. */
function subjectAnswer(context: Context, call: Call): Promise<Answer> {
  const path = call.path.replace(/\/reactions.*$/, '');
  return forward(context, call, { method: 'GET', path, query: new URLSearchParams() });
}
