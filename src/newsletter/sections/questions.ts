/** Questions and answers, as Markdown and back. */
import type { QuestionsForm } from '../../config/newsletter/newsletter.js';
import { fill, patternOf } from '../../config/templates.js';
import type { Question, SectionOf, Turn } from '../edition.js';

/** Nominated issues are counted apart: 1, 2, … */
export function renderQuestions(
  { questions }: SectionOf<'questions'>,
  form: QuestionsForm,
): readonly string[] {
  let place = 0;
  return questions.flatMap(({ asker, project, url, turns, number }) => {
    if (number !== null) place += 1;
    return [
      number === null
        ? fill(form.asker, { asker, place: null })
        : fill(form.nominated, { asker, place, number }),
      ...turns.flatMap(({ question, answer }) => [
        question === '' ? '' : quoted(question, form.question),
        answer === '' ? '' : fill(form.answer, { text: answer }),
      ]),
      url === null ? '' : fill(form.reference, { project, url }),
    ];
  });
}

/** A quote ends at the first line that is none, so each has the mark. */
function quoted(text: string, form: string): string {
  return text
    .split('\n')
    .map((line) => fill(form, { text: line }).trimEnd())
    .join('\n');
}

type Draft = { -readonly [Key in keyof Question]: Question[Key] } & { turns: Turn[] };

export function parseQuestions(
  blocks: readonly string[],
  form: QuestionsForm,
): SectionOf<'questions'> {
  const questions: Draft[] = [];
  const asker = patternOf(form.asker);
  const nominated = patternOf(form.nominated);
  const question = patternOf(form.question);
  const answer = patternOf(form.answer);
  const reference = patternOf(form.reference);
  for (const block of blocks) {
    const current = questions.at(-1);
    const asked = nominated?.exec(block)?.groups ?? asker?.exec(block)?.groups;
    if (asked?.asker !== undefined) {
      const number = asked.number === undefined ? null : Number(asked.number);
      questions.push({
        ...{ asker: asked.asker, project: '', url: null, turns: [], number, source: null },
      });
      continue;
    }
    if (current === undefined) continue;
    const said = reference?.exec(block)?.groups;
    const answered = answer?.exec(block)?.groups?.text;
    const lines = block.split('\n').map((line) => question?.exec(line)?.groups?.text ?? null);
    const last = current.turns.at(-1);
    if (said?.url !== undefined) {
      Object.assign(current, { url: said.url, project: said.project ?? '' });
    } else if (lines.every((line) => line !== null)) {
      current.turns.push({ question: lines.join('\n'), answer: '' });
    } else if (last !== undefined && last.answer === '') {
      current.turns[current.turns.length - 1] = { ...last, answer: answered ?? block };
    } else if (answered !== undefined) current.turns.push({ question: '', answer: answered });
    else if (last !== undefined) {
      const more = { ...last, answer: `${last.answer}\n\n${block}` };
      current.turns[current.turns.length - 1] = more;
    }
  }
  return { kind: 'questions', questions };
}
