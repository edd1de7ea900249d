/** Questions that no earlier edition printed: from the editors' files, then the nominated issues. */
import { issueName } from '../../core/reference.js';
import { titleWords } from '../../core/text/title.js';
import type { CollectedProject } from '../collect.js';
import type { Question, SectionOf } from '../edition.js';
import { askedIn } from '../history.js';
import { plainParagraphs } from '../plain-paragraphs.js';
import { escapeText } from '../sections/escape-text.js';
import { type Ingredients, sourceOf } from './ingredients.js';

/** In characters. */
const MOST_QUESTION = 400;
const MOST_ANSWER = 1_200;

export function composeQuestions(
  projects: readonly CollectedProject[],
  { newsletter, files, earlier }: Ingredients,
  notes: string[],
): SectionOf<'questions'> {
  const asked = askedIn(earlier);
  const fresh = files.questions.filter(({ source }) => !asked.has(source));
  const waiting = fresh.filter(({ turns }) => turns.some(({ answer }) => answer !== ''));
  const unanswered = fresh.filter((each) => !waiting.includes(each));
  notes.push(...unanswered.map(({ source }) => `questions/${source} waits: it has no answer yet`));
  const now = waiting.slice(0, newsletter.questions.most);
  if (waiting.length > now.length) {
    notes.push(`questions that wait for the next edition: ${waiting.length - now.length}`);
  }
  const fromFiles = now.map((question): Question => {
    const project = newsletter.projects.find(({ name }) => name === question.project);
    const { owner, repo } = project?.repository ?? {};
    const url =
      question.url ?? (owner === undefined ? null : `https://github.com/${owner}/${repo}`);
    const { source, asker, turns } = question;
    return { asker, project: question.project, url, turns, number: null, source };
  });
  const nominated = projects.flatMap(({ project, nominated }) =>
    nominated.flatMap(({ issue, answer }): Question[] => {
      const name = { ...project.repository, number: issue.number };
      const source = sourceOf(project.repository, issue.number);
      if (asked.has(source)) return [];
      const said = answer === null ? '' : plainParagraphs(answer.text, MOST_ANSWER);
      if (said === '') {
        notes.push(
          `${project.name}: ${issueName(name)} is nominated, but no answer in words is chosen: a maintainer or editor comments /newsletter and the address of the answer`,
        );
        return [];
      }
      const title = escapeText(titleWords(newsletter.language, issue.title));
      const details = plainParagraphs(issue.body, MOST_QUESTION);
      const question = details === '' ? title : `${title}\n\n${details}`;
      return [
        {
          asker: issue.author?.login ?? 'ghost',
          project: project.name,
          url: `https://github.com/${project.repository.owner}/${project.repository.repo}/issues/${issue.number}`,
          turns: [{ question, answer: said }],
          number: issue.number,
          source,
        },
      ];
    }),
  );
  return { kind: 'questions', questions: [...fromFiles, ...nominated] };
}
