import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { toAvatar } from '../../../src/newsletter/picture/avatar.js';
import { INITIAL_COLOURS } from '../../../src/newsletter/picture/colours.js';
import { layOut, MOST_PEOPLE, RING, WIDTH } from '../../../src/newsletter/picture/layout.js';
import { isInFont, shorten, widthOf } from '../../../src/newsletter/picture/lettering.js';
import { toPng } from '../../../src/newsletter/picture/png.js';
import { drawWall, type Person } from '../../../src/newsletter/picture/wall.js';

const LABELS = { first: 'first contribution' };
const FILES = ['square.png', 'square.jpg', 'square.gif', 'square.webp'];
const KNOWN: Person[] = [
  { login: 'seeflood', avatar: toAvatar(read('square.png')), isFirst: false },
  { login: 'zhenjunMa', avatar: toAvatar(read('square.jpg')), isFirst: true },
  { login: 'dependabot[bot]', avatar: null, isFirst: false },
  { login: 'a-login-of-thirty-nine-characters-here-', avatar: null, isFirst: true },
];

describe('the wall', () => {
  it('is the same bytes for the same people', async () => {
    const [one, two] = [draw(KNOWN), draw(structuredClone(KNOWN))];
    expect(one).toBe(two);
    expect(await pngHash(one)).toBe(await pngHash(two));
  });

  it('is the same picture on every machine', async () => {
    // After a wanted change of the picture: look at it, then write down what this says.
    expect(await pngHash(draw(KNOWN))).toBe(
      '28ab023c18c8159cfd7e42552cf84e50e17ec15c3e73e57695f3907b24185237',
    );
  });

  it('names everybody, in full, for those who cannot see it', () => {
    const svg = draw(KNOWN);
    expect(/<title>(.*)<\/title>/.exec(svg)?.[1]).toBe(KNOWN.map(({ login }) => login).join(', '));
    expect(svg).toContain(
      '<desc>first contribution: zhenjunMa, a-login-of-thirty-nine-characters-here-</desc>',
    );
    expect(svg).toContain('>a-login-of-thirt');
    expect(svg).toContain('…</text>');
  });

  it('marks newcomers, and says what the star means', () => {
    const [old, newcomer] = KNOWN.map((person) => draw([person]));
    expect(newcomer).toContain('class="wall-ring"');
    expect(newcomer).toContain('>first contribution</text>');
    expect(old).not.toContain('class="wall-ring"');
    expect(old).not.toContain('first contribution');
  });

  it('draws an initial where there is no avatar, in a colour of the login', () => {
    const colourOf = (login: string) =>
      /fill="(#\w+)"/.exec(draw([{ login, avatar: null, isFirst: false }]))?.[1];
    expect(draw([{ login: '-ann', avatar: null, isFirst: false }])).toContain('>A</text>');
    expect(colourOf('ann')).toBe(colourOf('Ann'));
    const logins = Array.from({ length: 200 }, (_, number) => `person-${number}`);
    expect(new Set(logins.map(colourOf))).toEqual(new Set(INITIAL_COLOURS));
  });

  it.each(INITIAL_COLOURS)('lets a white initial be read on %s', (colour) => {
    expect(contrastWithWhite(colour)).toBeGreaterThanOrEqual(4.5);
  });

  it('follows the reader in auto, and nobody in light and dark', () => {
    const isAsked = (theme: 'light' | 'dark' | 'auto') =>
      drawWall(KNOWN, theme, LABELS).includes('@media (prefers-color-scheme:dark)');
    expect([isAsked('auto'), isAsked('light'), isAsked('dark')]).toEqual([true, false, false]);
  });

  it('lets nothing of a login or label be markup', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (login, first) => {
        const markup = (text: string) => text.replace(/>[^<]+</g, '><').match(/<[^>]*>/g)?.length;
        const odd = drawWall([{ login, avatar: null, isFirst: true }], 'light', {
          first: `-${first}`,
        });
        const plain = drawWall([{ login: 'ann', avatar: null, isFirst: true }], 'light', LABELS);
        expect(markup(odd)).toBe(markup(plain));
        expect(odd).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\ufffe\uffff]|\p{Cs}/u);
      }),
    );
  });

  it('draws odd logins too', async () => {
    const logins = ['<script>&"\'', '\u0000', '田中', '\ud800', 'a\u202eb', ']]>', '﷽'];
    const people = logins.map((login) => ({ login, avatar: null, isFirst: true }));
    expect(draw(people)).toContain('&#60;script&#62;&#38;&#34;&#39;');
    expect(sizeOf(await toPng(draw(people))).width).toBe(2 * WIDTH);
  });
});

describe('the layout', () => {
  const counts = fc.integer({ min: 1, max: MOST_PEOPLE });

  it('keeps avatars apart and inside', () => {
    fc.assert(
      fc.property(counts, fc.boolean(), (people, hasLegend) => {
        const { places, diameter, loginDrop, loginWidth, height } = layOut(people, hasLegend);
        const r = diameter / 2 + RING;
        expect(places).toHaveLength(people);
        const half = Math.max(r, loginWidth / 2);
        const outside = places.filter(
          ({ x, y }) =>
            Math.min(x - half, y - r) < 16 || x + half > WIDTH - 16 || y + loginDrop > height - 16,
        );
        const meeting = places.filter(({ x, y }, index) =>
          places
            .slice(index + 1)
            .some((other) => Math.abs(other.x - x) < 2 * half && other.y - y <= loginDrop + r),
        );
        expect({ outside, meeting }).toEqual({ outside: [], meeting: [] });
      }),
    );
  });

  it('stands in the middle, row by row', () => {
    fc.assert(
      fc.property(counts, (people) => {
        const rows = new Map<number, number[]>();
        for (const { x, y } of layOut(people, false).places) {
          rows.set(y, [...(rows.get(y) ?? []), x]);
        }
        for (const row of rows.values()) {
          expect((Math.min(...row) + Math.max(...row)) / 2).toBeCloseTo(WIDTH / 2);
        }
      }),
    );
  });

  it.each([0, MOST_PEOPLE + 1])('refuses %d people', (people) => {
    expect(() => layOut(people, false)).toThrow(RangeError);
  });
});

describe('a login', () => {
  it('is shortened to its room, and only if it must be', () => {
    const letters = fc.constantFrom(...'abcWMil019-[]');
    const logins = fc.string({ unit: letters, minLength: 1, maxLength: 39 });
    fc.assert(
      fc.property(logins, fc.double({ min: 3, max: 30, noNaN: true }), (login, width) => {
        const text = shorten(login, width);
        expect(widthOf(text)).toBeLessThanOrEqual(width);
        expect(text === login).toBe(widthOf(login) <= width);
      }),
    );
  });

  test.each([
    ['first contribution', true],
    ['première – žluťoučký', true],
    ['первый', true],
    ['首次贡献', false],
    ['🎉', false],
  ])('%s is in the font: %s', (text, expected) => expect(isInFont(text)).toBe(expected));
});

describe('an avatar', () => {
  test.each([
    ['square.png', 'image/png'],
    ['square.jpg', 'image/jpeg'],
    ['square.gif', 'image/gif'],
    ['square.webp', 'image/webp'],
  ])('%s is known by its bytes', (file, mediaType) => {
    expect(toAvatar(read(file))).toEqual({ mediaType, bytes: read(file) });
  });

  it.each(FILES)('is refused if cut off anywhere: %s', (file) => {
    const whole = read(file);
    const lengths = [...whole.keys()];
    expect(lengths.filter((length) => toAvatar(whole.subarray(0, length)) !== null)).toEqual([]);
  });

  it('is refused if a single byte of a PNG is another', () => {
    for (const [at, byte] of read('square.png').entries()) {
      expect(toAvatar(read('square.png').fill(byte ^ 0x10, at, at + 1))).toBeNull();
    }
  });

  it('is refused if it is something else, or too large in bytes or pixels', () => {
    const padded = (length: number) => Buffer.concat([read('square.jpg'), Buffer.alloc(length)]);
    expect(toAvatar(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toBeNull();
    expect(toAvatar(padded(1000))).not.toBeNull();
    expect(toAvatar(padded(300 * 1024))).toBeNull();
    const wide = read('square.gif');
    wide.writeUInt16LE(2049, 6);
    expect(toAvatar(wide)).toBeNull();
  });

  it('never throws, whatever the bytes', () => {
    const starts = FILES.map((file) => read(file).subarray(0, 20));
    fc.assert(
      fc.property(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 200 }), (start, rest) => {
        expect(() => toAvatar(Buffer.concat([start, rest]))).not.toThrow();
      }),
    );
  });
});

describe('the PNG', () => {
  it('is a PNG of two pixels a px', async () => {
    const svg = draw(KNOWN);
    const height = Number(/height="(\d+)"/.exec(svg)?.[1]);
    expect(sizeOf(await toPng(svg))).toEqual({ width: 2 * WIDTH, height: 2 * height });
  });

  it.each(['square.png', 'square.jpg', 'square.gif'])('shows %s', async (file) => {
    expect(await pngOf(toAvatar(read(file)))).not.toBe(await pngOf(null));
  });

  it('shows the initial where it cannot read the avatar', async () => {
    const broken = { mediaType: 'image/jpeg', bytes: Buffer.from('no picture') } as const;
    expect(await pngOf(broken)).toBe(await pngOf(null));
    expect(await pngOf(toAvatar(read('square.webp')))).toBe(await pngOf(null));
  });

  it('is light where the reader would decide', async () => {
    const [auto, light] = [drawWall(KNOWN, 'auto', LABELS), drawWall(KNOWN, 'light', LABELS)];
    expect(await pngHash(auto)).toBe(await pngHash(light));
  });
});

function draw(people: readonly Person[]): string {
  return drawWall(people, 'light', LABELS);
}

function pngOf(avatar: Person['avatar']): Promise<string> {
  return pngHash(draw([{ login: 'ann', avatar, isFirst: false }]));
}

async function pngHash(svg: string): Promise<string> {
  return createHash('sha256')
    .update(await toPng(svg))
    .digest('hex');
}

function read(file: string): Buffer {
  return readFileSync(new URL(`../../fixtures/avatars/${file}`, import.meta.url));
}

function sizeOf(png: Uint8Array): { width: number; height: number } {
  const file = Buffer.from(png);
  expect(file.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
  return { width: file.readUInt32BE(16), height: file.readUInt32BE(20) };
}

/** WCAG 2: of 1 to 21. */
function contrastWithWhite(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
}
