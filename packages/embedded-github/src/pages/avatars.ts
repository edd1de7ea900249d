import { deflateSync } from 'node:zlib';
import { type Answer, notFound } from '../server/answer.js';
import type { Context } from '../server/context.js';
import { storedLogin } from '../state/accounts.js';
import { INTERNAL_APP, sameLogin } from '../state/directory.js';

/** By login: a picture that is gone (404), or one that never comes. */
export type AvatarFaults = Map<string, 'missing' | 'hang'>;

const AVATAR = /^\/avatars\/[uo]\/([^/]+)$/;

/** What an avatar_url leads to: a square of one colour for each account; null for other paths. */
export function avatarAnswer(
  { credentials }: Context,
  faults: AvatarFaults,
  path: string,
): Answer | 'hang' | null {
  const wanted = AVATAR.exec(path)?.[1];
  if (wanted === undefined) return null;
  const { people, apps, organisations } = credentials.directory;
  const accounts = [
    ...people,
    ...[...apps, ...organisations, INTERNAL_APP].map(({ login }) => login),
  ];
  const asked = decodeURI(wanted);
  const is = (login: string) => sameLogin(encodeURI(login), encodeURI(asked));
  const stored = storedLogin(credentials.directory.accounts, asked);
  const login = accounts.find((one) => sameLogin(one, stored));
  const fault = [...faults].find(([name]) => is(name))?.[1];
  if (fault === 'hang') return 'hang';
  if (login === undefined || fault === 'missing') return notFound();
  return { status: 200, headers: { 'content-type': 'image/png' }, body: squareOf(login) };
}

const SIDE = 8;
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** A PNG of 8 × 8 points, the same for a login whenever it is asked for. */
function squareOf(login: string): Buffer {
  const colour = Buffer.alloc(3);
  colour.writeUIntBE(checksum(Buffer.from(login.toLowerCase())) & 0xffffff, 0, 3);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIDE, 0);
  header.writeUInt32BE(SIDE, 4);
  // 8 bits, true colour; compression, filter and interlace as ever.
  header.set([8, 2, 0, 0, 0], 8);
  const row = Buffer.concat([Buffer.alloc(1), ...Array<Buffer>(SIDE).fill(colour)]);
  const points = deflateSync(Buffer.concat(Array<Buffer>(SIDE).fill(row)));
  const chunks = [chunk('IHDR', header), chunk('IDAT', points), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([SIGNATURE, ...chunks]);
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(checksum(named));
  return Buffer.concat([length, named, check]);
}

/** CRC-32 as PNG wants it; node:zlib has one only since Node 20.15, and 22.2. */
function checksum(bytes: Buffer): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}
