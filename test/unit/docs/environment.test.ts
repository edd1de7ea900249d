/** The variables that the pages name are those that the program reads. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { readServeEnvironment } from '../../../src/cli/environment.js';
import { codeIn, PAGES, pageOf, rowsOf, sectionOf } from './pages.js';

const READ = variablesRead();

/** What `action.yml` and GitHub's runner set, and nobody else. */
const OF_ACTIONS = [
  'ADOPT',
  'DRY_RUN',
  'GITHUB_EVENT_NAME',
  'GITHUB_EVENT_PATH',
  'GITHUB_REPOSITORY',
  'GITHUB_WORKFLOW_REF',
  'GITHUB_STEP_SUMMARY',
];

/** What every system and every CI sets. */
const OF_THE_SYSTEM = ['PATH', 'CI'];

/** Others' variables, and words of the pages that only look like one. */
const OTHERS = ['NODE_EXTRA_CA_CERTS', 'UPDATE'];

describe('the environment', () => {
  it.each([
    ['README.md', 'Environment'],
    ['docs/README.zh-CN.md', '环境变量'],
    ['docs/operating.md', 'The environment'],
  ])('stands in %s as the program reads it', (file, heading) => {
    const cells = rowsOf(sectionOf(pageOf(file).text, heading)).flat();
    const named = cells.flatMap(codeIn).map((code) => code.replace(/=.*/, ''));
    const variables = named.filter((name) => /^[A-Z][A-Z_]+$/.test(name));
    expect([...new Set(variables)].sort()).toEqual(READ);
  });

  it.each(PAGES)('has every variable that $file names', ({ text }) => {
    const named = codeIn(text)
      .filter((code) => /^[A-Z]+(_[A-Z]+)+(=|$)|^[A-Z]+=/.test(code))
      .map((code) => code.replace(/[= ].*/, ''));
    expect(named.filter((name) => ![...READ, ...OTHERS].includes(name))).toEqual([]);
  });

  it('is read nowhere but where this test sees it', () => {
    const read = readdirSync('src', { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(`src/${file}`, 'utf8'))
      .flatMap((code) => [
        ...[...code.matchAll(/\b(?:variables|process\.env)\??\.([A-Z][A-Z_]+)/g)],
        ...[...code.matchAll(/\{([^{}]+)\}(?:: Variables\b| = variables\b)/g)].flatMap(
          ([, names]) => [...(names ?? '').matchAll(/(?<=^|,)\s*([A-Z][A-Z_]+)/g)],
        ),
      ])
      .map(([, name = '']) => name);
    expect(read).toContain('GHE_HOST');
    const known = [...READ, ...OF_ACTIONS, ...OF_THE_SYSTEM];
    expect(read.filter((name) => !known.includes(name))).toEqual([]);
  });

  it('is passed on by docker-compose.yml only where it is read', () => {
    const compose = readFileSync('docker-compose.yml', 'utf8');
    const passed = [...compose.matchAll(/^ {6}([A-Z_]+):/gm)].map(([, name = '']) => name);
    // All others come from .env.
    expect(passed).toContain('REDIS_URL');
    expect(compose).toContain('env_file: .env');
    expect(passed.filter((name) => !READ.includes(name))).toEqual([]);
  });
});

/** By asking: everything that `serve` looks up, whether it is set or not. */
function variablesRead(): readonly string[] {
  const names = new Set<string>();
  // NO_PROXY is looked up where there is a proxy.
  const set: Record<string, string> = { HTTPS_PROXY: 'http://proxy.example:3128' };
  const variables = new Proxy(set, {
    get: (_, name) => {
      names.add(String(name));
      return set[String(name)];
    },
  });
  readServeEnvironment(variables);
  // The names of a proxy count in small letters too.
  return [...new Set([...names].map((name) => name.toUpperCase()))].sort();
}
