/**
 * The README's pictures, taken of what the demo really shows: npm run pictures.
 *
 * Needs Chromium (CHROMIUM_PATH, default /usr/bin/chromium) and fonts for Chinese and emoji; on
 * Debian: apt-get install chromium fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji
 */
import { copyFile, mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { botEnvironment, startBot } from '../dist/demo/bot-process.js';
import { startGitHub } from '../dist/demo/github.js';
import { runProgram } from '../dist/demo/run-program.js';
import { EDITION_DATE, NEWCOMERS, PROJECTS } from '../dist/demo/seed.js';
import { seeIssue, until, visible } from '../dist/demo/watch.js';
import { digestPage, overviewPage, threadParts } from './picture-pages.mjs';

const CONFIG = fileURLToPath(new URL('../config', import.meta.url));
const PICTURES = fileURLToPath(new URL('../docs/pictures/', import.meta.url));
const DIGEST = ['digest', '--date', EDITION_DATE, '--section', 'tasks'];
const WEEKLY = fileURLToPath(
  new URL('../test/fixtures/edition-2021-11-12/sofa-weekly.yml', import.meta.url),
);

const [SOFARPC] = PROJECTS;

await mkdir(PICTURES, { recursive: true });
const github = await startGitHub();
const FREE = `${github.url}/sofastack/sofa-rpc/issues/1031`;
const CLAIMED = `${github.url}/sofastack/sofa-rpc/issues/1030`;
const bot = await startBot({ github, configFolder: CONFIG });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
try {
  await plansAreThere();
  await takePlan();
  await takeDigest();
  await claim();
  await takeClaim();
  await takeBoard();
  await takeOverview();
  await takeEdition();
} finally {
  await browser.close();
  await bot.stop();
  await github.close();
}

/** Every task of both projects has its plan, and nothing is under way any more. */
async function plansAreThere() {
  for (const project of PROJECTS) {
    for (const { number } of [...project.tasks, { number: project.tracking }]) {
      await until(`a plan on ${project.repo}#${number}`, async () => {
        return (await seeIssue(github, project, number)).ours.length > 0;
      });
    }
  }
  await github.quiet();
}

/** The plan of a free task. */
async function takePlan() {
  const page = await open(FREE, 640);
  await take(page, 'plan.png', page.locator('article.post').last());
}

/** The edition as the editor gets it, and as it is read. */
async function takeDigest() {
  const page = await open('about:blank', 1240, 1.5);
  await page.setContent(digestPage(DIGEST, await printDigest()));
  await take(page, 'digest.png', page.locator('main'));
}

/** ann claims #1030; ends when she is answered and the plan says so. */
async function claim() {
  const { owner, repo } = SOFARPC;
  const where = { owner, repo, issue_number: 1030 };
  await github.as('ann').rest.issues.createComment({ ...where, body: '/claim 我想试试' });
  await until('the claim on #1030', async () => {
    const { ours } = await seeIssue(github, SOFARPC, 1030);
    return ours.length === 2 && ours.some(({ body }) => visible(body).includes('🔵'));
  });
  await github.quiet();
}

async function takeClaim() {
  const page = await open(CLAIMED, 820);
  await take(page, 'claim.png', page.locator('main'));
}

/** The board by day and by night, on a phone and on a desk. */
async function takeBoard() {
  const looks = [
    ['board-phone', { width: 375, height: 800, locale: 'zh-CN' }],
    ['board-phone-dark', { width: 375, height: 800, locale: 'zh-CN', colorScheme: 'dark' }],
    ['board-desk', { width: 960, height: 900, locale: 'en-US' }],
    ['board-desk-dark', { width: 960, height: 900, locale: 'en-US', colorScheme: 'dark' }],
  ];
  for (const [name, { width, height, locale, colorScheme = 'light' }] of looks) {
    const viewport = { width, height };
    const context = await browser.newContext({
      viewport,
      locale,
      colorScheme,
      deviceScaleFactor: 2,
    });
    const page = await context.newPage();
    await page.goto(bot.url);
    await page.screenshot({ path: `${PICTURES}${name}.png` });
    await context.close();
  }
}

/** All of it at one moment: what is claimed is not printed. */
async function takeOverview() {
  const free = await threadParts(await open(FREE, 720));
  const claimed = await threadParts(await open(CLAIMED, 720));
  const page = await open('about:blank', 1240, 1.5);
  await page.setContent(overviewPage(free, claimed, await printDigest()));
  await take(page, 'overview.png', page.locator('main'));
}

/** The whole edition as an article, on a phone, and its contributors' picture. */
async function takeEdition() {
  const people = NEWCOMERS;
  for (const [at, author] of people.entries()) {
    const { owner, repo } = PROJECTS[at % PROJECTS.length];
    const mergedAt = new Date(Date.parse(EDITION_DATE) - at * 86_400_000).toISOString();
    await github.seedPull({ repository: `${owner}/${repo}`, author, title: 'a step', mergedAt });
  }
  const folder = await mkdtemp(join(tmpdir(), 'newbie-tasks-pictures-'));
  const article = join(folder, 'article.html');
  const args = ['--newsletter', WEEKLY, '--date', EDITION_DATE, '--format', 'wechat'];
  await runProgram(['digest', ...args, '--out', article], botEnvironment(github, CONFIG));
  await copyFile(join(folder, 'contributors.png'), `${PICTURES}contributors.png`);
  const page = await open('about:blank', 375);
  const style =
    '<style>body{margin:0;padding:16px;max-height:1200px;overflow:hidden;font-family:system-ui,sans-serif}</style>';
  await page.setContent(style + (await readFile(article, 'utf8')));
  // What stands elsewhere cannot be fetched here.
  await page.evaluate(() => {
    for (const image of document.querySelectorAll('img')) image.remove();
  });
  await take(page, 'wechat.png', page.locator('body'));
  await rm(folder, { recursive: true });
}

async function printDigest() {
  const run = await runProgram(DIGEST, botEnvironment(github, CONFIG));
  if (run.code !== 0) throw new Error(`digest failed:\n${run.stderr}`);
  return run.stdout.trimEnd();
}

/** @param scale pixels of the picture per pixel of the page */
async function open(address, width, scale = 2) {
  const page = await browser.newPage({
    viewport: { width, height: 900 },
    deviceScaleFactor: scale,
    colorScheme: 'light',
  });
  await page.goto(address);
  return page;
}

/** Cropped to one element; refuses what would be cut off at the side. */
async function take(page, name, element) {
  const cut = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (cut > 0) throw new Error(`${name}: ${cut} pixels stand over the page's right side`);
  await page.evaluate(() => document.fonts.ready);
  const file = `${PICTURES}${name}`;
  await element.screenshot({ path: file, animations: 'disabled' });
  await page.close();
  console.log(`docs/pictures/${name}  ${Math.round((await stat(file)).size / 1024)} KB`);
}
