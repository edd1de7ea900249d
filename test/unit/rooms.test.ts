import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const SOURCE = 'src';
const PACKAGE = 'packages/embedded-github/src';

/** From the doors down. Rooms on one level do not know each other. */
const LEVELS: readonly (readonly string[])[] = [
  ['main.ts', 'action.ts', 'app.ts'],
  ['cli', 'demo'],
  ['events'],
  ['server'],
  ['board'],
  ['sync', 'controller'],
  ['onboarding', 'newsletter'],
  ['project'],
  ['issue'],
  ['repository'],
  ['github', 'commands'],
  ['config', 'engine', 'telemetry'],
  ['claims'],
  ['domain'],
  ['messages'],
];

/** But for these: the demo is a command that plays with the other commands. */
const COMPANIONS = ['cli', 'demo'];

/** What the pure rooms may import from outside. */
const PURE: Readonly<Record<string, readonly string[]>> = {
  commands: [],
  claims: ['zod'],
  domain: ['zod'],
  messages: ['intl-messageformat'],
};

/** Who may know GitHub's clients. */
const KNOW_CLIENTS = ['github', 'cli', 'app.ts', 'events', 'demo'];

const ORDER = LEVELS.map((rooms) => rooms.join(' + ')).join(' > ');

type Import = {
  readonly target: string;
  readonly isDynamic: boolean;
  /** Gone at run time. */
  readonly isTypeOnly: boolean;
};

type Imports = ReadonlyMap<string, readonly Import[]>;

const IMPORTS = importsIn(SOURCE);

const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  dependencies: Record<string, string>;
};

describe('the rooms of src/', () => {
  it('are all known, so that a new one finds its place', () => {
    const known = LEVELS.flat();
    expect([...IMPORTS.keys()].map(roomOf).filter((room) => !known.includes(room))).toEqual([]);
  });

  it('stand in CONTRIBUTING.md, in their order', () => {
    const page = readFileSync('CONTRIBUTING.md', 'utf8').split('## The house on one page')[1];
    const rows = page?.split('\n## ')[0]?.match(/^\| `.*$/gm) ?? [];
    const named = rows.map((row) => row.split('|')[1]?.match(/[\w.]+/g) ?? []);
    expect(named.flat()).toEqual(LEVELS.flat());
  });

  it('import downwards only, and packages only where they belong', () => {
    const wrong = [...IMPORTS].flatMap(([file, imports]) =>
      imports.flatMap((each) => {
        const rule = brokenRule(file, each);
        return rule === null ? [] : [`${SOURCE}/${file} imports '${each.target}': ${rule}`];
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('leave it to github/ alone to ask GitHub', () => {
    const asking = [...IMPORTS.keys()].filter((file) =>
      /\boctokit\.(rest|paginate|request)\b/.test(readFileSync(join(SOURCE, file), 'utf8')),
    );
    expect([...new Set(asking.map(roomOf))]).toEqual(['github']);
  });

  it.each([
    [SOURCE, IMPORTS],
    [PACKAGE, importsIn(PACKAGE)],
  ])('hold no files that import each other in a circle: %s', (_, imports) => {
    expect(imports.size).toBeGreaterThan(20);
    expect(findCircles(imports)).toEqual([]);
  });
});

describe('the rule', () => {
  const down = `imports go down only (${ORDER})`;
  const clients = 'only github, cli, app.ts, events, demo may know GitHub’s clients';
  const pure = 'a pure room imports no node: module, and no package but its own';
  const demoOnly = 'it is no dependency; only demo may load a development dependency, dynamically';
  const ours = '@newbie-tasks/embedded-github';

  it.each([
    ['claims/clock.ts', `import { say } from '../messages/format.js';`, null],
    ['claims/clock.ts', `import type { Octokit } from '@octokit/rest';`, pure],
    ['claims/clock.ts', `import { z } from 'zod';`, null],
    ['claims/clock.ts', `import { readFile } from 'node:fs/promises';`, pure],
    ['claims/clock.ts', `export * from '../config/load.js';`, down],
    ['messages/format.ts', `import { IntlMessageFormat } from 'intl-messageformat';`, null],
    ['messages/format.ts', `import { z } from 'zod';`, pure],
    ['messages/en.ts', `import { z } from '../domain/task.js';`, down],
    ['config/load.ts', `import { z } from 'zod';`, null],
    ['config/load.ts', `import { Probot } from 'probot';`, clients],
    ['github/app.ts', `import { Octokit } from '@octokit/rest';`, null],
    ['issue/rules/claim.ts', `import { a } from '../snapshot.js';`, null],
    ['issue/rules/claim.ts', `import { a } from '../../newsletter/collect.js';`, down],
    ['newsletter/collect.ts', `const x = await import('../controller/controller.js');`, down],
    ['server/server.ts', `import { listenTo } from '../events/listen.js';`, down],
    ['events/listen.ts', `import type { Receive } from '../server/webhook.js';`, null],
    ['app.ts', `import { listenTo } from './events/listen.js';`, null],
    ['cli/serve.ts', `import { demo } from '../demo/demo.js';`, null],
    ['demo/demo.ts', `import type { Output } from '../cli/output.js';`, null],
    ['demo/demo.ts', `import { startEmbeddedGitHub } from '${ours}';`, demoOnly],
    ['demo/demo.ts', `import type { EmbeddedGitHub } from '${ours}';`, null],
    ['demo/demo.ts', `const x = await import('${ours}');`, null],
    ['cli/serve.ts', `import type { EmbeddedGitHub } from '${ours}';`, demoOnly],
    ['cli/serve.ts', `const x = await import('${ours}');`, demoOnly],
    ['main.ts', `const { serve } = await import('./cli/serve.js');`, null],
    ['cli/serve.ts', `import '../main.js';`, down],
  ])('%s with %s', (file, text, rule) => {
    const imports = importsOf(text);
    expect(imports).toHaveLength(1);
    expect(imports.map((each) => brokenRule(file, each))).toEqual([rule]);
  });

  it('sees an import over several lines', () => {
    expect(importsOf(`import {\n  type A,\n  b,\n} from './b.js';`)).toEqual([
      { target: './b.js', isDynamic: false, isTypeOnly: false },
    ]);
  });
});

/** The rule that an import breaks, as a sentence; null: it is as it should be. */
function brokenRule(file: string, { target, isDynamic, isTypeOnly }: Import): string | null {
  const room = roomOf(file);
  if (target.startsWith('.')) {
    const other = roomOf(resolveImport(file, target));
    const isCompanion = COMPANIONS.includes(room) && COMPANIONS.includes(other);
    const isBelow = levelOf(other) > levelOf(room);
    return room === other || isCompanion || isBelow ? null : `imports go down only (${ORDER})`;
  }
  const allowed = PURE[room];
  if (allowed !== undefined && !allowed.includes(target)) {
    return 'a pure room imports no node: module, and no package but its own';
  }
  const isClient = target.startsWith('@octokit/') || target === 'probot';
  if (isClient && !KNOW_CLIENTS.includes(room)) {
    return `only ${KNOW_CLIENTS.join(', ')} may know GitHub’s clients`;
  }
  if (target.startsWith('node:') || packageOf(target) in dependencies) return null;
  if (room === 'demo' && (isDynamic || isTypeOnly)) return null;
  return 'it is no dependency; only demo may load a development dependency, dynamically';
}

function importsIn(folder: string): Imports {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map(normalize)
    .sort();
  return new Map(files.map((file) => [file, importsOf(readFileSync(join(folder, file), 'utf8'))]));
}

function importsOf(text: string): readonly Import[] {
  const fixed = [
    ...text.matchAll(/^(import|export)\s+(type\s)?[^;'"]*?from\s+'([^']+)'/gm),
    ...text.matchAll(/^(import)(\s)'([^']+)'/gm),
  ].map(([, , type, target = '']) => ({
    target,
    isDynamic: false,
    isTypeOnly: type?.trim() === 'type',
  }));
  const dynamic = [...text.matchAll(/\bimport\('([^']+)'\)/g)].map(([, target = '']) => ({
    target,
    isDynamic: true,
    isTypeOnly: false,
  }));
  return [...fixed, ...dynamic];
}

/** `core/claim.ts` is in `core`, `app.ts` is a room of its own. */
function roomOf(file: string): string {
  return file.split('/')[0] ?? '';
}

function levelOf(room: string): number {
  return LEVELS.findIndex((rooms) => rooms.includes(room));
}

/** Compiled files are imported: ./b.js is written in ./b.ts. */
function resolveImport(file: string, target: string): string {
  return normalize(join(dirname(file), target)).replace(/\.js$/, '.ts');
}

/** @octokit/rest/types is a part of @octokit/rest. */
function packageOf(target: string): string {
  return target
    .split('/')
    .slice(0, target.startsWith('@') ? 2 : 1)
    .join('/');
}

/** Imports of types too: who reads a file in a circle has to read them all. */
function findCircles(imports: Imports): readonly string[] {
  const circles: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]) => {
    if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' → '));
    if (path.includes(file) || done.has(file)) return;
    for (const { target } of imports.get(file) ?? []) {
      if (target.startsWith('.')) visit(resolveImport(file, target), [...path, file]);
    }
    done.add(file);
  };
  for (const file of imports.keys()) visit(file, []);
  return circles;
}
