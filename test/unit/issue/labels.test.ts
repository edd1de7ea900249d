import { describe, expect, it } from '@jest/globals';
import { parseRepositoryConfig } from '../../../src/config/load.js';
import type { RepositoryConfig } from '../../../src/config/repository.js';
import type { Label } from '../../../src/github/labels.js';
import { decideLabelDefinitions, labelNames } from '../../../src/project/label-definitions.js';
import { comment, issue } from '../a-thread.js';
import { contextOf, decided, effectsOf, factsOf, type Situation } from './a-decision.js';

/** What would be written to labels and plan of a task that carries these labels. */
function withLabels(labels: string[], given: Situation = {}): readonly string[] {
  return decided({ ...given, issue: { labels: ['good first issue', ...labels] } });
}

const event = (label: string, byPerson = true) => ({ label, added: true, byPerson });

describe('the difficulty of a task', () => {
  it.each(['kind/easy', 'difficulty-easy', 'simple', 'Kind/Easy'])(
    '%s is easy, and stays',
    (alias) => {
      expect(withLabels([alias])).toEqual(['label easy', 'plan: 新手任务 · Easy · 🟢 待认领']);
    },
  );

  it.each(['priority/medium', 'confidence/8', 'P2', 'kind/feature', 'difficulty'])(
    '%s is none, and the plan asks for one',
    (label) => {
      expect(withLabels([label])).toEqual(['plan: 新手任务 · 难度待定 · 🟢 待认领']);
    },
  );

  it('in another case is the same label', () => {
    expect(withLabels(['Easy'])).toEqual(['plan: 新手任务 · Easy · 🟢 待认领']);
  });

  it('of two labels is the newest that a person set', () => {
    const labelEvents = [event('hard'), event('easy'), event('hard', false)];
    expect(withLabels(['easy', 'hard'], { labelEvents })).toEqual([
      'unlabel hard',
      'plan: 新手任务 · Easy · 🟢 待认领',
    ]);
  });

  it('of two labels that no person set is reported, not guessed', () => {
    const effects = withLabels(['easy', 'hard'], { labelEvents: [event('easy', false)] });
    expect(effects).toEqual(['plan: 新手任务 · 难度待定 · 🟢 待认领']);
  });

  it('of an alias that a person set last wins over the label that the bot set, and is remembered', () => {
    const labelEvents = [event('kind/easy'), event('easy', false), event('kind/hard')];
    expect(withLabels(['kind/easy', 'easy', 'kind/hard'], { labelEvents })).toEqual([
      'label hard',
      'unlabel easy',
      'plan: 新手任务 · Hard · 🟢 待认领',
    ]);
  });

  it('is not touched on an issue that is no task', () => {
    expect(decided({ issue: { labels: ['kind/easy'] } })).toEqual([]);
  });

  it('is not touched on an old task in a repository that nobody activated', () => {
    const old = { labels: ['good first issue', 'kind/easy'], createdAt: '2020-01-01T00:00:00Z' };
    expect(decided({ issue: old, consent: false })).toEqual([]);
    const active = contextOf({ active: true });
    expect(decided({ issue: old, consent: false, context: active })).toHaveLength(2);
  });
});

describe('a draft', () => {
  it.each([
    ['in its title', { title: '[FEATURE] XXX' }],
    ['in its body', { body: 'Steps: (FIXME)' }],
  ])('is told what is missing %s', (_, shown) => {
    expect(decided({ issue: shown })).toEqual(['plan: 新手任务 · Easy · 🟡 待补充']);
  });

  it('is none for what stands in code', () => {
    expect(decided({ issue: { body: '`XXX`\n```\nXXX\n```' } })[0]).toContain('🟢');
  });
});

describe('label definitions', () => {
  const label = (name: string, color = 'ededed', description = ''): Label => ({
    name,
    color,
    description,
  });
  const configured = (text: string): RepositoryConfig => {
    const parsed = parseRepositoryConfig({ text, file: 'newbie-tasks.yml' });
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    return parsed.config;
  };
  const changes = (existing: Label[], text = '', formerly: string | null = null) =>
    decideLabelDefinitions(
      existing,
      configured(text),
      formerly === null ? null : labelNames(configured(formerly)),
    ).map((change) =>
      change.kind === 'create-label'
        ? `create ${change.label.name}`
        : `${change.name}: ${JSON.stringify(change.changes)}`,
    );
  const all = [label('good first issue'), label('easy'), label('medium'), label('hard')];

  it('are made where they are missing', () => {
    expect(changes([])).toEqual([
      'create good first issue',
      'create easy',
      'create medium',
      'create hard',
    ]);
  });

  it('that are right, in any case and colour, are not written', () => {
    expect(changes(all)).toEqual([]);
    expect(changes(all.map(({ name }) => label(name.toUpperCase())))).toEqual([]);
  });

  it('change colour and description only where the repository configured them', () => {
    expect(changes(all, 'difficulties: { easy: { color: "00ff00" } }')).toEqual([
      'easy: {"color":"00ff00"}',
    ]);
    expect(changes(all, 'difficulties: { easy: { claim-days: 3 } }')).toEqual([]);
  });

  it('are renamed rather than recreated', () => {
    const renamed = 'difficulties: { easy: { label: level/easy } }';
    expect(changes(all, renamed, '')).toEqual(['easy: {"name":"level/easy"}']);
    expect(changes([...all, label('level/easy')], renamed, '')).toEqual([]);
  });
});

describe('text from strangers', () => {
  it('in the title or the name of a project pings nobody and closes nothing', () => {
    const hostile = 'x --> <!-- newbie-tasks:end --> @all | ] ) ` www.evil.example /assign';
    const effects = effectsOf(
      factsOf({
        issue: { title: hostile, labels: ['good first issue', 'easy'], body: hostile },
        context: contextOf({ project: { name: hostile, tracking: null, isTrusted: true } }),
        comments: [comment(5, 'ann', '/claim', 30)],
        otherTasks: [issue(9, { title: hostile })],
      }),
    );
    const bodies = effects.flatMap((effect) => ('body' in effect ? [effect.body] : []));
    expect(bodies).toHaveLength(2);
    for (const body of bodies) {
      expect(body.replace('@ann ', '')).not.toContain('@');
      expect(body).not.toMatch(/\/assign|www\.evil/);
      expect(body.match(/<!--/g)?.length).toBe(body.match(/-->/g)?.length);
      expect(body.match(/newbie-tasks:end -->/g)?.length ?? 0).toBeLessThanOrEqual(1);
    }
  });
});
