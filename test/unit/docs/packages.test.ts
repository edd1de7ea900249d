import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { pageOf, rowsOf, sectionOf } from './pages.js';

describe('docs/architecture.md', () => {
  it('tells of every package what it is for, and of no other', () => {
    const { text } = pageOf('docs/architecture.md');
    const installed = ['package.json', 'packages/embedded-github/package.json'].flatMap((file) => {
      const { dependencies, devDependencies } = JSON.parse(readFileSync(file, 'utf8'));
      return Object.keys({ ...dependencies, ...devDependencies });
    });
    const names = new Set(installed.filter((name) => !name.startsWith('@types/')));
    const cells = rowsOf(sectionOf(text, 'Packages')).map(([first = '']) => first);
    const named = cells.flatMap((cell) =>
      [...cell.matchAll(/\[([^\]]+)\]/g)].map(([, name]) => name),
    );
    expect(named.sort()).toEqual([...names].sort());
  });
});
