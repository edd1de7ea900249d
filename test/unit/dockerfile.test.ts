import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';

type Instruction = { readonly name: string; readonly words: string };
type Stage = { readonly base: string; readonly instructions: readonly Instruction[] };

const STAGES = readStages(readFileSync('Dockerfile', 'utf8'));
const RUNTIME = STAGES[STAGES.length - 1];

describe('docker-compose.yml', () => {
  const compose = parse(readFileSync('docker-compose.yml', 'utf8')) as {
    readonly services: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  };
  const app = compose.services['newbie-tasks'] ?? {};

  it('sets what the README names, and meets in a Redis that keeps what it holds', () => {
    const readme = readFileSync('README.md', 'utf8');
    for (const name of Object.keys(app.environment ?? {})) expect(readme).toContain(`\`${name}\``);
    expect(app.read_only).toBe(true);
    const words = JSON.stringify(compose.services.redis?.command);
    expect(words).toContain('"--appendonly","yes"');
    expect(words).toContain('"noeviction"');
  });
});

describe('the Dockerfile', () => {
  it('builds in one stage and runs in another', () => {
    expect(STAGES.map(({ base }) => base)).toEqual([
      expect.stringMatching(/^node:\S+ AS build$/),
      expect.stringMatching(/^node:\S+$/),
    ]);
  });

  it('pins both stages to one exact version of Node, which the package supports', () => {
    const tags = STAGES.map(({ base }) => base.split(' ')[0]);
    const [, major] =
      /^node:(\d+)\.\d+\.\d+-bookworm-slim(?:@sha256:[0-9a-f]{64})?$/.exec(tags[0] ?? '') ?? [];
    expect(new Set(tags).size).toBe(1);
    expect(Number(major)).toBeGreaterThanOrEqual(22);
  });

  it('runs with the production dependencies alone, and no script of theirs', () => {
    expect(wordsOf('RUN')).toEqual([
      'npm ci --omit=dev --workspaces=false --ignore-scripts && npm cache clean --force',
    ]);
  });

  it('holds what the program reads, and nothing else', () => {
    expect(wordsOf('COPY')).toEqual([
      'package.json package-lock.json ./',
      '--from=build /app/dist ./dist',
      'config ./config',
      'app.yml ./',
    ]);
  });

  it('listens on every address of the container, on port 3000', () => {
    expect(wordsOf('ENV')).toEqual(['NODE_ENV=production HOST=0.0.0.0 PORT=3000']);
    expect(wordsOf('EXPOSE')).toEqual(['3000']);
  });

  it('does not run as root, and switches only when all is in place', () => {
    expect(wordsOf('USER')).toEqual(['node']);
    const names = RUNTIME?.instructions.map(({ name }) => name) ?? [];
    expect(names.indexOf('USER')).toBeGreaterThan(names.lastIndexOf('COPY'));
    expect(names.indexOf('USER')).toBeGreaterThan(names.lastIndexOf('RUN'));
  });

  it('starts Node without a shell in between, so that it hears SIGTERM', () => {
    expect(wordsOf('CMD').map((words) => JSON.parse(words) as unknown)).toEqual([
      ['node', 'dist/main.js', 'serve'],
    ]);
    expect(wordsOf('ENTRYPOINT')).toEqual([]);
  });

  it('asks /healthz on the port of the environment whether it is well', () => {
    const [check = ''] = wordsOf('HEALTHCHECK');
    const command = JSON.parse(check.slice(check.indexOf('CMD ') + 4)) as string[];
    expect(command.slice(0, 2)).toEqual(['node', '-e']);
    expect(command[2]).toContain("process.env.PORT + '/healthz'");
    expect(() => new Function(command[2] ?? '')).not.toThrow();
  });

  it('bakes no secret in: neither as a value, nor as an argument, nor as a file', () => {
    const all = STAGES.flatMap(({ instructions }) => instructions);
    expect(all.filter(({ name }) => name === 'ARG' || name === 'ADD')).toEqual([]);
    const secret = /SECRET|PRIVATE_KEY|TOKEN|PASSWORD|APP_ID/;
    expect(all.filter(({ words }) => secret.test(words))).toEqual([]);
    const file = /(?:^|[\s/])\.(?:env|npmrc|\s|\/?$)|\.pem/;
    const copies = all.filter(({ name }) => name === 'COPY').map(({ words }) => words);
    const sources = copies.map((words) => words.split(' ').slice(0, -1).join(' '));
    expect(sources.filter((words) => file.test(words))).toEqual([]);
  });
});

describe('the .dockerignore', () => {
  const rules = readFileSync('.dockerignore', 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));

  it('leaves out everything that is not let in by name', () => {
    expect(rules[0]).toBe('*');
    expect(rules.filter((rule) => rule.startsWith('!')).sort()).toEqual([
      '!app.yml',
      '!config',
      '!package-lock.json',
      '!package.json',
      '!packages',
      '!src',
      '!tsconfig.json',
    ]);
  });

  it('lets in what the Dockerfile copies', () => {
    const copied = STAGES.flatMap(({ instructions }) => instructions)
      .filter(({ name, words }) => name === 'COPY' && !words.startsWith('--from'))
      .flatMap(({ words }) => words.split(' ').slice(0, -1));
    const isLetIn = (path: string) => rules.includes(`!${path.split('/')[0]}`);
    expect(copied.filter((path) => !isLetIn(path))).toEqual([]);
  });

  it.each(['.env', '.git', 'node_modules', 'dist', 'test', '.npmrc'])('covers %s', (path) => {
    expect(rules).not.toContain(`!${path}`);
  });

  it('covers secrets inside the folders that it lets in', () => {
    const lastLetIn = rules.findLastIndex((rule) => rule.startsWith('!'));
    for (const rule of ['**/.env*', '**/*.pem', '**/node_modules', '**/dist'])
      expect(rules.indexOf(rule)).toBeGreaterThan(lastLetIn);
  });
});

/** What the runtime stage says with an instruction, in order. */
function wordsOf(name: string): readonly string[] {
  return (RUNTIME?.instructions ?? [])
    .filter((instruction) => instruction.name === name)
    .map(({ words }) => words);
}

function readStages(text: string): readonly Stage[] {
  const lines = text
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const stages: { base: string; instructions: Instruction[] }[] = [];
  for (const line of lines) {
    const [, name = '', words = ''] = /^([A-Z]+) +(.*)$/.exec(line) ?? [];
    if (name === 'FROM') stages.push({ base: words, instructions: [] });
    else stages[stages.length - 1]?.instructions.push({ name, words });
  }
  return stages;
}
