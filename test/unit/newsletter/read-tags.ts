/** HTML as a list of tags, strictly: what is no tag of this plain form must not hold `<` or `>`. */
const TAG = /<(\/?)([a-z][a-z0-9]*)((?: [a-z-]+="[^"<>]*")*)>/g;

export type Tag = {
  readonly name: string;
  readonly isClosing: boolean;
  readonly attributes: Readonly<Record<string, string>>;
};

export function readTags(html: string): readonly Tag[] {
  const rest = html.replace(TAG, '');
  if (/[<>]/.test(rest)) throw new Error(`live or broken HTML in: ${html}`);
  return [...html.matchAll(TAG)].map(([, slash, name = '', attributes = '']) => ({
    name,
    isClosing: slash === '/',
    attributes: Object.fromEntries(
      [...attributes.matchAll(/ ([a-z-]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [
        key,
        decoded(value),
      ]),
    ),
  }));
}

/** What a reader sees. */
export function visibleText(html: string): string {
  return decoded(html.replace(/<br>/g, '\n').replace(TAG, ''));
}

function decoded(text: string): string {
  return text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&nbsp;/g, ' ')
    .replace(/&amp;/g, '&');
}
