import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, gitHub, LAYOTTO, openTask, openWorld, seen, type World } from './a-bot.js';

const NEWSLETTER = `
title: 周报
projects:
  - name: Layotto
    repository: mosn/layotto
sections: [tasks]
`;

let world: World;
beforeAll(async () => {
  const environment = { PUBLIC_URL: 'https://bots.example/tasks/' };
  world = await openWorld(await gitHub(), NEWSLETTER, environment);
});
afterAll(() => world.end());

describe('with a path in PUBLIC_URL', () => {
  it('deliveries are taken where the reverse proxy leaves the path in', async () => {
    const { github, bot } = world;
    github.deliverTo(`${bot.url}/tasks/api/github/webhooks`);
    const task = await openTask(github, LAYOTTO, 'Found by its path');
    await eventually(async () => {
      expect((await seen(github, LAYOTTO, task)).plans).toHaveLength(1);
    });
  });

  it.each(['/', '/tasks/', '/tasks/newsletter'])('%s links to pages that answer', async (path) => {
    await eventually(async () => {
      const address = `${world.bot.url}${path}`;
      const page = await fetch(address);
      expect(page.status).toBe(200);
      const text = await page.text();
      const links = [...text.matchAll(/ href="([^"#]+)"/g)]
        .map(([, href = '']) => href.replaceAll('&amp;', '&'))
        .filter((href) => !/^\w+:/.test(href));
      expect(links.length).toBeGreaterThan(1);
      const base = path.startsWith('/tasks') ? '/tasks/' : '/';
      for (const href of links) {
        const target = new URL(href, address);
        expect(target.pathname.startsWith(base)).toBe(true);
        expect([href, (await fetch(target)).status]).toEqual([href, 200]);
      }
    });
  });

  it('feeds name the public address', async () => {
    const feed = await (await fetch(`${world.bot.url}/feed.xml`)).text();
    expect(feed).toContain('https://bots.example/tasks/');
  });
});
