/**
 * A person's picture, as it can be embedded: what an image file is and how large, and whether it is
 * whole. Who draws it leaves a hole where it cannot read a file and says nothing, so a broken file
 * has to be known before.
 */
import { crc32, inflateSync } from 'node:zlib';

export type Avatar = {
  readonly mediaType: ImageShape['mediaType'];
  readonly bytes: Uint8Array;
};

/** In bytes; GitHub's own at 128 px have some 10 KB. */
const LARGEST_FILE = 300 * 1024;
/** In pixels; 300 KB of PNG can hold an image that takes gigabytes to draw. */
const LONGEST_SIDE = 2048;

/**
 * By what the bytes are, never by what a server calls them. null: another type, too large, or cut
 * off; then the initial stands for the person.
 */
export function toAvatar(bytes: Uint8Array): Avatar | null {
  if (bytes.length > LARGEST_FILE) return null;
  const shape = shapeOfImage(bytes, LONGEST_SIDE);
  return shape === null ? null : { mediaType: shape.mediaType, bytes };
}

type ImageShape = {
  readonly mediaType: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp';
  /** Pixels. */
  readonly width: number;
  readonly height: number;
};

type Size = Pick<ImageShape, 'width' | 'height'>;
type Read = (file: Buffer) => Size | null;

const FORMATS: readonly (readonly [ImageShape['mediaType'], RegExp, Read])[] = [
  ['image/png', /^\x89PNG\r\n\x1a\n/, readPng],
  ['image/jpeg', /^\xff\xd8\xff/, readJpeg],
  ['image/gif', /^GIF8[79]a/, readGif],
  ['image/webp', /^RIFF.{4}WEBPVP8[ LX]/s, readWebp],
];

/** null: no such image, not whole, or with a side of more than so many pixels. */
function shapeOfImage(bytes: Uint8Array, longestSide: number): ImageShape | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const start = file.toString('latin1', 0, 16);
  const [mediaType, , read] = FORMATS.find(([, magic]) => magic.test(start)) ?? [];
  if (mediaType === undefined || read === undefined) return null;
  try {
    const size = read(file);
    if (size === null || Math.min(size.width, size.height) < 1) return null;
    if (Math.max(size.width, size.height) > longestSide) return null;
    if (mediaType === 'image/png' && !holdsPixels(file, longestSide)) return null;
    return { mediaType, ...size };
  } catch {
    // A read beyond the end, so the file is cut off; or what cannot be unpacked.
    return null;
  }
}

function readPng(file: Buffer): Size | null {
  if (file.toString('latin1', 12, 16) !== 'IHDR') return null;
  return { width: file.readUInt32BE(16), height: file.readUInt32BE(20) };
}

/** Every chunk is what its checksum says, and the pixels can be unpacked; throws where not. */
function holdsPixels(file: Buffer, longestSide: number): boolean {
  const packed: Buffer[] = [];
  let at = 8;
  for (let type = ''; type !== 'IEND'; ) {
    const length = file.readUInt32BE(at);
    const end = at + 8 + length;
    if (file.readUInt32BE(end) !== crc32(file.subarray(at + 4, end))) return false;
    type = file.toString('latin1', at + 4, at + 8);
    if (type === 'IDAT') packed.push(file.subarray(at + 8, end));
    at = end + 4;
  }
  // The most that a pixel takes is four channels of 16 bits, and a row one byte besides.
  const maxOutputLength = longestSide * (longestSide * 8 + 1);
  return inflateSync(Buffer.concat(packed), { maxOutputLength }).length > 0;
}

/** The frame's header says the size: C0–CF without C4, C8 and CC, which are tables. */
function readJpeg(file: Buffer): Size | null {
  let size: Size | null = null;
  let at = 2;
  while (file.readUInt8(at) === 0xff) {
    const marker = file.readUInt8(at + 1);
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      size = { height: file.readUInt16BE(at + 5), width: file.readUInt16BE(at + 7) };
    }
    // After the start of the scan come pixels, and at last the end of the image.
    if (marker === 0xda)
      return file.lastIndexOf('\xff\xd9', undefined, 'latin1') > at ? size : null;
    at += marker === 0xff ? 1 : 2 + file.readUInt16BE(at + 2);
  }
  return null;
}

/** As far as the trailer, with a frame before it. */
function readGif(file: Buffer): Size | null {
  const size = { width: file.readUInt16LE(6), height: file.readUInt16LE(8) };
  let hasFrame = false;
  let at = 13 + colourTable(file.readUInt8(10));
  for (;;) {
    const block = file.readUInt8(at);
    if (block === 0x3b) return hasFrame ? size : null;
    if (block === 0x2c) {
      hasFrame = true;
      at += 11 + colourTable(file.readUInt8(at + 9));
    } else if (block === 0x21) at += 2;
    else return null;
    // Pieces of up to 255 bytes, until an empty one.
    while (file.readUInt8(at) !== 0) at += 1 + file.readUInt8(at);
    at += 1;
  }
}

/** In bytes. */
function colourTable(flags: number): number {
  return (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1);
}

function readWebp(file: Buffer): Size | null {
  if (file.readUInt32LE(4) + 8 > file.length) return null;
  switch (file.toString('latin1', 12, 16)) {
    case 'VP8X':
      return { width: file.readUIntLE(24, 3) + 1, height: file.readUIntLE(27, 3) + 1 };
    case 'VP8L': {
      const bits = file.readUInt32LE(21);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    default:
      return { width: file.readUInt16LE(26) & 0x3fff, height: file.readUInt16LE(28) & 0x3fff };
  }
}
