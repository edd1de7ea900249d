/** What people do on the pages of the running bot, in a real browser. */
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { EmbeddedGitHub } from '@newbie-tasks/embedded-github';
import axe from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { startGitHub } from '../../src/demo/github.js';
import { eventually, SOFA_RPC, say } from '../app/a-bot.js';
import { type Bot, startServer } from '../app/a-server.js';
import { DESK, openBrowser, PHONE, type Visitor, visit } from './a-browser.js';

let github: EmbeddedGitHub;
let bot: Bot;
let browser: Browser;
beforeAll(async () => {
  github = await startGitHub();
  const hour = (ago: number) => new Date(Date.now() - ago * 3_600_000).toISOString();
  await github.seedPull({
    ...{ repository: 'sofastack/sofa-rpc', number: 1200, author: 'ben', title: 'Fix it' },
    ...{ createdAt: hour(1), mergedAt: hour(0) },
  });
  bot = await startServer({ github, configFolder: 'config' });
  browser = await openBrowser();
  await eventually(async () => {
    expect(await (await fetch(`${bot.url}/tasks.json`)).text()).toMatch(/1030.*|271/);
    expect((await fetch(`${bot.url}/newsletter`)).status).toBe(200);
  }, 20);
  await say(github, 'ann', SOFA_RPC, 1031, '/claim');
  await eventually(async () =>
    expect(await (await fetch(`${bot.url}/tasks.json?state=held`)).text()).toContain('"ann"'),
  );
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await bot?.stop();
  await github?.close();
});

let context: BrowserContext;
afterEach(() => context.close());

async function open(path: string, visitor: Visitor): Promise<Page> {
  context = await visit(browser, visitor);
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('console', (message) => problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(String(error)));
  await page.goto(`${bot.url}${path}`);
  expect(problems).toEqual([]);
  return page;
}

const titles = (page: Page) => page.locator('ul.tasks li p:first-child').allTextContents();

describe('a newcomer on a phone', () => {
  it('finds a free Easy task in three taps', async () => {
    const page = await open('/', PHONE);
    await page.getByRole('link', { name: /^Easy/ }).tap();
    await page.getByRole('link', { name: /^待认领/ }).tap();
    const claim = page.getByRole('link', { name: '去认领' }).first();
    expect(await claim.getAttribute('href')).toMatch(
      /\/sofastack\/sofa-rpc\/issues\/1030#issue-comment-box$/,
    );
    expect(await page.locator('ul.tasks li.held').count()).toBe(0);
    await claim.tap();
    await page.waitForURL(/issues\/1030/);
  });

  it('needs no sideways scrolling, and buttons that a thumb can hit', async () => {
    const page = await open('/', PHONE);
    const width = await page.evaluate<number>('document.documentElement.scrollWidth');
    expect(width).toBeLessThanOrEqual(375);
    for (const link of await page.locator('.chips a, .go, button:visible').all()) {
      expect((await link.boundingBox())?.height).toBeGreaterThanOrEqual(32);
    }
  });

  it('sees who is on a task, and until when', async () => {
    const page = await open('/?state=held', PHONE);
    expect(await page.locator('ul.tasks').textContent()).toMatch(
      /ann 正在做，保留到 \d+ 月 \d+ 日/,
    );
  });

  it('copies the command', async () => {
    const page = await open('/', PHONE);
    const button = page.getByRole('button', { name: '复制 /claim' }).first();
    await button.tap();
    await page.getByRole('button', { name: '已复制' }).waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe('/claim');
  });

  it('switches the language and keeps the filters', async () => {
    const page = await open('/?difficulty=hard', PHONE);
    await page.getByRole('link', { name: 'English' }).tap();
    await page.getByRole('heading', { name: 'Newcomer tasks' }).waitFor();
    expect(new URL(page.url()).search).toBe('?difficulty=hard&lang=en');
    await page.getByRole('link', { name: /^Free/ }).tap();
    await page.waitForURL(/state=free/);
    expect(new URL(page.url()).searchParams.get('lang')).toBe('en');
  });
});

describe('everybody', () => {
  it('shares what they see by its address', async () => {
    const page = await open('/', DESK);
    await page.getByRole('searchbox').fill('sofa');
    await page.getByRole('combobox', { name: 'Project' }).selectOption('SOFARPC');
    await page.getByRole('button', { name: 'Filter' }).click();
    await page.waitForURL(/q=sofa/);
    const found = await titles(page);
    expect(found.length).toBeGreaterThan(0);
    const address = new URL(page.url());
    await context.close();
    const other = await open(`${address.pathname}${address.search}`, DESK);
    expect(await titles(other)).toEqual(found);
    expect(await other.getByRole('searchbox').inputValue()).toBe('sofa');
  });

  it('needs no script', async () => {
    const page = await open('/', { ...PHONE, javaScriptEnabled: false });
    await page.getByRole('link', { name: /^Easy/ }).tap();
    await page.waitForURL(/difficulty=easy/);
    expect((await titles(page)).length).toBeGreaterThan(0);
    expect(await page.getByRole('button', { name: /复制/ }).count()).toBe(0);
  });

  it('reaches the tasks by keyboard, past what stands before them', async () => {
    const page = await open('/', DESK);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the tasks');
    await page.keyboard.press('Enter');
    expect(new URL(page.url()).hash).toBe('#tasks');
  });

  it('prints the tasks without what can only be clicked', async () => {
    const page = await open('/', DESK);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('form').isVisible()).toBe(false);
    expect(await page.locator('.go').first().isVisible()).toBe(false);
    expect(await page.locator('ul.tasks li').first().isVisible()).toBe(true);
  });

  const pages = ['/', '/?lang=en', '/?state=done', '/?q=nothing', '/newsletter'];
  const looks = [
    ['a phone by day', PHONE],
    ['a phone by night', { ...PHONE, colorScheme: 'dark' }],
    ['a desk', DESK],
  ] as const;
  it.each(pages.flatMap((path) => looks.map(([name, visitor]) => [path, name, visitor] as const)))(
    'finds no barrier on %s with %s',
    async (path, _, visitor) => {
      const page = await open(path, { ...visitor, bypassCSP: true });
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate<axe.AxeResults>('axe.run()');
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    },
  );
});

describe('the editor', () => {
  it('sees no task that somebody took since the edition was made', async () => {
    const page = await open('/newsletter', { ...DESK, locale: 'zh-CN' });
    const printed = await page.locator('main').textContent();
    expect(printed).toContain('在服务引用和发布时');
    expect(printed).not.toContain('优化集成 Nacos');
  });

  it('copies the newsletter with its looks for WeChat', async () => {
    const page = await open('/newsletter', { ...DESK, locale: 'zh-CN' });
    await page.getByRole('button', { name: '复制到公众号' }).click();
    await page.getByRole('button', { name: '已复制' }).waitFor();
    const copied = await page.evaluate<string>(
      "navigator.clipboard.read().then(([item]) => item.getType('text/html')).then((html) => html.text())",
    );
    expect(copied).toContain('SOFARPC');
    expect(copied).toContain('style=');
  });

  it('downloads the picture of the contributors', async () => {
    const page = await open('/newsletter', { ...DESK, locale: 'zh-CN' });
    for (const [format, begins] of [
      ['PNG', '\u0089PNG'],
      ['SVG', '<svg'],
    ] as const) {
      const downloading = page.waitForEvent('download');
      await page.getByRole('link', { name: `下载图片（${format}）` }).click();
      const download = await downloading;
      expect(download.suggestedFilename()).toMatch(/^contributors-\d{4}-\d\d-\d\d\.(png|svg)$/);
      expect(readFileSync(await download.path(), 'latin1')).toMatch(new RegExp(`^${begins}`));
    }
  });
});
