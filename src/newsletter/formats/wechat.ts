/**
 * An edition as an article to paste into the editor of a 公众号. What that editor is known to do:
 * it drops <style>, class, id and links out of WeChat; it rebuilds <ul> and <li>, with empty
 * bullets and broken lines (lyricat/wechat-format#3, geekjourneyx/md2wechat-skill#9); it spaces
 * every <p> in a list (joeytoday/obsidian-mp-publisher#32); a line break in the source becomes one
 * in the article (whyubel1eve/Mars-Editor-APP#3). Hence sections, inline styles and no line breaks.
 */
import { say } from '../../messages/format.js';
import type { Language } from '../../messages/languages.js';
import {
  type Block,
  type Inline,
  type List,
  namesAccount,
  readDocument,
  saysAddress,
  wordsOf,
} from '../document.js';
import { escapeHtml } from '../read-markdown.js';
import type { Format } from './format.js';
import { renderBody } from './hugo.js';
import { codeLines, element, escapeText, isWechatArticle, STYLE, section } from './wechat-html.js';

export const wechat: Format<'wechat'> = {
  ...{ name: 'wechat', extension: 'html', hasPicture: true },
  render: (edition, newsletter, picture) =>
    renderWechat(renderBody(edition, newsletter, picture), {
      // WeChat has a field of its own for the title.
      ...{ title: '', language: newsletter.language },
      imageUrl: (source) => (/^https?:\/\//.test(source) ? source : null),
    }),
};

export type WechatOptions = {
  /** Above the article; '' leaves it out. */
  readonly title: string;
  readonly language: Language;
  /** Where WeChat can fetch a picture; null asks the editor to insert it. */
  readonly imageUrl: (source: string) => string | null;
};

/** The names of all contributors say less than the file's. */
const LONGEST_ALT = 40;

type Article = WechatOptions & {
  /** By address, in the order of their numbers. */
  readonly references: Map<string, { readonly number: number; readonly words: string }>;
};

/**
 * Links out of WeChat become numbered references at the end, one number for each address.
 * @throws RangeError over 256 KB
 */
export function renderWechat(markdown: string, options: WechatOptions): string {
  const article: Article = { ...options, references: new Map() };
  const title = options.title.trim();
  const parts = [
    title === '' ? '' : section(STYLE.title, escapeText(title)),
    renderBlocks(readDocument(markdown), article),
    renderReferences(article),
  ];
  return section(STYLE.frame, parts.join(''));
}

function renderBlocks(
  blocks: readonly Block[],
  article: Article,
  style: string = STYLE.paragraph,
): string {
  return blocks.map((block) => renderBlock(block, article, style)).join('');
}

function renderBlock(block: Block, article: Article, style: string): string {
  switch (block.kind) {
    case 'heading':
      return section(
        block.level <= 3 ? STYLE.heading : STYLE.subheading,
        renderInlines(block.content, article),
      );
    case 'paragraph':
      return renderParagraph(block.content, article, style);
    case 'quote':
      return element('blockquote', STYLE.quote, renderBlocks(block.blocks, article, STYLE.quoted));
    case 'list':
      return renderList(block, article, style);
    case 'code':
      return section(STYLE.code, codeLines(block.text));
    case 'rule':
      // Empty, the editor would drop it.
      return section(STYLE.rule, '<br>');
  }
}

/** A picture is a block of its own, wherever in the paragraph it stands. */
function renderParagraph(content: readonly Inline[], article: Article, style: string): string {
  const blocks: string[] = [];
  let words: Inline[] = [];
  const endWords = () => {
    if (wordsOf(words).trim() !== '' || words.some(({ kind }) => kind === 'link')) {
      blocks.push(element('p', style, renderInlines(words, article).trim()));
    }
    words = [];
  };
  for (const inline of content) {
    if (inline.kind === 'picture') {
      endWords();
      blocks.push(renderPicture(inline.source, inline.alt, article));
    } else if (inline.kind !== 'break' || words.length > 0) {
      words.push(inline);
    }
  }
  endWords();
  return blocks.join('');
}

function renderPicture(source: string, alt: string, article: Article): string {
  const image = renderImage(source, alt, article);
  return image === null
    ? section(STYLE.missingPicture, missingPicture(source, alt, article))
    : section(STYLE.picture, image);
}

function renderImage(source: string, alt: string, { imageUrl }: Article): string | null {
  const url = imageUrl(source);
  if (url === null || !/^https?:\/\//i.test(url)) return null;
  return `<img src="${escapeHtml(url)}" alt="${escapeText(alt)}" style="${STYLE.image}">`;
}

function missingPicture(source: string, alt: string, { language }: Article): string {
  const words = alt.trim().length > LONGEST_ALT ? '' : alt.trim();
  const name = [words, source].filter((word) => word !== '').join(' · ');
  return escapeText(say(language, 'article.picture', { name }));
}

function renderList({ start, items }: List, article: Article, style: string): string {
  return items
    .map((blocks, index) => {
      const marker = start === null ? '•' : `${start + index}.`;
      const width = `${start === null ? 1.2 : 0.5 + 0.7 * marker.length}em`;
      // A list of one is the head of what follows (`- Easy`), and stays close to it.
      const isEnd = items.length > 1 && index === items.length - 1;
      const hanging = `${style};margin-bottom:${isEnd ? 16 : 8}px;padding-left:${width};text-indent:-${width}`;
      const mark = element('span', `${STYLE.marker};width:${width}`, marker);
      const [first, ...others] = blocks;
      const hasWords = first?.kind === 'paragraph';
      const words = hasWords ? renderInlines(first.content, article) : '';
      const nested = renderBlocks(hasWords ? others : blocks, article, style);
      const rest = nested === '' ? '' : section(`padding-left:${width}`, nested);
      return section(hanging, mark + words) + rest;
    })
    .join('');
}

function renderInlines(content: readonly Inline[], article: Article): string {
  return content.map((inline) => renderInline(inline, article)).join('');
}

function renderInline(inline: Inline, article: Article): string {
  switch (inline.kind) {
    case 'text':
      return escapeText(inline.text);
    case 'code':
      return element('span', STYLE.codeWord, escapeText(inline.text));
    case 'break':
      return '<br>';
    case 'picture':
      return (
        renderImage(inline.source, inline.alt, article) ??
        element('span', STYLE.missingWord, missingPicture(inline.source, inline.alt, article))
      );
    case 'strong':
      return `<strong>${renderInlines(inline.content, article)}</strong>`;
    case 'emphasis':
      return `<em>${renderInlines(inline.content, article)}</em>`;
    case 'struck':
      return element('span', STYLE.struck, renderInlines(inline.content, article));
    case 'link':
      return renderLink(inline.url, inline.content, article);
  }
}

function renderLink(url: string, content: readonly Inline[], article: Article): string {
  const words = wordsOf(content).trim();
  const inner = renderInlines(content, article);
  const shown = inner.trim() === '' ? escapeText(url) : inner;
  if (isWechatArticle(url)) {
    return `<a href="${escapeHtml(url)}" style="${STYLE.article}">${shown}</a>`;
  }
  if (namesAccount(words, url)) return element('span', STYLE.link, shown);
  if (inner.trim() === '' || saysAddress(words, url)) return element('span', STYLE.address, shown);
  const number = article.references.get(url)?.number ?? article.references.size + 1;
  if (!article.references.has(url)) article.references.set(url, { number, words });
  return element('span', STYLE.link, shown) + element('span', STYLE.mark, `[${number}]`);
}

function renderReferences({ language, references }: Article): string {
  if (references.size === 0) return '';
  const lines = [...references].map(([url, { number, words }]) => {
    const address = element('span', STYLE.address, escapeText(url));
    return section(STYLE.reference, `${escapeText(`[${number}] ${words} `)}${address}`);
  });
  return section(STYLE.subheading, say(language, 'article.references')) + lines.join('');
}
