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
    ).toEqual([
      expect.objectContaining({
        line: "exempt-issue-labels: 'a,b,good first issue'",
      }),
    ]);
    // The shape of sofa-rpc's.
    expect(
      found('.github/stale.yml', 'daysUntilStale: 60\nexemptLabels:\n  - pinned\n  - later\n'),
    ).toEqual([
      expect.objectContaining({
        line: 'exemptLabels: ["pinned", "later", "good first issue"]',
      }),
    ]);
  });

  it.each([
    "steps:\n  - uses: actions/stale@v9\n    with: {exempt-issue-labels: 'Good First Issue,x'} # keep",
    '# - uses: actions/stale@v9\n',
    'uses: actions/checkout@v4',
    // Settings of the older kind in the wrong place do nothing, as Layotto's once did.
    'daysUntilStale: 30\nexemptLabels:\n  - pinned\n',
    // Translates documents, not issues.
    'jobs: {sync: {steps: [{uses: someone/translateText@main}]}}',
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
    // The shapes of Layotto's, then and now: its commands stand without a slash.
    for (const uses of ['Xunzhuo/kube-prow-bot@v1.0.1', 'Xunzhuo/prowox@v1.0.0']) {
      const text = `env: {COMMON_PLUGINS: "assign\\nunassign"}\njobs: {bot: {steps: [{uses: ${uses}}]}}\n`;
      expect(workflow(text)).toEqual([expect.objectContaining({ kind: 'assign' })]);
    }
    expect(workflow('steps:\n  - uses: lizheming/github-translate-action\n')).toEqual([
      expect.objectContaining({ kind: 'translate' }),
    ]);
    expect(workflow('uses: usthe/issues-translate-action@v2.7\n')).toEqual([
      expect.objectContaining({ kind: 'translate' }),
    ]);
  });
});
