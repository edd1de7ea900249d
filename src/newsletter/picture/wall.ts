/** The contributors of a week as a picture: round avatars, and who is here for the first time. */
import type { Avatar } from './avatar.js';
import { initialColour, styleOf, type Theme } from './colours.js';
import { type Layout, layOut, WIDTH } from './layout.js';
import { escapeXml, FONTS, isInFont, shorten, visibleText, widthOf } from './lettering.js';

export type Person = {
  readonly login: string;
  /** null: an initial is drawn. */
  readonly avatar: Avatar | null;
  /** Their first contribution. */
  readonly isFirst: boolean;
};

/** Of 1 to 200 people, in their order. The same people give the same bytes. @throws RangeError */
export function drawWall(
  people: readonly Person[],
  theme: Theme,
  /** `first` explains the star below the wall; an empty one leaves that out. */
  labels: { readonly first: string },
): string {
  const shown = people.map((person) => ({ ...person, login: visibleText(person.login) }));
  const newcomers = shown.filter(({ isFirst }) => isFirst);
  const label = visibleText(labels.first);
  const layout = layOut(shown.length, newcomers.length > 0 && label !== '');
  const { height, legendLine } = layout;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" font-family="${FONTS}" text-anchor="middle">`,
    `<title>${escapeXml(logins(shown))}</title>`,
    newcomers.length > 0 ? `<desc>${escapeXml(`${label}: ${logins(newcomers)}`)}</desc>` : '',
    `<style>${styleOf(theme)}</style>`,
    '<defs><clipPath id="wall-round" clipPathUnits="objectBoundingBox"><circle cx=".5" cy=".5" r=".5"/></clipPath></defs>',
    `<rect class="wall-page" x=".5" y=".5" width="${WIDTH - 1}" height="${height - 1}" rx="16"/>`,
    ...shown.map((person, index) => drawPerson(person, index, layout)),
    legendLine === null ? '' : drawLegend(label, legendLine),
    '</svg>\n',
  ]
    .filter((line) => line !== '')
    .join('\n');
}

function logins(people: readonly Person[]): string {
  return people.map(({ login }) => login).join(', ');
}

function drawPerson(person: Person, index: number, layout: Layout): string {
  const { x = 0, y = 0 } = layout.places[index] ?? {};
  const r = layout.diameter / 2;
  return [
    `<g transform="translate(${round(x)} ${round(y)})"><title>${escapeXml(person.login)}</title>`,
    drawInitial(person.login, r),
    person.avatar === null ? '' : drawAvatar(person.avatar, r),
    person.isFirst ? drawFirst(r) : `<circle class="wall-edge" r="${r - 0.5}"/>`,
    drawLogin(person.login, layout),
    '</g>',
  ].join('');
}

/** Also below an avatar: who draws the wall may be unable to read it, as the PNG does no WebP. */
function drawInitial(login: string, r: number): string {
  const letter = /[\p{L}\p{N}]/u.exec(login)?.[0].toUpperCase() ?? '?';
  const initial = isInFont(letter) ? letter.slice(0, 1) : '?';
  const size = round(r * 0.92);
  return `<circle r="${r - 0.5}" fill="${initialColour(login)}"/><text y="${round(size * 0.364)}" font-size="${size}" font-weight="700" fill="#fff">${initial}</text>`;
}

function drawAvatar({ mediaType, bytes }: Avatar, r: number): string {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64');
  // The initial must not show through the clear parts of a logo.
  const canBeClear = mediaType === 'image/png' || mediaType === 'image/gif';
  const plate = canBeClear ? `<circle r="${r}" fill="#fff"/>` : '';
  return `${plate}<image x="${-r}" y="${-r}" width="${2 * r}" height="${2 * r}" preserveAspectRatio="xMidYMid slice" clip-path="url(#wall-round)" href="data:${mediaType};base64,${data}"/>`;
}

function drawFirst(r: number): string {
  const badge = round(Math.max(9, r * 0.24));
  const place = round((r + 1) * Math.SQRT1_2);
  return `<circle class="wall-ring" r="${r + 3}" stroke-width="2.5"/>${drawBadge(place, place, badge)}`;
}

function drawBadge(x: number, y: number, r: number): string {
  return `<g transform="translate(${x} ${y})"><circle class="wall-badge" r="${r}" stroke-width="2"/><path class="wall-star" d="${starPath(r * 0.66)}"/></g>`;
}

/** Five points, the first on top. */
function starPath(r: number): string {
  const points = Array.from({ length: 10 }, (_, index) => {
    const radius = index % 2 === 0 ? r : r * 0.45;
    const angle = (index * Math.PI) / 5;
    return `${round(radius * Math.sin(angle))} ${round(-radius * Math.cos(angle))}`;
  });
  return `M${points.join('L')}Z`;
}

function drawLogin(login: string, { font, loginWidth, loginDrop }: Layout): string {
  const text = shorten(login, loginWidth / font);
  // Of other scripts the width is only a guess, so it is made true.
  const isKnown = /^[ -~…]*$/.test(text);
  const width = isKnown
    ? ''
    : ` textLength="${round(widthOf(text) * font)}" lengthAdjust="spacingAndGlyphs"`;
  return `<text class="wall-login" y="${round(loginDrop)}" font-size="${font}"${width}>${escapeXml(text)}</text>`;
}

function drawLegend(label: string, y: number): string {
  const text = shorten(label, (WIDTH - 120) / 13);
  const left = round(WIDTH / 2 - (widthOf(text) * 13 + 24) / 2);
  return `${drawBadge(left + 8, round(y - 4.5), 8)}<text class="wall-quiet" x="${left + 24}" y="${round(y)}" font-size="13" text-anchor="start">${escapeXml(text)}</text>`;
}

/** To hundredths, so that no machine writes another last digit. */
function round(length: number): number {
  return Math.round(length * 100) / 100;
}
