import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { patternOf } from '../../../src/config/template-values.js';
import { calmCostOf, MOST_MS } from '../../fuzz/cost.js';

/** The same as a regular expression: right, and slow. */
const SHAPES: Readonly<Record<string, string>> = {
  ...{ text: '[\\s\\S]*', title: '[\\s\\S]*', url: '\\S*?', login: '\\S*?', number: '\\d*' },
};

function expressionOf(template: string): RegExp {
  const seen = new Set<string>();
  const pattern = template.split(/\{(\w+)\}/).map((part, at) => {
    if (at % 2 === 0) return part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
    if (seen.has(part)) return `\\k<${part}>`;
    seen.add(part);
    return `(?<${part}>${SHAPES[part] ?? '[\\s\\S]*?'})`;
  });
  return new RegExp(`^${pattern.join('')}$`);
}

const VALUES = ['text', 'title', 'url', 'login', 'number', 'name', 'project'];
const SIGNS = ['](', '[', ')', '（', '）', '，', ' ', '**', '- ', 'a'];
const pieces = (choices: readonly string[]) =>
  fc.array(fc.constantFrom(...choices), { maxLength: 9 }).map((all) => all.join(''));

const template = pieces([...VALUES.map((name) => `{${name}}`), ...SIGNS]);
const words = pieces([...SIGNS, '1', '\n', 'ab']);

/** Mostly a text that it was filled with. */
const filled = fc
  .tuple(template, fc.array(words, { minLength: 9, maxLength: 9 }))
  .map(([form, values]): [string, string] => {
    const of = new Map(VALUES.map((name, at) => [name, values[at] ?? '']));
    return [form, form.replace(/\{(\w+)\}/g, (_, name: string) => of.get(name) ?? '')];
  });

describe('the values of a template', () => {
  it('are what its regular expression would find', () => {
    const any = fc.oneof(filled, fc.tuple(template, words));
    const law = fc.property(any, ([form, text]) => {
      const expected = expressionOf(form).exec(text);
      const found = patternOf(form)?.exec(text) ?? null;
      expect(found && { ...found.groups }).toEqual(expected && { ...expected.groups });
    });
    fc.assert(law, { numRuns: 3_000 });
  });

  it.each([
    ['- [{title}]({url})', '- [', ']('],
    ['「{project}」：[{url}]({url})', '「', '」：[a](a'],
    ['「详细参考」：[{url}]({url})', '「详细参考」：[', ']('],
    ['- {text}（{project}），感谢 [{login}]({url})！', '- ', '（a），感谢 [b](c)'],
    ['**{project}**（{at}）{title}', '**', '**（'],
  ])(
    '%s: 64 KB that begin like it take less than 100 ms of a calm machine',
    (form, start, more) => {
      const text = start + more.repeat((64 * 1024) / Buffer.byteLength(more));
      const end = form.slice(form.lastIndexOf('}') + 1);
      const read = () => [text, `${text} ${end}`].map((each) => patternOf(form)?.exec(each));
      expect(calmCostOf(read)).toBeLessThan(MOST_MS);
    },
  );
});
