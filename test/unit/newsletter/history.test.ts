import { describe, expect, it } from '@jest/globals';
import { earlierOf } from '../../../src/newsletter/compose.js';
import { resolveNewsletter } from '../../../src/newsletter/configuration/newsletter.js';
import type { EarlierEdition } from '../../../src/newsletter/edition.js';
import { parseMarkdown } from '../../../src/newsletter/formats/markdown.js';
import { askedIn, printedIn } from '../../../src/newsletter/history.js';
import type { Section } from '../../../src/newsletter/sections/index.js';
import { readIn } from '../../../src/newsletter/sections/reading.js';
import { tasksOf } from '../../../src/newsletter/sections/tasks.js';
import { collected, compose, earlier, task } from './ingredients.js';

function tasks(...printed: readonly (readonly [text: string, issue: string | null])[]): Section {
  const all = printed.map(([text, issue]) => ({ text, issue, editions: null }));
  const groups = [{ difficulty: 'easy', tasks: all }] as const;
  return { kind: 'tasks', projects: [{ name: 'Layotto', url: null, groups }] };
}

const LOCK = { text: '分布式锁', issue: 'mosn/layotto#12' };

/** How often the only task of an edition was printed before. */
function editions(past: readonly EarlierEdition[], list = '## Easy\n- [ ] 分布式锁 #12') {
  const { section } = compose({
    ...{ collected: [collected({ list, issues: [task(12)] })], earlier: past },
  });
  return section('tasks')?.projects[0]?.groups[0]?.tasks[0]?.editions;
}

describe('a task', () => {
  const with12 = [tasks(['分布式锁', 'mosn/layotto#12'])];

  it('is neither new nor old where nothing is known of earlier editions', () => {
    expect(editions([])).toBeNull();
  });

  it('is new where no earlier edition printed it', () => {
    expect(editions([earlier('2021-11-05'), earlier('2021-10-29')])).toBe(0);
  });

  it('is known by its issue, whatever its words and the case of its name', () => {
    const before = [
      earlier('2021-11-05', { sections: [tasks(['另一个名字', 'MOSN/Layotto#12'])] }),
      earlier('2021-10-29', { sections: [tasks(['分布式锁', 'mosn/layotto#13'])] }),
      earlier('2021-10-22', { sections: with12 }),
    ];
    expect(editions(before)).toBe(2);
    const printed = printedIn(earlierOf('tasks', before), ({ projects }) => tasksOf(projects));
    expect(printed(LOCK)).toEqual({ times: 2, last: '2021-11-05' });
  });

  it('is known by its words where an edition was written by hand', () => {
    const newsletter = resolveNewsletter({});
    const text = `${newsletter.tasks.heading}\n\n**Layotto**\n\n- Easy\n\n分布式锁\n`;
    const sections = parseMarkdown(text, newsletter);
    expect(editions([earlier('2021-11-05', { sections, asked: null })])).toBe(1);
  });

  it('of a line without an issue is known by its words', () => {
    const sections = [tasks(['写文档', null])];
    expect(editions([earlier('2021-11-05', { sections })], '## Easy\n- [ ] 写文档')).toBe(1);
    expect(editions([earlier('2021-11-05', { sections })], '## Easy\n- [ ] 写注释')).toBe(0);
  });

  it('that somebody took out of an edition was not printed there', () => {
    const dropped = ['mosn/layotto#12'];
    expect(editions([earlier('2021-11-05', { sections: with12, dropped })])).toBe(0);
  });
});

describe('what was printed', () => {
  it('is found by source and address, in our editions and in those of people', () => {
    const articles = [{ title: '甲', url: 'https://x.y/1' }];
    const past = [
      earlier('2021-11-05', { asked: ['a.md', 'https://x.y/0'] }),
      earlier('2021-10-29', { asked: null, sections: [{ kind: 'reading', articles }] }),
    ];
    expect([...askedIn(past)]).toEqual(['a.md', 'https://x.y/0']);
    expect([...readIn(earlierOf('reading', past))]).toEqual([
      'https://x.y/1',
      'a.md',
      'https://x.y/0',
    ]);
  });
});
