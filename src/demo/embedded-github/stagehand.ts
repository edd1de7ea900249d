import type { Answer } from './answer.js';
import { STAGE_MANAGER, STAGEHAND } from './cast.js';
import { appToken, type Credentials, emulatorTokenOf, tokenOf } from './credentials.js';
import type { Emulator } from './emulator.js';

type Behind = { readonly emulator: Emulator; readonly credentials: Credentials };

let asked = 0;

/** A fresh one now and then: the emulator allows 5,000 requests each. */
export function stagehandToken(
  credentials: Credentials,
  emulator: Emulator,
  organisation: string,
): Promise<string> {
  asked += 1;
  const turn = Math.floor(asked / 4000);
  return emulatorTokenOf(credentials, emulator, STAGEHAND, organisation, turn);
}

/** What an owner of the organisation does, and no App could. */
export function askAsManager(
  { emulator, credentials }: Behind,
  method: string,
  path: string,
  body: unknown,
): Promise<Answer> {
  const authorization = `token ${tokenOf(credentials, STAGE_MANAGER)}`;
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
