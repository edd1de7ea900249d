/** An edition as plain data: what formats that are not HTML are made from. */
import type { Token } from 'markdown-it';
import { attribute, readTokens } from './read-markdown.js';

export type Inline =
  | { readonly kind: 'text' | 'code'; readonly text: string }
  | { readonly kind: 'break' }
  | { readonly kind: 'picture'; readonly source: string; readonly alt: string }
  | { readonly kind: 'link'; readonly url: string; readonly content: readonly Inline[] }
  | { readonly kind: 'strong' | 'emphasis' | 'struck'; readonly content: readonly Inline[] };

export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly content: readonly Inline[] }
  | Paragraph
  | { readonly kind: 'quote'; readonly blocks: readonly Block[] }
  | List
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'rule' };

export type Paragraph = {
  readonly kind: 'paragraph';
  /** In a list without blank lines between its items. */
  readonly isTight: boolean;
  readonly content: readonly Inline[];
};

export type List = {
  readonly kind: 'list';
  /** The first number; null: bullets. */
  readonly start: number | null;
  readonly items: readonly (readonly Block[])[];
};

/** @throws RangeError over 256 KB */
export function readDocument(markdown: string): readonly Block[] {
  return readBlocks(readTokens(markdown).values());
}

/** The words alone: no pictures, no addresses. */
export function wordsOf(content: readonly Inline[]): string {
  return content
    .map((inline) => {
      if ('text' in inline) return inline.text;
      if ('content' in inline) return wordsOf(inline.content);
      return inline.kind === 'break' ? '\n' : '';
    })
    .join('');
}

/** Whether the words are the address itself, so that printing both would say it twice. */
export function saysAddress(words: string, url: string): boolean {
  return plain(words) === plain(url);
}

/** Whether the words name the account on GitHub that the address is of: nobody needs to read both. */
export function namesAccount(words: string, url: string): boolean {
  const login = /^https:\/\/github\.com\/([a-z\d-]+)\/?$/i.exec(url)?.[1];
  return (
    login !== undefined && words.trim().replace(/^@/, '').toLowerCase() === login.toLowerCase()
  );
}

/** Markdown escapes what people write into an address: 中 is %E4%B8%AD there. */
function plain(url: string): string {
  const bare = url
    .trim()
    .replace(/^(?:https?:\/\/|mailto:)/i, '')
    .replace(/\/$/, '');
  try {
    return decodeURI(bare);
  } catch {
    return bare;
  }
}

const CHINESE = '[\\p{Script=Han}\\u3000-\\u303f\\uff00-\\uff60]';
const CHINESE_END = new RegExp(`${CHINESE}$`, 'u');
const CHINESE_START = new RegExp(`^${CHINESE}`, 'u');

/** Of emphasis and links. */
const MAX_DEPTH = 32;

type Tokens = IterableIterator<Token>;

/** Up to the token that closes what these blocks stand in. */
function readBlocks(tokens: Tokens): Block[] {
  const blocks: Block[] = [];
  for (const token of tokens) {
    if (token.nesting === -1) break;
    blocks.push(...readBlock(token, tokens));
  }
  return blocks;
}

function readBlock(token: Token, tokens: Tokens): Block[] {
  switch (token.type) {
    case 'heading_open':
      return [{ kind: 'heading', level: Number(token.tag.slice(1)), content: readContent(tokens) }];
    case 'paragraph_open':
      return [{ kind: 'paragraph', isTight: token.hidden, content: readContent(tokens) }];
    case 'blockquote_open':
      return [{ kind: 'quote', blocks: readBlocks(tokens) }];
    case 'bullet_list_open':
      return [{ kind: 'list', start: null, items: readItems(tokens) }];
    case 'ordered_list_open':
      return [
        { kind: 'list', start: Number(token.attrGet('start') ?? 1), items: readItems(tokens) },
      ];
    case 'fence':
    case 'code_block':
      return [{ kind: 'code', text: token.content.replace(/\n$/, '') }];
    case 'hr':
      return [{ kind: 'rule' }];
    default:
      return [];
  }
}

function readItems(tokens: Tokens): Block[][] {
  const items: Block[][] = [];
  for (const token of tokens) {
    if (token.nesting === -1) break;
    items.push(readBlocks(tokens));
  }
  return items;
}

/** The words of a heading or paragraph, and past the token that closes it. */
function readContent(tokens: Tokens): Inline[] {
  const inline = tokens.next().value as Token | undefined;
  tokens.next();
  const children = inline?.children ?? [];
  for (const [at, child] of children.entries()) {
    if (child.type === 'softbreak') child.content = joint(children, at);
  }
  return readInlines(withoutDepth(children).values());
}

/** Emphasis nests without a limit in Markdown, and 64 KB of it would be too deep for the stack. */
function withoutDepth(tokens: readonly Token[]): Token[] {
  let depth = 0;
  return tokens.filter(({ nesting }) => {
    if (nesting === 1) depth++;
    const isReserved = nesting === 0 || depth <= MAX_DEPTH;
    if (nesting === -1) depth--;
    return isReserved;
  });
}

/**
 * A line break within a paragraph is no space between Chinese characters. It must not stay a line
 * break either: the 公众号 editor would show one.
 */
function joint(all: readonly Token[], at: number): string {
  const isChinese =
    CHINESE_END.test(nearestWords(all, at, -1)) && CHINESE_START.test(nearestWords(all, at, 1));
  return isChinese ? '' : ' ';
}

/** Past the marks of emphasis and links, but not past another line break. */
function nearestWords(all: readonly Token[], from: number, step: 1 | -1): string {
  let at = from + step;
  while (all[at]?.content === '' && all[at]?.type !== 'softbreak') at += step;
  return all[at]?.content ?? '';
}

function readInlines(tokens: Tokens): Inline[] {
  const inlines: Inline[] = [];
  for (const token of tokens) {
    if (token.nesting === -1) break;
    inlines.push(...readInline(token, tokens));
  }
  return inlines;
}

function readInline(token: Token, tokens: Tokens): Inline[] {
  switch (token.type) {
    case 'text':
    case 'softbreak':
      return token.content === '' ? [] : [{ kind: 'text', text: token.content }];
    case 'code_inline':
      return [{ kind: 'code', text: token.content }];
    case 'hardbreak':
      return [{ kind: 'break' }];
    case 'image': {
      const alt = token.children?.map(({ content }) => content).join('') ?? '';
      return [{ kind: 'picture', source: attribute(token, 'src'), alt }];
    }
    case 'link_open':
      return [{ kind: 'link', url: attribute(token, 'href'), content: readInlines(tokens) }];
    case 'strong_open':
      return [{ kind: 'strong', content: readInlines(tokens) }];
    case 'em_open':
      return [{ kind: 'emphasis', content: readInlines(tokens) }];
    case 's_open':
      return [{ kind: 'struck', content: readInlines(tokens) }];
    default:
      return [];
  }
}
