/** Debian's chromium, with a phone's or a desk's window. */
import { type Browser, type BrowserContext, chromium } from 'playwright-core';

export function openBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}

export type Visitor = Parameters<Browser['newContext']>[0];

export const PHONE: Visitor = {
  viewport: { width: 375, height: 800 },
  deviceScaleFactor: 2,
  hasTouch: true,
  isMobile: true,
  locale: 'zh-CN',
};

export const DESK: Visitor = { viewport: { width: 1100, height: 900 }, locale: 'en-US' };

/** Somebody who lets pages use the clipboard. */
export function visit(browser: Browser, visitor: Visitor): Promise<BrowserContext> {
  return browser.newContext({ ...visitor, permissions: ['clipboard-read', 'clipboard-write'] });
}
