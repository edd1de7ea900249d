import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePort } from '../../src/demo/bot-process.js';
import {
  eventually,
  gitHub,
  LAYOTTO,
  openTask,
  openWorld,
  say,
  seen,
  type World,
} from './a-bot.js';

let world: World;
let metricsUrl: string;
beforeAll(async () => {
  const port = await freePort();
  metricsUrl = `http://127.0.0.1:${port}`;
  world = await openWorld(await gitHub(), undefined, { METRICS_PORT: String(port) });
});
afterAll(() => world.end());

const scrape = async () => (await fetch(`${metricsUrl}/metrics`)).text();

/** The value of one line; 0: there is none. */
async function figure(line: string): Promise<number> {
  const found = (await scrape()).split('\n').find((each) => each.startsWith(`${line} `));
  return Number(found?.slice(line.length) ?? 0);
}

type Line = { msg: string; deliveries?: string[] } & Record<string, unknown>;

/** The lines of the log that are about a delivery. */
function linesAbout(delivery: string): Line[] {
  const lines = world.bot.log().split('\n').filter(Boolean);
  return lines
    .map((line) => JSON.parse(line) as Line)
    .filter(({ deliveries }) => deliveries?.includes(delivery));
}

describe('one story', () => {
  it('is counted: its deliveries, looks, requests and what became of its claims', async () => {
    const { github } = world;
    const task = await openTask(github, LAYOTTO, 'Counted');
    const [granted, taken] = ['granted', 'taken'].map(
      (outcome) => `newbie_tasks_claims_total{outcome="${outcome}"}`,
    ) as [string, string];
    const before = [await figure(granted), await figure(taken)];
    await say(github, 'ann', LAYOTTO, task, '/claim');
    await github.quiet(400);
    await say(github, 'ben', LAYOTTO, task, '/claim');
    await github.quiet(400);
    expect((await seen(github, LAYOTTO, task)).answers).toHaveLength(2);
    expect([await figure(granted), await figure(taken)]).toEqual(before.map((n) => n + 1));
    const text = await scrape();
    expect(text).toMatch(/deliveries_total\{event="issue_comment",verdict="accepted"\} [1-9]/);
    expect(text).toMatch(/looks_total\{kind="issue",result="written"\} [1-9]/);
    expect(text).toMatch(/look_duration_seconds_count\{kind="issue"\} [1-9]/);
    expect(text).toMatch(/github_requests_total\{owner="mosn",kind="write",result="ok"\} [1-9]/);
    expect(text).toMatch(/write_wait_seconds_count\{lane="assign"\} [1-9]/);
    expect(text).toMatch(/\nnewbie_tasks_queue_oldest_seconds \d/);
    expect(text).toMatch(/\nnewbie_tasks_queue_waiting \d/);
  });

  it('has one id in the log, from the delivery through its look to each write', async () => {
    const { github } = world;
    const task = await openTask(github, LAYOTTO, 'Followed');
    await say(github, 'cai', LAYOTTO, task, '/claim');
    await github.quiet(400);
    const claim = github.deliveries.findLast(
      ({ event, body }) => event === 'issue_comment' && body.includes('"/claim"'),
    );
    const lines = linesAbout(claim?.id ?? 'none');
    expect(lines.map(({ msg }) => msg)).toEqual(['delivery', 'write', 'write', 'write', 'written']);
    expect(lines[0]).toMatchObject({ event: 'issue_comment', looks: [`mosn/layotto#${task}`] });
    expect(lines[1]).toMatchObject({
      request: 'POST /repos/{owner}/{repo}/issues/{issue_number}/assignees',
      repository: 'mosn/layotto',
      issue: task,
      result: 'ok',
    });
    expect(lines.at(-1)).toMatchObject({ look: `mosn/layotto#${task}` });
  });
});

describe('what strangers send', () => {
  it('adds no label, whatever they call it', async () => {
    const { github } = world;
    await github.deliver('evil_event', { action: 'x' });
    const init = {
      method: 'POST',
      headers: { 'x-github-event': 'unheard_of'.repeat(20) },
      body: '{}',
    };
    await fetch(world.bot.webhookUrl, init);
    const text = await scrape();
    expect(text).not.toMatch(/evil|unheard_of/);
    expect(text).toMatch(/deliveries_total\{event="other",verdict="unsigned"\} [1-9]/);
  });

  it('leaves no name of a repository, an issue or a person in the figures', async () => {
    expect(await scrape()).not.toMatch(/layotto|ann|cai|#\d/);
  });
});

describe('METRICS_PORT', () => {
  it('takes /metrics off the public port, and is healthy by itself', async () => {
    const status = async (url: string) => (await fetch(url)).status;
    expect(await status(`${world.bot.url}/metrics`)).toBe(404);
    expect(await status(`${metricsUrl}/metrics`)).toBe(200);
    expect(await status(`${metricsUrl}/healthz`)).toBe(200);
    expect(await status(`${metricsUrl}/newsletter`)).toBe(404);
    expect(await status(`${metricsUrl}/api/github/webhooks`)).toBe(404);
  });

  it('counts what goes wrong', async () => {
    const { github } = world;
    const [failed, warned] = [
      'newbie_tasks_looks_total{kind="issue",result="failed"}',
      'newbie_tasks_errors_total{level="warn"}',
    ] as const;
    github.faults.push({ kind: 'before', method: 'GET', path: /comments/, times: 1, status: 502 });
    await openTask(github, LAYOTTO, 'Failing');
    await eventually(async () => {
      expect(await figure(failed)).toBeGreaterThan(0);
      expect(await figure(warned)).toBeGreaterThan(0);
      expect(await scrape()).toMatch(/result="unavailable"\} [1-9]/);
    });
  });
});

describe('the version', () => {
  it('stands in the first line of the log and in the figures', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    const [first = ''] = world.bot.log().split('\n');
    expect(JSON.parse(first)).toMatchObject({ msg: 'starting', version });
    expect(await figure(`newbie_tasks_build_info{version="${version}"}`)).toBe(1);
  });
});

describe('a look that finds nothing to write', () => {
  it('is a line at debug alone', async () => {
    const { github } = world;
    await github.seedIssue({
      ...{ repository: 'mosn/layotto', author: 'ann', title: 'No task' },
      createdAt: '2021-11-01T00:00:00Z',
    });
    await say(github, 'ann', LAYOTTO, 1, 'just a word');
    await github.quiet(400);
    const quiet = world.bot
      .log()
      .split('\n')
      .filter((line) => line.includes('"nothing to write"'));
    expect(quiet.length).toBeGreaterThan(0);
    for (const line of quiet) expect(JSON.parse(line)).toMatchObject({ level: 20 });
  });
});

describe('docs/operating.md', () => {
  const page = readFileSync('docs/operating.md', 'utf8');
  /** The words in code of the first column, of the table below a heading. */
  const namesBelow = (heading: string) => {
    const [, section = ''] = page.split(`\n## ${heading}\n`);
    const rows = (section.split('\n## ')[0] ?? '').split('\n').filter((row) => /^\| `/.test(row));
    return rows.flatMap((row) =>
      [...(row.split(' | ')[0] ?? '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
    );
  };
  const namesNow = async () =>
    [...(await scrape()).matchAll(/^# TYPE (\S+)/gm)].map(([, name = '']) => name);

  it('names every figure, and none that is not there', async () => {
    expect(namesBelow('Figures').sort()).toEqual((await namesNow()).sort());
  });

  it('names every field of the log', async () => {
    const { github } = world;
    github.faults.push({ kind: 'before', method: 'GET', path: /comments/, times: 1, status: 502 });
    const task = await openTask(github, LAYOTTO, 'Logged');
    await eventually(async () => {
      expect((await seen(github, LAYOTTO, task)).plans).toHaveLength(1);
    });
    const lines = world.bot.log().split('\n').filter(Boolean);
    const fields = new Set(lines.flatMap((line) => Object.keys(JSON.parse(line) as object)));
    const known = namesBelow('The log');
    expect([...fields].filter((field) => !known.includes(field))).toEqual([]);
    for (const field of ['deliveries', 'look', 'written', 'request', 'err', 'retryInMs']) {
      expect([...fields]).toContain(field);
    }
  });

  it('comes with a dashboard of figures that exist, all of ours among them', async () => {
    const dashboard = readFileSync('docs/grafana.json', 'utf8');
    const { panels } = JSON.parse(dashboard) as { panels: { targets: { expr: string }[] }[] };
    const used = panels
      .flatMap(({ targets }) => targets.map(({ expr }) => expr))
      .flatMap((expr) => expr.match(/\b(newbie_tasks|process)_\w+/g) ?? [])
      .map((name) => name.replace(/_bucket$/, ''));
    const now = await namesNow();
    expect(used.filter((name) => !now.includes(name))).toEqual([]);
    const ours = now.filter((name) => name.startsWith('newbie_tasks_'));
    expect(ours.filter((name) => !used.includes(name))).toEqual([]);
  });

  it('warns of figures that exist', async () => {
    const [, alarms = ''] = page.split('Worth an alarm:');
    const used = alarms.split('## ')[0]?.match(/newbie_tasks_\w+/g) ?? [];
    expect(used).toHaveLength(3);
    const now = await namesNow();
    expect(used.filter((name) => !now.includes(name))).toEqual([]);
  });
});
