import { describe, expect, it } from '@jest/globals';
import { PRINTED_SECTION } from '../../src/demo/seed.js';
import { runTheProgram } from '../app/a-bot.js';
import { readFixture } from '../unit/read-fixture.js';

type Editions = { editions: { bestDate: string; rawSectionMarkdown: string }[] };

describe('the demo', () => {
  it('tells the whole story and sees everything that it promises', async () => {
    const { code, stdout, stderr } = await runTheProgram(['demo', '--once'], {});
    expect(stderr).toBe('');
    expect(stdout).toContain('All 17 rows ✓');
    expect(stdout.match(/^✓ /gm)).toHaveLength(17);
    expect(stdout).not.toContain('✗');
    expect(code).toBe(0);
  });

  it('compares with what SOFA Weekly really printed', () => {
    const { editions } = readFixture<Editions>('sofa-weekly-tasks.json');
    const printed = editions.find(({ bestDate }) => bestDate === '2021-11-12');
    expect(PRINTED_SECTION).toBe(printed?.rawSectionMarkdown);
  });
});
