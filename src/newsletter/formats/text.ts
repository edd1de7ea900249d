/** An edition as plain text for chat groups, where nothing is formatted and addresses are found. */
import {
  type Block,
  type Inline,
  type List,
  namesAccount,
  readDocument,
  saysAddress,
  wordsOf,
} from '../document.js';
import type { Format } from './format.js';
import { renderMarkdown } from './markdown.js';

export const text: Format<'text'> = {
  ...{ name: 'text', extension: 'txt', hasPicture: false },
  render: (edition, newsletter) =>
    `${edition.title}\n\n${renderText(renderMarkdown(edition, newsletter))}`.trimEnd(),
};

/** What programs call a picture, which tells a reader nothing. */
const MEANINGLESS_ALT =
  /^(?:image|img|picture|screenshot|alt|图片|截图|截屏)?[\s\d._-]*$|^[\w.%+-]+\.(?:png|jpe?g|gif|webp|svg)$|^https?:/i;

/** @throws RangeError over 256 KB */
export function renderText(markdown: string): string {
  return renderBlocks(readDocument(markdown))
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .replace(/(?<![^\S\n])[^\S\n]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function renderBlocks(blocks: readonly Block[]): string {
  return blocks
    .map(renderBlock)
    .filter((text) => text.trim() !== '')
    .join('\n\n');
}

function renderBlock(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return renderHeading(block.content);
    case 'paragraph':
      return renderInlines(block.content);
    case 'quote':
      // As chats show what one answers to: a bar, and no `>`, which reads as "greater".
      return prefixed('｜', '｜', renderBlocks(block.blocks));
    case 'list':
      return renderList(block);
    case 'code':
      return block.text;
    case 'rule':
      return '————';
  }
}

/** An address within the bracket would swallow it. */
function renderHeading(content: readonly Inline[]): string {
  const words = wordsOf(content).replace(/\n/g, ' ').trim();
  const addresses = addressesIn(content).filter((url) => !saysAddress(words, url));
  return [words === '' ? '' : `【${words}】`, ...addresses].filter((part) => part !== '').join(' ');
}

function addressesIn(content: readonly Inline[]): string[] {
  return content.flatMap((inline) => [
    ...(inline.kind === 'link' ? [inline.url] : []),
    ...('content' in inline ? addressesIn(inline.content) : []),
  ]);
}

function renderList({ start, items }: List): string {
  const isTight = items.some(([first]) => first?.kind === 'paragraph' && first.isTight);
  return items
    .map((blocks, index) => {
      const marker = start === null ? '• ' : `${start + index}. `;
      const texts = blocks.map(renderBlock).filter((text) => text.trim() !== '');
      return prefixed(marker, '  ', texts.join(isTight ? '\n' : '\n\n'));
    })
    .filter((item) => item !== '')
    .join(isTight ? '\n' : '\n\n');
}

function prefixed(first: string, others: string, text: string): string {
  if (text === '') return '';
  return first + text.replace(/\n/g, `\n${others}`);
}

function renderInlines(content: readonly Inline[]): string {
  let text = '';
  let endsInAddress = false;
  for (const inline of content) {
    const next = renderInline(inline);
    if (next === '') continue;
    // Chats take what follows an address without a space for a part of it.
    text += endsInAddress && !/^\s/.test(next) ? ` ${next}` : next;
    endsInAddress = isAddressLast(inline);
  }
  return text;
}

function isAddressLast(inline: Inline): boolean {
  if (inline.kind === 'link') return !namesAccount(wordsOf(inline.content), inline.url);
  const last = 'content' in inline ? inline.content.at(-1) : undefined;
  return last !== undefined && isAddressLast(last);
}

function renderInline(inline: Inline): string {
  switch (inline.kind) {
    case 'text':
    case 'code':
      return inline.text;
    case 'break':
      return '\n';
    case 'picture':
      return MEANINGLESS_ALT.test(inline.alt.trim()) ? '' : `[${inline.alt.trim()}]`;
    case 'link':
      return renderLink(inline.url, renderInlines(inline.content).trim());
    default:
      return renderInlines(inline.content);
  }
}

function renderLink(url: string, words: string): string {
  if (namesAccount(words, url)) return words;
  return words === '' || saysAddress(words, url) ? url : `${words} ${url}`;
}
