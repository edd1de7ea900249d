/** The colours of a wall; each pair that is read has a contrast of at least 4.5, signs 3. */

export type Theme = 'light' | 'dark' | 'auto';

type Colours = Readonly<Record<'page' | 'frame' | 'text' | 'quiet' | 'edge' | 'first', string>>;

const LIGHT: Colours = {
  page: '#ffffff',
  frame: '#d1d9e0',
  text: '#1f2328',
  quiet: '#59636e',
  edge: '#1f2328',
  first: '#b97700',
};
const DARK: Colours = {
  page: '#0d1117',
  frame: '#30363d',
  text: '#f0f6fc',
  quiet: '#9198a1',
  edge: '#f0f6fc',
  first: '#e8b13a',
};

/** Behind a white initial, on either page. */
export const INITIAL_COLOURS: readonly string[] = [
  '#2f6fd0',
  '#6f57c9',
  '#a14aa8',
  '#c2417a',
  '#bf4a3a',
  '#a8600f',
  '#6d7a1d',
  '#2e8047',
  '#1b7f84',
  '#5a6b7d',
];

/** A style element's text. For `auto` the reader's scheme decides; what knows none is light. */
export function styleOf(theme: Theme): string {
  if (theme === 'dark') return rules(DARK);
  const light = rules(LIGHT);
  return theme === 'light' ? light : `${light}@media (prefers-color-scheme:dark){${rules(DARK)}}`;
}

function rules({ page, frame, text, quiet, edge, first }: Colours): string {
  return [
    `.wall-page{fill:${page};stroke:${frame}}`,
    `.wall-login{fill:${text}}`,
    `.wall-quiet{fill:${quiet}}`,
    `.wall-edge{fill:none;stroke:${edge};stroke-opacity:.14}`,
    `.wall-ring{fill:none;stroke:${first}}`,
    `.wall-badge{fill:${first};stroke:${page}}`,
    `.wall-star{fill:${page}}`,
  ].join('');
}

/** The same for a login in every edition; logins know no case. FNV-1a. */
export function initialColour(login: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(login.toLowerCase())) {
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  const [first = ''] = INITIAL_COLOURS;
  return INITIAL_COLOURS[(hash >>> 8) % INITIAL_COLOURS.length] ?? first;
}
