import { rmSync } from 'node:fs';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { EmbeddedGitHub } from '@newbie-tasks/embedded-github';
import { botEnvironment } from '../../src/demo/bot-process.js';
import { configFolder, gitHub, LAYOTTO, runTheProgram } from './a-bot.js';

const NEWSLETTER = `
projects:
  - name: Layotto
    repository: mosn/layotto
    tracking: https://github.com/mosn/layotto/issues/108#issuecomment-5
`;

let github: EmbeddedGitHub;
let folder: string;
afterEach(async () => {
  await github.close();
  rmSync(folder, { recursive: true });
});

async function examined(
  options: Parameters<typeof gitHub>[0] = {},
  environment: Record<string, string> = {},
  args: readonly string[] = [],
) {
  github = await gitHub(options);
  folder = configFolder(NEWSLETTER);
  return () =>
    runTheProgram(['doctor', ...args], { ...botEnvironment(github, folder), ...environment });
}

describe('doctor', () => {
  it('says that all is well, with each thing it looked at', async () => {
    const PUBLIC_URL = 'https://bots.example/tasks';
    const run = await examined({}, { OWNERS: 'mosn', PUBLIC_URL }, ['mosn/mosn']);
    github.deliverTo(`${PUBLIC_URL}/api/github/webhooks`);
    const { code, stdout, stderr } = await run();
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain(`✓ ${new URL(github.url).host} answers (the API)`);
    expect(stdout).toContain('✓ no other host is asked, for uploads neither');
    expect(stdout).toContain(
      '✓ GitHub delivers to POST https://bots.example/tasks/api/github/webhooks, and nothing else has to come in',
    );
    expect(stdout).toContain('✓ a webhook secret is set');
    expect(stdout).toContain('✓ GitHub knows the App as newbie-tasks[bot]');
    expect(stdout).toContain('✓ the installation on mosn is complete');
    expect(stdout).toContain('mosn/mosn\n  ✓ in order, no task list\n');
    expect(stdout).toMatch(/\nAll is well\.\n$/);
  });

  it('names what is missing and what will fight, with what to do', async () => {
    const run = await examined({
      permissions: { issues: 'read', metadata: 'read', contents: 'read', pull_requests: 'read' },
      events: ['issues', 'issue_comment', 'label', 'push', 'repository'],
    });
    const { repos } = github.as('maintainer').rest;
    const put = (path: string, text: string) =>
      repos.createOrUpdateFileContents({
        ...LAYOTTO,
        path,
        message: path,
        content: Buffer.from(text).toString('base64'),
      });
    await put('.github/workflows/stale.yml', 'steps:\n  - uses: actions/stale@v5\n');
    await put('.github/workflows/commands.yml', 'run: prowox\n');
    await put('.github/newbie-tasks.yml', 'langauge: en\n');
    const { code, stdout } = await run();
    expect(code).toBe(1);
    expect(stdout).toContain('✗ the App lacks permissions: issues: write');
    expect(stdout).toContain('✗ the App does not hear of: pull_request');
    expect(stdout).toContain('✗ .github/workflows/stale.yml would close quiet tasks');
    expect(stdout).toContain("→ let it say: exempt-issue-labels: 'good first issue'");
    expect(stdout).toContain('✓ .github/workflows/commands.yml assigns by commands of its own');
    expect(stdout).toContain('✗ the task list mosn/layotto#108 (comment 5) cannot be opened');
    expect(stdout).toContain('langauge: unknown key, did you mean language?');
    expect(stdout).toMatch(/\n\d+ things to do\.\n$/);
  });

  it('compares where GitHub delivers to with PUBLIC_URL, and tells of deliveries that fail', async () => {
    const run = await examined({}, { OWNERS: 'mosn', PUBLIC_URL: 'https://bots.example' });
    github.deliverTo('http://127.0.0.1:9/elsewhere');
    await github.deliver('issues', { action: 'opened' });
    const { code, stdout } = await run();
    expect(code).toBe(1);
    expect(stdout).toContain(
      '✗ GitHub delivers to http://127.0.0.1:9/elsewhere, and this server is at https://bots.example/api/github/webhooks\n' +
        '    → correct the webhook’s address in the App’s settings, or PUBLIC_URL',
    );
    expect(stdout).toMatch(/✗ 1 of the last 1 deliveries failed, the newest at .*: issues, /);
  });

  it('names a host that cannot be reached, and why', async () => {
    const run = await examined({}, { GITHUB_API_URL: 'http://127.0.0.1:9' });
    const { code, stdout } = await run();
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /✗ 127\.0\.0\.1:9 cannot be reached \(the API\): .*\n {4}→ let this machine/,
    );
  });

  it('where nothing comes in says so', async () => {
    const run = await examined({}, { OWNERS: 'mosn', WEBHOOKS: 'off', WEBHOOK_SECRET: '' });
    const { stdout } = await run();
    expect(stdout).toContain('✓ WEBHOOKS=off: GitHub is asked, and nothing has to come in');
    expect(stdout).not.toContain('WEBHOOK_SECRET');
  });

  it('says what is wrong with the credentials, and where nothing is installed', async () => {
    const run = await examined({}, { APP_ID: '999' }, ['nobody/x']);
    const { code, stdout } = await run();
    expect(code).toBe(1);
    expect(stdout).toContain('→ check APP_ID and the key');
  });
});
