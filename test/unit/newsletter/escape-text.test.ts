import { expect, it } from '@jest/globals';
import MarkdownIt from 'markdown-it';
import { escapeText, unescapeText } from '../../../src/newsletter/escape-text.js';

it.each(['--', '**', '---', '_ _ _'])(
  '%s as an item of a list is no rule across the page',
  (text) => {
    const printed = escapeText(text);
    const types = ['-', '*', '+'].flatMap((mark) =>
      new MarkdownIt().parse(`${mark} ${printed}`, {}).map(({ type }) => type),
    );
    expect(types).not.toContain('hr');
    expect(unescapeText(printed)).toBe(text);
  },
);
