/** What an address is to a reader. */

/** Only these survive in an article of a 公众号; `mp.weixin.qq.com@evil.com` is another host. */
export function isWechatArticle(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, username } = new URL(url);
  return /^https?:$/.test(protocol) && host === 'mp.weixin.qq.com' && username === '';
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
