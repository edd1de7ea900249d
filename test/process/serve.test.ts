import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { startBot } from '../../src/demo/bot-process.js';
import { configFolder, gitHub, MAIN } from '../app/a-bot.js';

describe('a server in a process of its own', () => {
  it('is asked to end by SIGTERM and ends with 0', async () => {
    const github = await gitHub();
    const other = await startBot({ github, configFolder: configFolder(), main: MAIN });
    expect(await other.stop('SIGTERM')).toBe(0);
    await github.close();
  });

  it('goes on when nobody reads its log any more', async () => {
    const github = await gitHub();
    const other = await startBot({ github, configFolder: configFolder(), main: MAIN });
    other.process.stderr?.destroy();
    for (let n = 0; n < 3; n += 1) {
      await github.deliver('ping', {});
      await sleep(100);
    }
    const code = await other.stop('SIGTERM');
    await github.close();
    expect(code).toBe(0);
  });
});
