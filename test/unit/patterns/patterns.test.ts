/**
 * No regular expression takes longer than in proportion to its text: one that does holds up
 * everybody for as long as a stranger's comment wants.
 */
import { describe, expect, it } from '@jest/globals';
import { builtPatterns, type Pattern, sourceFiles, writtenPatterns } from './in-source.js';
import { attackOn } from './super-linear.js';

/** By file, and how the pattern begins: what bounds the texts that it sees. */
const BOUNDED: readonly (readonly [file: string, start: string, why: string])[] = [
  ['src/commands/wish.ts', '^\\s*(?:[、', 'a wish has at most 300 characters'],
  ['src/commands/wish.ts', '^\\s*(?:\\+1|wait', 'a wish has at most 300 characters'],
  ['src/commands/wish.ts', '[\\u200b-\\u200d', 'a wish has at most 300 characters'],
  ['src/demo/watch.ts', '<!--[\\s\\S]*?-->', 'comments of our own on the embedded GitHub'],
  ['src/newsletter/site-paths.ts', '\\.{2,}|^[.-]+', 'a configured path of at most 200 characters'],
  ['src/project/list/assignee-note.ts', '^[\\s,，、:：', 'at most 40 characters between two names'],
  ['src/project/list/text-gap.ts', '(?:(?<![意常', 'the last 32 characters before a gap'],
  ['src/project/list/text-gap.ts', '(?:\\s*[,，、', 'the last 32 characters before a gap'],
  ['src/project/list/text-gap.ts', '^[\\s,，、&+/]*', 'at most 32 characters between two gaps'],
];

const isOf = ({ place, source }: Pattern, [file, start]: readonly string[]) =>
  place.startsWith(`${file}:`) && source.startsWith(start ?? '');

const written = sourceFiles().flatMap(writtenPatterns);

function slowOf(patterns: readonly Pattern[]): readonly string[] {
  const different = new Map(patterns.map((each) => [`/${each.source}/${each.flags}`, each]));
  return [...different].flatMap(([name, pattern]) => {
    if (BOUNDED.some((exception) => isOf(pattern, exception))) return [];
    const attack = attackOn(pattern);
    return attack === null ? [] : [`${pattern.place} ${name} takes long on ${attack}`];
  });
}

describe('the regular expressions of src/', () => {
  it('as they are written take linear time', () => {
    expect(written.length).toBeGreaterThan(200);
    expect(slowOf(written)).toEqual([]);
  });

  it('that are built from pieces take linear time', async () => {
    const built = await builtPatterns();
    expect(built.map(({ place }) => place)).toContainEqual(
      expect.stringMatching(/^src\/domain\/reference\.ts:\d+$/),
    );
    expect(slowOf(built)).toEqual([]);
  });

  it.each(BOUNDED.map((exception) => [...exception]))('%s: %s is still there', (...exception) => {
    expect(written.filter((pattern) => isOf(pattern, exception))).toHaveLength(1);
  });
});

describe('a regular expression of which it is known', () => {
  it.each([
    ['that spaces are looked through from each of them', /^\s*[/／]claim\b/gim],
    ['that each opening is looked for its end', /<!--[\s\S]*?-->/g],
    ['that each tag is looked for its end', /<\/?[a-z][^>\n]*>|!\[[^\]\n]*\]\([^)\n]*\)/gi],
    ['that each address is read to the end', /^\[(.+)\]\((https?:\/\/[^\s)]+)\)[ \t]*$/],
    ['that each state is read to the end', /<!-- newbie-tasks:state (\{.*\}) -->/],
    ['that each token is read to the end', /eyJ[\w-]+\.[\w-]+\.[\w-]+/g],
    ['that two parts take the same words', /^\s*(?:on\s|在\s?).*(?:\d{4}|@).*(?:\swrote)\s*:$/i],
  ])('%s is found', (_, { source, flags }) => {
    expect(attackOn({ place: '', source, flags })).not.toBeNull();
  });
});
