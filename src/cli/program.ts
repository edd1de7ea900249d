/**
 * What can be called, with every flag; docs/commands.md is generated from it. Each command is loaded
 * when it is called, so that `--help` is immediate.
 */
import { Command } from 'commander';
import type { Output } from './output.js';
import { VERSION } from './version.js';

const SETUP_HELP = `
It prints an address for a browser on this machine; the page sends app.yml to GitHub, where you
confirm. What GitHub gives (the App’s id, key and webhook secret) goes into .env here, readable by
you alone. GHE_HOST chooses a GitHub Enterprise Server; HOST and PORT are where serve will listen.

Without a public address the App gets no deliveries: WEBHOOKS=off makes serve ask GitHub instead.
On a server without a browser: --port 4000 there, and ssh -L 4000:127.0.0.1:4000 SERVER from here.`;

/** Called with the exit code of what was called. */
export type Done = (code: 0 | 1 | 2) => void;

/** @param stopped resolves once the process was asked to end */
export function createProgram(
  env: Readonly<Record<string, string | undefined>>,
  out: Output,
  done: Done,
  stopped: () => Promise<unknown>,
): Command {
  const program = new Command('newbie-tasks')
    .description('Keeps newcomer tasks, claims and the weekly newsletter in agreement on GitHub.')
    .version(VERSION)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => out.stdout(text.trimEnd()),
      writeErr: (text) => out.stderr(text.trimEnd()),
    })
    .showSuggestionAfterError()
    .showHelpAfterError('(newbie-tasks --help shows what there is)');

  program
    .command('serve')
    .description('receive deliveries from GitHub and keep everything in order (npm start)')
    .action(async () => {
      const { serve } = await import('./serve.js');
      done(await serve(env, out, stopped()));
    });

  program
    .command('demo')
    .description('the whole story on an embedded GitHub, without network or account')
    .option('--once', 'end after the story instead of keeping the pages up')
    .action(async (options: { once?: boolean }) => {
      const { demo } = await import('../demo/demo.js').catch(() => {
        throw new Error(
          'the demo is not in this installation: run it in a clone of the repository',
        );
      });
      done(await demo({ once: options.once ?? false }, out));
    });

  program
    .command('sync')
    .description('bring repositories in order: label definitions, difficulties, lists, plans')
    .argument('[repositories...]', 'OWNER/REPO (default: all with tasks or a configuration)')
    .option('--dry-run', 'print what would change, and write nothing')
    .option('--create-issues', 'open an issue for list lines that have none, at most 20 at once')
    .option('--adopt <login>', 'take over the plans of another account of yours: docs/action.md')
    .option('--plans', 'a plan on older tasks too, which otherwise comes with their first activity')
    .action(async (repositories: string[], options) => {
      const { sync } = await import('./sync.js');
      done(await sync(repositories, options, env, out));
    });

  program
    .command('plan')
    .description('explain one issue: what was read, which rules apply, what would be written')
    .argument('<issue>', 'OWNER/REPO#N')
    .action(async (issue: string) => {
      const { plan } = await import('./plan.js');
      done(await plan(issue, env, out));
    });

  program
    .command('doctor')
    .description('what is missing or will fight: permissions, deliveries, other bots, lists')
    .argument('[repositories...]', 'OWNER/REPO (default: the newsletters’ projects)')
    .action(async (repositories: string[]) => {
      const { doctor } = await import('./doctor.js');
      done(await doctor(repositories, env, out));
    });

  program
    .command('digest')
    .description('one edition of a newsletter, its tasks as they are now')
    .option('--newsletter <file>', 'the newsletter (default: the only one in config/newsletters)')
    .option('--date <YYYY-MM-DD>', 'the edition’s date (default: the one to come)')
    .option('--since <instant>', 'where its week begins (default: a week before its end)')
    .option('--until <instant>', 'where its week ends (default: the newsletter’s hour on its date)')
    .option('--section <names>', 'only these sections, separated by commas')
    .option('--format <name>', 'markdown, hugo, wechat, text or json (default: markdown)')
    .option('--out <file>', 'write to a file instead of stdout')
    .option('--publish', 'to where the newsletter says: files, an issue or a pull request')
    .action(async (options) => {
      const { digest } = await import('./digest.js');
      done(await digest(options, env, out));
    });

  program
    .command('stats')
    .description('figures on the tasks and claims of a newsletter’s projects, as they are now')
    .option('--newsletter <file>', 'the newsletter (default: the only one in config/newsletters)')
    .option('--format <name>', 'table or json', 'table')
    .action(async (options) => {
      const { stats } = await import('./stats.js');
      done(await stats(options, env, out));
    });

  program
    .command('check-config')
    .description('validate a configuration file: all problems at once, with line and column')
    .argument('<file>', 'a newbie-tasks.yml or a newsletter')
    .action(async (file: string) => {
      const { checkConfig } = await import('./check-config.js');
      done(await checkConfig(file, out));
    });

  program
    .command('setup')
    .description('register the GitHub App in the browser, write .env, see that a delivery arrives')
    .option(
      '--public-url <url>',
      'where GitHub reaches serve, https (default: PUBLIC_URL, else asked)',
    )
    .option('--organization <name>', 'register it under an organisation instead of your account')
    .option('--port <number>', 'of the page on 127.0.0.1 (default: any that is free)')
    .option('--force', 'replace the App that .env has already')
    .option('--no-wait', 'do not wait for GitHub’s first delivery')
    .addHelpText('after', SETUP_HELP)
    .action(async (options) => {
      const { setup } = await import('./setup.js');
      done(await setup(options, env, out));
    });
  return program;
}
