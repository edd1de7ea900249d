import { STAGEHAND } from './cast.js';
import { type Credentials, emulatorTokenOf } from './credentials.js';
import type { Emulator } from './emulator.js';

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
