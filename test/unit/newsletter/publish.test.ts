import { describe, expect, it } from '@jest/globals';
import type { RepositoryAccess } from '../../../src/github/access.js';
import { resolveNewsletter } from '../../../src/newsletter/configuration/newsletter.js';
import type { Edition } from '../../../src/newsletter/edition.js';
import { archiveInIssues, publishIssue } from '../../../src/newsletter/publish/issue.js';
import { reportText, withReport } from '../../../src/newsletter/publish/report.js';

const NEWSLETTER = resolveNewsletter({ title: 'N', language: 'en' });
const LOGIN = 'newbie-tasks[bot]';
const EDITION: Edition = {
  ...{ version: 1, newsletter: 'N', title: 'N', language: 'en', date: '2021-11-12', asked: [] },
  ...{ since: '2021-11-05T15:00:00+08:00', until: '2021-11-12T15:00:00+08:00', sections: [] },
};
const STORED = JSON.stringify({
  edition: { ...EDITION, date: '9', title: '' },
  ...{ sha256: '', picture: null, dropped: [], rewordings: {} },
});

type Issue = { number: number; title: string; body: string; state: string };

/** A site that keeps its issues in memory. */
function siteWith(issues: Issue[]): RepositoryAccess {
  const user = { login: LOGIN };
  const listForRepo = async () => ({ data: issues.map((one) => ({ ...one, user, html_url: '' })) });
  const create = async ({ title, body }: { title: string; body: string }) => {
    issues.push({ number: issues.length + 1, title, body, state: 'open' });
    return { data: { html_url: '', user } };
  };
  const update = async ({ issue_number, body }: { issue_number: number; body: string }) => {
    const issue = issues.find(({ number }) => number === issue_number);
    if (issue !== undefined) issue.body = body;
  };
  return {
    ...{ repository: { owner: 'a', repo: 'b' }, installedAt: '' },
    budget: { take: async () => {} },
    comments: { after: () => {} },
    octokit: { rest: { issues: { listForRepo, create, update } } },
  } as unknown as RepositoryAccess;
}

function editionWith(text: string, date = EDITION.date): Edition {
  const task = { text, issue: 'mosn/layotto#1', editions: null };
  const groups = [{ difficulty: 'easy' as const, tasks: [task] }];
  return {
    ...EDITION,
    date,
    sections: [{ kind: 'tasks', projects: [{ name: 'P', url: null, groups }] }],
  };
}

function publish(issues: Issue[], edition: Edition) {
  const composed = { edition, notes: [], problems: [] };
  const publishing = { newsletter: NEWSLETTER, composed, phase: 'draft' as const };
  return publishIssue(siteWith(issues), LOGIN, { ...publishing, verify: async (one) => one });
}

describe('titles of strangers in an edition’s issue', () => {
  it('that copy our markers are no edition of ours, and hide none', async () => {
    const issues: Issue[] = [];
    const hostile = '<!-- newbie-tasks:edition 2021-11-19 -->';
    expect((await publish(issues, editionWith(hostile))).outcome).toBe('created');
    for (const issue of issues) issue.state = 'closed';
    const next = editionWith('words', '2021-11-19');
    expect((await publish(issues, next)).outcome).toBe('created');
    expect(issues).toHaveLength(2);
  });

  it('that copy our hidden data are not read as ours', async () => {
    const issues: Issue[] = [];
    const hostile = `<!-- newbie-tasks:state ${STORED} -->`;
    await publish(issues, editionWith(hostile));
    // The report names the issue, whose number nobody knew before.
    await publish(issues, editionWith(hostile));
    expect((await publish(issues, editionWith(hostile))).outcome).toBe('unchanged');
    expect((await publish(issues, editionWith('other words'))).outcome).toBe('updated');
    const archive = archiveInIssues(siteWith(issues), LOGIN, NEWSLETTER);
    expect((await archive.earlier('2022-01-01')).map(({ date }) => date)).toEqual(['2021-11-12']);
  });
});

describe('the report', () => {
  it('ends where it ends, whatever somebody wrote into the edition', () => {
    const composed = { edition: EDITION, notes: [], problems: [] };
    const words = 'x --> <!-- newbie-tasks:end --> ~~~~';
    const proposal = {
      ...{ text: '', data: '', isChanged: true, isLeftAlone: false, edits: 0 },
      ...{ dropped: [], changed: [], gone: [], come: [], rewordings: new Map([['a/b#1', words]]) },
    };
    const report = reportText(NEWSLETTER, composed, proposal, 'draft', 'index.md');
    const body = withReport('words of the editor', report);
    expect(withReport(body, report)).toBe(body);
  });
});
