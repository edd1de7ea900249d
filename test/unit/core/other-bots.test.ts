import { describe, expect, it } from '@jest/globals';
import { findOtherBots } from '../../../src/core/other-bots.js';

const found = (path: string, text: string) => findOtherBots([{ path, text }], 'good first issue');
const workflow = (text: string) => found('.github/workflows/x.yml', text);

describe('another bot', () => {
  it('that closes quiet issues is named with the line that exempts tasks', () => {
    expect(workflow('steps:\n  - uses: actions/stale@v9\n')).toEqual([
      {
        kind: 'stale',
        path: '.github/workflows/x.yml',
        line: "exempt-issue-labels: 'good first issue'",
      },
    ]);
    expect(workflow('uses: "actions/stale@v9"\n  exempt-issue-labels: "a, b"\n')).toEqual([
      expect.objectContaining({ line: "exempt-issue-labels: 'a,b,good first issue'" }),
    ]);
    expect(found('.github/stale.yml', 'exemptLabels:\n  - pinned\ndaysUntilStale: 60\n')).toEqual([
      expect.objectContaining({ line: 'exemptLabels:\n  - good first issue' }),
    ]);
  });

  it('that exempts tasks already, or is only spoken of, is none', () => {
    expect(
      workflow("uses: actions/stale@v9\n  exempt-issue-labels: 'Good First Issue,x'\n"),
    ).toEqual([]);
    expect(found('.github/stale.yml', 'exemptLabels:\n  - "good first issue"\n')).toEqual([]);
    expect(workflow('# - uses: actions/stale@v9\n')).toEqual([]);
    expect(workflow('uses: actions/checkout@v4\n')).toEqual([]);
  });

  it('that assigns or translates is named', () => {
    expect(workflow('run: prowox handle\n')).toEqual([expect.objectContaining({ kind: 'assign' })]);
    expect(workflow('uses: usthe/issues-translate-action@v2.7\n')).toEqual([
      expect.objectContaining({ kind: 'translate' }),
    ]);
  });
});
