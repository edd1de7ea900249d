/** Where each person of a wall stands. All lengths are in px of the picture. */

export const WIDTH = 800;
export const MOST_PEOPLE = 200;

const PADDING = 32;
/** What the ring of a newcomer and the badge take around an avatar. */
export const RING = 5;

type Size = {
  readonly avatar: number;
  readonly columns: number;
  readonly font: number;
  /** Between a login and the avatar below it. */
  readonly rowGap: number;
};

/** The fewer people, the larger. */
const SIZES: readonly (Size & { readonly upTo: number })[] = [
  { upTo: 1, avatar: 144, columns: 1, font: 20, rowGap: 0 },
  { upTo: 4, avatar: 112, columns: 4, font: 15, rowGap: 0 },
  { upTo: 15, avatar: 88, columns: 5, font: 14, rowGap: 26 },
  { upTo: 30, avatar: 72, columns: 6, font: 13, rowGap: 24 },
  { upTo: 96, avatar: 60, columns: 8, font: 11.5, rowGap: 20 },
  { upTo: MOST_PEOPLE, avatar: 48, columns: 10, font: 10, rowGap: 16 },
];

export type Layout = {
  /** Of an avatar. */
  readonly diameter: number;
  readonly font: number;
  /** The room that a login has. */
  readonly loginWidth: number;
  /** From the middle of an avatar down to the line that its login stands on. */
  readonly loginDrop: number;
  /** The middles of the avatars. */
  readonly places: readonly { readonly x: number; readonly y: number }[];
  /** The line that the legend stands on; null without one. */
  readonly legendLine: number | null;
  readonly height: number;
};

/** Every row is full but the last, and each stands in the middle. @throws RangeError */
export function layOut(people: number, hasLegend: boolean): Layout {
  const size = SIZES.find(({ upTo }) => people <= upTo);
  if (size === undefined || people < 1) {
    throw new RangeError(`A wall holds 1 to ${MOST_PEOPLE} people, not ${people}.`);
  }
  const { avatar, font } = size;
  const rows = Math.ceil(people / size.columns);
  const columns = Math.ceil(people / rows);
  // A few people stand together, not as far apart as the page allows.
  const cell = Math.min((WIDTH - 2 * PADDING) / columns, people === 1 ? WIDTH : avatar * 1.75);
  const loginDrop = avatar / 2 + RING + font * 1.4;
  const row = avatar / 2 + loginDrop + font * 0.4 + size.rowGap;
  const places = Array.from({ length: people }, (_, index) => {
    const rowNumber = Math.floor(index / columns);
    const inRow = Math.min(columns, people - rowNumber * columns);
    const fromMiddle = (index % columns) - (inRow - 1) / 2;
    return {
      x: WIDTH / 2 + fromMiddle * cell,
      y: PADDING + RING + avatar / 2 + rowNumber * row,
    };
  });
  const end = PADDING + RING + rows * row - size.rowGap;
  const legendLine = hasLegend ? end + 38 : null;
  return {
    diameter: avatar,
    font,
    loginWidth: (people === 1 ? WIDTH - 2 * PADDING : cell) - font * 0.8,
    loginDrop,
    places,
    legendLine,
    height: Math.ceil((legendLine ?? end) + PADDING - (hasLegend ? 6 : 0)),
  };
}
