import {
  appToken,
  type Credentials,
  emulatorToken,
  emulatorTokenOf,
  tokenOf,
} from '../state/credentials.js';
import { ADMIN_LOGIN, INTERNAL_APP } from '../state/directory.js';
import { editOf, expectEdit, forgetEdit } from '../state/edits.js';
import { noteChange } from '../state/note-change.js';
import { differs, repositoryRecord } from '../state/records.js';
import { show, storedPath } from '../state/show.js';
import { type Answer, bodyOf, jsonAnswer, jsonOf, listOf } from './answer.js';
import type { Call, Context } from './context.js';
import type { Emulator } from './emulator.js';
import { refusal } from './refusals.js';

export type Instead = {
  readonly method?: string;
  readonly path?: string;
  readonly query?: URLSearchParams;
  readonly body?: unknown;
};

/** Asks the emulator as the caller; the answer has stored numbers. */
export async function forward(
  context: Context,
  call: Call,
  instead: Instead = {},
): Promise<Answer> {
  const { emulator, records, credentials } = context;
  const method = instead.method ?? call.method;
  const query = (instead.query ?? call.query).toString();
  const path = storedPath(records, instead.path ?? call.path);
  const body = 'body' in instead ? Buffer.from(JSON.stringify(instead.body)) : call.body;
  const headers = { ...call.headers };
  if (call.actor.kind === 'person') {
    const owner = call.repository?.name.split('/')[0] ?? '';
    const token = await emulatorToken(credentials, emulator, call.actor.login, owner);
    headers.authorization = `token ${token}`;
  }
  const question = {
    method,
    path: query ? `${path}?${query}` : path,
    headers,
    ...(method === 'GET' ? {} : { body }),
  };
  const sent = bodyOf({ body });
  const { repository } = call;
  const isEdit = method === 'PATCH' && repository !== null;
  const read = (at: string) => readInside(context, at);
  const edit = isEdit ? await editOf(records, repository, { path, sent }, read) : null;
  if (edit) expectEdit(context.edits, edit);
  const answer = await emulator.ask(question);
  if (edit && answer.status !== 200) forgetEdit(context.edits, edit);
  const by = 'login' in call.actor ? call.actor.login : '';
  const change = { method, path, repository, sent, by };
  noteChange(context, change, answer);
  return refusal(context, call, answer) ?? answer;
}

/** Asks the emulator and shows the world's numbers; unread where they are the same. */
export async function forwardAndShow(
  context: Context,
  call: Call,
  instead: Instead = {},
): Promise<Answer> {
  return shown(context, call, await forward(context, call, instead));
}

const SPEAKS_OF_ISSUES = /\/(issues|pulls)(\/|$)/;

export function shown(context: Context, call: Call, answer: Answer): Answer {
  if (!call.repository && !call.path.startsWith('/search/issues')) return answer;
  if (call.repository && !differs(context.records, call.repository)) return answer;
  if (!SPEAKS_OF_ISSUES.test(call.path)) return answer;
  if (!answer.headers['content-type']?.includes('json') || answer.body.length === 0) return answer;
  const value = jsonOf(answer);
  show(context.records, value);
  return jsonAnswer(answer.status, value, answer.headers);
}

let inside = 0;

/** A request of the proxy's own, which counts against nobody's rate limit. */
export async function readInside(context: Context, path: string): Promise<Answer> {
  const { emulator, records, credentials } = context;
  const name = /^\/repos\/([^/]+\/[^/?]+)/.exec(path)?.[1];
  inside += 1;
  // Any token nobody knows makes the emulator see its first user; it allows 5,000 requests each.
  const token =
    name && repositoryRecord(records, name).private
      ? await internalToken(credentials, emulator, name.split('/')[0] ?? '')
      : `inside-${Math.floor(inside / 4000)}`;
  return emulator.ask({ method: 'GET', path, headers: { authorization: `token ${token}` } });
}

/** Every page of a stored listing. */
export async function listInside(
  context: Context,
  path: string,
  query = new URLSearchParams(),
): Promise<Record<string, unknown>[]> {
  const all: Record<string, unknown>[] = [];
  for (let page = 1; ; page += 1) {
    const asked = new URLSearchParams([...query, ['per_page', '100'], ['page', String(page)]]);
    const answer = await readInside(context, `${path}?${asked}`);
    if (answer.status !== 200) return all;
    const items = listOf(answer);
    all.push(...items);
    if (items.length < 100) return all;
  }
}

type Behind = { readonly emulator: Emulator; readonly credentials: Credentials };

let asked = 0;

/** A fresh one now and then: the emulator allows 5,000 requests each. */
export function internalToken(
  credentials: Credentials,
  emulator: Emulator,
  organisation: string,
): Promise<string> {
  asked += 1;
  const turn = Math.floor(asked / 4000);
  return emulatorTokenOf(credentials, emulator, INTERNAL_APP, organisation, turn);
}

/** What an owner of the organisation does, and no App could. */
export function askAsAdmin(
  { emulator, credentials }: Behind,
  method: string,
  path: string,
  body: unknown,
): Promise<Answer> {
  const authorization = `token ${tokenOf(credentials, ADMIN_LOGIN)}`;
  const headers = { authorization, 'content-type': 'application/json' };
  return emulator.ask({ method, path, headers, body: Buffer.from(JSON.stringify(body)) });
}

/** What the App under test would be told, or another one. */
export function askAsApp(
  { emulator, credentials }: Behind,
  path: string,
  appId = 1,
): Promise<Answer> {
  const authorization = `Bearer ${appToken(appId, credentials.privateKey)}`;
  return emulator.ask({ method: 'GET', path, headers: { authorization } });
}
