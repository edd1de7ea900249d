/**
 * Characters that are not seen but act: on the terminal that shows them (escape, bell, carriage
 * return), or on the order in which a line is read (the bidirectional ones, with which a text
 * shows another than it is). Strangers write them into titles.
 */

const CONTROL = '\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029';
const BIDIRECTIONAL = '\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069';

const CONTROLS = new RegExp(`[${CONTROL}]+`, 'g');
const BIDIRECTIONALS = new RegExp(`[${BIDIRECTIONAL}]+`, 'g');
const UNPRINTABLE = new RegExp(`(?![\\n\\t])[${CONTROL}${BIDIRECTIONAL}]`, 'g');

/** One line: each run of control characters and line breaks is one space; the ends are trimmed. */
export function oneLine(text: string): string {
  return text.replace(BIDIRECTIONALS, '').replace(CONTROLS, ' ').trim();
}

/** As `\u001b`, but for line feeds and tabs. JSON stays JSON, and means the same. */
export function visible(text: string): string {
  return text.replace(
    UNPRINTABLE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
