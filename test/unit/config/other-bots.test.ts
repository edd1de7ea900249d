import { describe, expect, it } from '@jest/globals';
import { findOtherBots } from '../../../src/config/other-bots.js';

const found = (path: string, text: string) => findOtherBots([{ path, text }], 'good first issue');
const workflow = (text: string) => found('.github/workflows/x.yml', text);

describe('another bot', () => {
  it('that closes quiet issues is named with the line that exempts tasks', () => {
    expect(workflow('jobs: {s: {steps: [{uses: actions/stale@v9}]}}')).toEqual([
      {
        kind: 'stale',
        path: '.github/workflows/x.yml',
        line: "exempt-issue-labels: 'good first issue'",
      },
    ]);
    expect(
      workflow(
        'steps:\n  - uses: "actions/stale@v9"\n    with:\n      exempt-issue-labels: >-\n        a,\n        b\n',
      ),
    ).toEqual([expect.objectContaining({ line: "exempt-issue-labels: 'a,b,good first issue'" })]);
    expect(found('.github/stale.yml', 'exemptLabels:\n  - pinned\ndaysUntilStale: 60\n')).toEqual([
      expect.objectContaining({ line: 'exemptLabels: ["pinned", "good first issue"]' }),
    ]);
  });

  it.each([
    "steps:\n  - uses: actions/stale@v9\n    with: {exempt-issue-labels: 'Good First Issue,x'} # keep",
    '# - uses: actions/stale@v9\n',
    'uses: actions/checkout@v4',
    '[[[',
    '',
    '\n'.repeat(40_000),
  ])('that exempts tasks, is only spoken of, or is no YAML, is none: %j', (text) => {
    expect(workflow(text)).toEqual([]);
  });

  it('of the older kind that exempts tasks is none', () => {
    expect(found('.github/stale.yml', 'exemptLabels: [a, "good first issue"]')).toEqual([]);
  });

  it('that assigns or translates is named', () => {
    expect(workflow('run: prowox handle\n')).toEqual([expect.objectContaining({ kind: 'assign' })]);
    expect(workflow('uses: usthe/issues-translate-action@v2.7\n')).toEqual([
      expect.objectContaining({ kind: 'translate' }),
    ]);
  });
});
