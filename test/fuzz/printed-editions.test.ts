import { resolveNewsletter } from '../../src/newsletter/configuration/newsletter.js';
import { parseMarkdown, renderMarkdown } from '../../src/newsletter/formats/markdown.js';
import { plainParagraphs } from '../../src/newsletter/plain-paragraphs.js';
import { reportText, withReport } from '../../src/newsletter/publish/report.js';
import { renderHtml } from '../../src/newsletter/read-markdown.js';
import type { Section } from '../../src/newsletter/sections/index.js';
import { SECTIONS } from '../../src/newsletter/sections/index.js';
import { expectThat, fuzz } from './fuzz.js';
import { blocksIn, checkQuiet, hostileText, OUR_URL, OURS } from './quiet.js';

const at = '2026-01-05T00:00:00Z';
const NEWSLETTER = resolveNewsletter({ sections: [...SECTIONS] });

function sectionsWith(words: string): readonly Section[] {
  const said = plainParagraphs(words, 400);
  const task = { text: words, issue: `a/b#${OURS}`, editions: 0 };
  const turns = [{ question: said, answer: said }];
  return [
    {
      kind: 'questions',
      questions: [{ asker: 'ann', project: 'P', url: OUR_URL, number: OURS, source: null, turns }],
    },
    {
      kind: 'tasks',
      projects: [{ name: 'P', url: null, groups: [{ difficulty: 'easy', tasks: [task] }] }],
    },
    {
      kind: 'releases',
      releases: [{ project: 'P', tag: 'v1', name: words, url: OUR_URL, notes: [words], more: 0 }],
    },
    { kind: 'finished', tasks: [{ text: words, issue: 'a/b#1', project: 'P', login: 'ann' }] },
  ];
}

fuzz('printed: editions', hostileText, (words) => {
  const sections = sectionsWith(words);
  const markdown = renderMarkdown({ sections }, NEWSLETTER);
  const headings = blocksIn(markdown)
    .split(',')
    .filter((block) => block !== '');
  const others = headings.filter((block) => !/^heading_open|^blockquote_open/.test(block));
  expectThat(others.length === 0, () => `opens ${others}: ${markdown}`);
  const count = headings.filter((block) => block.startsWith('heading')).length;
  expectThat(count === sections.length, () => `${count} headings: ${markdown}`);
  expectThat(!/\{\{[<%]/.test(markdown), () => `a shortcode: ${markdown}`);
  const kinds = parseMarkdown(markdown, NEWSLETTER).map(({ kind }) => kind);
  expectThat(kinds.join() === sections.map(({ kind }) => kind).join(), () => `not read: ${kinds}`);
  const html = renderHtml(markdown);
  expectThat(!/<script|<img src="x|javascript:|on\w+=(?=[^<]*>)/i.test(html), () => html);
});

fuzz('printed: what the editor is told', hostileText, (words) => {
  const task = { text: words, issue: `a/b#${OURS}`, editions: 3 };
  const edition = {
    ...{ newsletter: 'N', title: words, date: '2021-11-12', since: at, until: at, asked: [] },
    ...{ version: 1 as const, language: 'en' as const, sections: sectionsWith(words) },
  };
  const proposal = {
    ...{ text: '', data: '', isChanged: true, isLeftAlone: true, edits: 1, dropped: [] },
    ...{ gone: [task], come: [task], changed: [], rewordings: new Map([['a/b#1', words]]) },
  };
  const composed = { edition, notes: [words], problems: [words] };
  const report = reportText(NEWSLETTER, composed, proposal, 'frozen', 'index.md');
  const fence = /^~~~~yaml\n[\s\S]*?^~~~~$/m;
  expectThat(fence.test(report), () => `no block of texts: ${report}`);
  checkQuiet(report.replace(fence, '').replaceAll(`a/b&#35;&#8203;${OURS}`, ''));
  expectThat(
    report.trimEnd().endsWith('<!-- newbie-tasks:end -->') &&
      report.split('<!-- newbie-tasks:end -->').length === 2,
    () => `does not end: ${report}`,
  );
  const body = withReport(`${words}\n\nbelow`, report);
  expectThat(withReport(body, report) === body, () => `not once: ${body}`);
});
