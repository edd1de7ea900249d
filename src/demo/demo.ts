/** `newbie-tasks demo`: the main job from the lists to the newsletter, on an embedded GitHub. */

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EmbeddedGitHub } from '@newbie-tasks/embedded-github';
import type { Output } from '../cli/output.js';
import { type BotProcess, botEnvironment, startBot } from './bot-process.js';
import { startGitHub } from './github.js';
import { tellStory } from './story.js';
import { renderTable } from './table.js';
import type { DemoTools } from './tools.js';

const CONFIG = fileURLToPath(new URL('../../config', import.meta.url));

/** Exit code 0: everything that the story promises was seen. */
export async function demo(options: { readonly once: boolean }, out: Output): Promise<0 | 1> {
  out.stdout('newbie-tasks demo: an embedded GitHub, the real bot, no network');
  const folder = await mkdtemp(join(tmpdir(), 'newbie-tasks-demo-'));
  const log = createWriteStream(join(folder, 'bot.log'));
  let github: EmbeddedGitHub | null = null;
  let bot: BotProcess | null = null;
  try {
    github = await startGitHub();
    bot = await startBot({ github, configFolder: CONFIG, onLog: (line) => log.write(line) });
    out.stdout(`GitHub is at ${github.url}, the bot at ${bot.url}, its log in ${folder}`);
    const tools: DemoTools = {
      github,
      environment: botEnvironment(github, CONFIG),
      say: out.stdout,
    };
    const rows = await tellStory(tools);
    out.stdout('');
    for (const line of renderTable(rows)) out.stdout(line);
    const failed = rows.filter(({ ok }) => !ok).length;
    out.stdout('');
    out.stdout(failed === 0 ? `All ${rows.length} rows ✓` : `${failed} of ${rows.length} rows ✗`);
    await stayUp(options.once, github, bot, out);
    return failed === 0 ? 0 : 1;
  } catch (error) {
    out.stderr(`demo: ${error instanceof Error ? error.message : String(error)}`);
    if (bot !== null) out.stderr(`demo: the bot's log is in ${folder}`);
    return 1;
  } finally {
    await bot?.stop();
    await github?.close();
    log.end();
  }
}

/** The pages stay up for a person at a terminal, and for nobody else. */
async function stayUp(
  endNow: boolean,
  github: EmbeddedGitHub,
  bot: BotProcess,
  out: Output,
): Promise<void> {
  if (endNow || process.env.CI || !process.stdout.isTTY) {
    out.stdout(`In a terminal and without --once, the board at ${bot.url} stays up.`);
    return;
  }
  out.stdout('Look at it, and Ctrl+C ends:');
  out.stdout(`  the board        ${bot.url}`);
  out.stdout(`  the newsletter   ${bot.url}/newsletter`);
  out.stdout(`  a task           ${github.url}/sofastack/sofa-rpc/issues/1030`);
  out.stdout(`  SOFARPC's plan   ${github.url}/sofastack/sofa-rpc/issues/1127`);
  out.stdout(`  Layotto's plan   ${github.url}/mosn/layotto/issues/108`);
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
}
