/** What survives in an article of a 公众号: a few elements, each with its style, and some addresses. */
import { escapeHtml } from '../read-markdown.js';

/**
 * How an article looks. The editor keeps inline styles alone, and each block carries its own,
 * because the frame around them may get lost in pasting. For the dark mode that WeChat computes
 * (wechatjs/mp-darkmode): backgrounds are pure greys, which it darkens; a tinted one would only be
 * dimmed, and glare. No `!important`, which is how it sets its own colours.
 */
const ACCENT = '#2f7cd6';
const TEXT = 'color:#333333;letter-spacing:0.5px;text-align:left;overflow-wrap:break-word';
const MONOSPACE = 'font-family:Menlo,Consolas,monospace';

export const STYLE = {
  frame: 'font-size:15px;line-height:1.75',
  title: `margin:0 0 28px;padding:0 0 12px;border-bottom:1px solid #d9d9d9;font-size:20px;font-weight:bold;line-height:1.4;${TEXT}`,
  heading: `margin:36px 0 16px;padding:0 0 0 10px;border-left:4px solid ${ACCENT};font-size:18px;font-weight:bold;line-height:1.4;${TEXT}`,
  subheading: `margin:28px 0 12px;padding:0 0 0 10px;border-left:3px solid ${ACCENT};font-size:16px;font-weight:bold;line-height:1.4;${TEXT}`,
  paragraph: `margin:0 0 16px;font-size:15px;line-height:1.75;${TEXT}`,
  quote: `margin:0 0 16px;padding:12px 14px 1px;border-left:3px solid #b8b8b8;background-color:#f5f5f5;font-size:15px;line-height:1.75`,
  quoted:
    'margin:0 0 11px;font-size:15px;line-height:1.75;color:#595959;letter-spacing:0.5px;text-align:left;overflow-wrap:break-word',
  marker: `display:inline-block;text-indent:0;color:${ACCENT}`,
  code: `margin:0 0 16px;padding:12px 14px;border-radius:4px;background-color:#f5f5f5;font-size:13px;line-height:1.6;color:#333333;text-align:left;word-break:break-all;${MONOSPACE}`,
  codeWord: `padding:1px 4px;border-radius:3px;background-color:#f0f0f0;font-size:13px;${MONOSPACE}`,
  rule: 'margin:28px 0;border-top:1px solid #d9d9d9;font-size:0;line-height:0',
  picture: 'margin:0 0 16px;text-align:center',
  image: 'display:inline-block;max-width:100%;height:auto',
  missingPicture: `margin:0 0 16px;padding:14px;border:1px dashed #b8b8b8;background-color:#f5f5f5;font-size:14px;line-height:1.6;color:#595959;text-align:center;word-break:break-all`,
  missingWord: 'padding:1px 4px;border:1px dashed #b8b8b8;font-size:13px;word-break:break-all',
  article: 'color:#576b95;text-decoration:none',
  link: 'color:#576b95',
  address: 'color:#576b95;word-break:break-all',
  mark: `padding:0 0 0 1px;font-size:11px;line-height:1;vertical-align:super;color:${ACCENT}`,
  struck: 'text-decoration:line-through',
  reference:
    'margin:0 0 6px;font-size:13px;line-height:1.6;color:#595959;text-align:left;word-break:break-all',
} as const;

export function codeLines(text: string): string {
  return escapeText(text)
    .replace(/\t/g, '    ')
    .replace(/ (?= )|^ /gm, '&nbsp;')
    .replace(/\n/g, '<br>');
}

/** Zero-width spaces break lines in the article. */
export function escapeText(text: string): string {
  return escapeHtml(text.replace(/[\u200b\ufeff]/g, ''));
}

export function section(style: string, inner: string): string {
  return element('section', style, inner);
}

export function element(
  tag: 'section' | 'p' | 'span' | 'blockquote',
  style: string,
  inner: string,
) {
  return `<${tag} style="${style}">${inner}</${tag}>`;
}

/** Only these survive in an article of a 公众号; `mp.weixin.qq.com@evil.com` is another host. */
export function isWechatArticle(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, username } = new URL(url);
  return /^https?:$/.test(protocol) && host === 'mp.weixin.qq.com' && username === '';
}
