/** How wide a login is and what is left of one that is too long. */

/** For browsers, whose letters are narrower; the PNG has only the last but one. */
export const FONTS = "-apple-system,'Segoe UI',Helvetica,Arial,'DejaVu Sans',sans-serif";

/** Of the letters from U+0020 to U+007E in DejaVu Sans, in hundredths of the font's size. */
const WIDTHS = [
  32, 41, 46, 84, 64, 96, 78, 28, 40, 40, 50, 84, 32, 37, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64,
  64, 64, 34, 34, 84, 84, 84, 54, 100, 69, 69, 70, 78, 64, 58, 78, 76, 30, 30, 66, 56, 87, 75, 79,
  61, 79, 70, 64, 62, 74, 69, 99, 69, 62, 69, 40, 34, 40, 84, 50, 50, 62, 64, 55, 64, 62, 36, 64,
  64, 28, 28, 58, 28, 98, 64, 62, 64, 64, 42, 53, 40, 64, 60, 82, 60, 60, 53, 64, 34, 64, 84,
];
const ELLIPSIS = '…';

/** At a font size of 1. What is not ASCII counts as one whole square. */
export function widthOf(text: string): number {
  return [...text].reduce(
    (sum, letter) => sum + (WIDTHS[(letter.codePointAt(0) ?? 0) - 32] ?? 100) / 100,
    0,
  );
}

/** The text, or its beginning with an ellipsis, in so many times the font's size. */
export function shorten(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let kept = [...text];
  while (kept.length > 1 && widthOf(kept.join('') + ELLIPSIS) > width) kept = kept.slice(0, -1);
  // `ann-…` says less than `ann…`.
  return kept.join('').replace(/(?<![-_. [(])[-_. [(]+$/, '') + ELLIPSIS;
}

/**
 * Whether the PNG's font has the letters: Latin, Greek and Cyrillic, but no Chinese, which would
 * be a row of boxes.
 */
export function isInFont(text: string): boolean {
  return /^[ -~\u00a0-\u024f\u0386-\u03a1\u03a3-\u03ff\u0400-\u0525\u2010-\u2027]*$/.test(text);
}

/** Without what cannot be seen: controls, XML's forbidden characters, marks of direction. */
export function visibleText(text: string): string {
  return text.replace(/\p{C}+/gu, '').trim();
}

export function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
