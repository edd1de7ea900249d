/** What operators copy out of the guides is what the program has. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { CONSEQUENCES } from '../../src/events/consequences.js';
import { blocksOf, pageOf } from './docs/pages.js';
import { isTest, type NamedTest, namedIn } from './named-tests.js';

const PAGES = ['docs/deploying.md', 'docs/action.md'].map(pageOf);
const ALL = PAGES.flatMap(({ text }) => blocksOf(text));
const [WORKFLOW] = ALL.filter(({ language }) => language === 'yaml').map(
  ({ text }) => parse(text) as Workflow,
);

type Workflow = {
  readonly on: Readonly<Record<string, { readonly inputs?: object } | null>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly concurrency: { readonly group: string; readonly 'cancel-in-progress': boolean };
  readonly jobs: Readonly<
    Record<string, { readonly steps: readonly { uses: string; with: object }[] }>
  >;
};

type Action = {
  readonly inputs: Readonly<Record<string, { description: string; default: string }>>;
  readonly runs: {
    readonly using: string;
    readonly steps: readonly {
      readonly uses?: string;
      readonly run?: string;
      readonly env?: Readonly<Record<string, string>>;
      readonly with?: Readonly<Record<string, unknown>>;
    }[];
  };
};

const ACTION = parse(readFileSync('action.yml', 'utf8')) as Action;

describe.each(PAGES)('$file', ({ text }) => {
  it('names tests that exist', () => {
    const named = namedIn(text);
    expect(named.length).toBeGreaterThan(0);
    const isThere = ({ file, title }: NamedTest) =>
      title === undefined ? existsSync(file) : isTest(file, title);
    expect(named.filter((each) => !isThere(each))).toEqual([]);
  });
});

describe('the workflow in docs/action.md', () => {
  it('listens to events that become looks, and to those that sweep', () => {
    const action = readFileSync('src/cli/action.ts', 'utf8');
    const events = Object.keys(WORKFLOW?.on ?? {});
    expect(events).toContain('issue_comment');
    expect(
      events.filter((name) => !(name in CONSEQUENCES || action.includes(`'${name}'`))),
    ).toEqual([]);
  });

  it('asks for what the App asks for, and no more', () => {
    const { default_permissions: app } = parse(readFileSync('app.yml', 'utf8')) as {
      default_permissions: Record<string, string>;
    };
    expect(WORKFLOW?.permissions).toEqual({
      issues: app.issues,
      'pull-requests': app.pull_requests,
      contents: app.contents,
    });
  });

  it('lets runs on one issue wait for each other, and cancels none that runs', () => {
    expect(WORKFLOW?.concurrency.group).toContain('github.event.issue.number');
    expect(WORKFLOW?.concurrency['cancel-in-progress']).toBe(false);
  });

  it('passes inputs that the Action has, and that a run by hand asks for', () => {
    const [step] = WORKFLOW?.jobs.look?.steps ?? [];
    const inputs = Object.keys(WORKFLOW?.on.workflow_dispatch?.inputs ?? {});
    expect(Object.keys(step?.with ?? {})).toEqual(inputs);
    expect(inputs.filter((name) => !(name in ACTION.inputs))).toEqual([]);
  });
});

describe('action.yml', () => {
  it('is composite, and every input reaches the program', () => {
    expect(ACTION.runs.using).toBe('composite');
    const environment = ACTION.runs.steps.at(-1)?.env ?? {};
    const passed = Object.values(environment).map((value) => /inputs\.([\w-]+)/.exec(value)?.[1]);
    expect(passed.sort()).toEqual(Object.keys(ACTION.inputs).sort());
    const code = ['src/cli/action/run.ts', 'src/cli/environment.ts']
      .map((file) => readFileSync(file, 'utf8'))
      .join();
    for (const name of Object.keys(environment)) expect(code).toContain(`.${name}`);
  });

  it('puts no expression into a shell, where an event’s text would run', () => {
    const scripts = ACTION.runs.steps.flatMap(({ run }) => run ?? []);
    expect(scripts.filter((script) => script.includes('${{'))).toEqual([]);
  });

  it('starts what is compiled from src/action.ts, on a Node that the package supports', () => {
    const last = ACTION.runs.steps.at(-1)?.run ?? '';
    expect(last).toBe('node "$GITHUB_ACTION_PATH/dist/action.js"');
    expect(existsSync('src/action.ts')).toBe(true);
    const node = ACTION.runs.steps.find(({ uses }) => uses?.startsWith('actions/setup-node@'));
    expect(Number(node?.with?.['node-version'])).toBeGreaterThanOrEqual(20);
    expect(readdirSync('.')).toContain('package-lock.json');
  });
});

describe('the systemd unit in docs/deploying.md', () => {
  const unit = ALL.find(({ language }) => language === 'ini')?.text ?? '';

  it('has sections with one setting a line, and starts serve', () => {
    const lines = unit.split('\n').filter(Boolean);
    expect(lines.filter((line) => !/^(\[\w+\]|[A-Z]\w+=\S.*)$/.test(line))).toEqual([]);
    expect(unit).toContain('ExecStart=/usr/bin/node dist/main.js serve\n');
  });

  it('waits longer than serve takes to stop', () => {
    const drainMs = /DRAIN_MS = ([\d_]+)/.exec(readFileSync('src/cli/worker.ts', 'utf8'))?.[1];
    const seconds = Number(/TimeoutStopSec=(\d+)/.exec(unit)?.[1]);
    expect(seconds * 1000).toBeGreaterThan(Number(drainMs?.replaceAll('_', '')));
  });
});

describe('the other commands of docs/deploying.md', () => {
  const shell = ALL.filter(({ language }) => language === 'sh').map(({ text }) => text);

  it('scale a service of docker-compose.yml over the ports that the proxy passes on to', () => {
    const compose = parse(readFileSync('docker-compose.yml', 'utf8')) as {
      services: Record<string, { ports?: string[] }>;
    };
    const [, service = '', count] = /--scale ([\w-]+)=(\d+)/.exec(shell.join('')) ?? [];
    const [first, last] = (/(\d+)-(\d+):/.exec(compose.services[service]?.ports?.[0] ?? '') ?? [])
      .slice(1)
      .map(Number);
    expect(Number(last) - Number(first) + 1).toBe(Number(count));
    const caddy = ALL.find(({ text }) => text.includes('reverse_proxy'))?.text ?? '';
    expect(caddy).toContain(`127.0.0.1:${first} 127.0.0.1:${Number(first) + 1} 127.0.0.1:${last}`);
  });

  it('run a script of package.json', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: object };
    expect(shell.join('')).toContain('npm start');
    expect(Object.keys(scripts)).toContain('start');
  });
});
