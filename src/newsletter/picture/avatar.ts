/** A person's picture, as it can be embedded. */
import { type ImageShape, shapeOfImage } from './image-shape.js';

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
