/** Those whose pull requests were merged in the week, as Markdown and back. */
import type { ContributorsForm } from '../../config/newsletter/newsletter.js';
import { fill, patternOf } from '../../config/templates.js';
import type { Language } from '../../core/task.js';
import { say } from '../../messages/format.js';
import type { Contributor, SectionOf } from '../edition.js';

/** @param picture the file beside the post; null: there is none */
export function renderContributors(
  { people }: SectionOf<'contributors'>,
  form: ContributorsForm,
  language: Language,
  picture: string | null,
): readonly string[] {
  const list = people
    .map(({ login, url, isFirst }) => fill(isFirst ? form.first : form.person, { login, url }))
    .join(say(language, 'list'));
  const alt = people.map(({ login }) => login).join(say(language, 'list'));
  const blocks = { picture: picture === null ? '' : `![${alt}](${picture})`, people: list };
  const shown = form.show.map((each) => blocks[each as keyof typeof blocks]);
  // Without a file for the picture the names are printed anyway.
  return shown.some((block) => block !== '') ? shown : [list];
}

export function parseContributors(
  blocks: readonly string[],
  form: ContributorsForm,
  language: Language,
): SectionOf<'contributors'> {
  const list = blocks.find((block) => !block.startsWith('![')) ?? '';
  const [first, known] = [patternOf(form.first), patternOf(form.person)];
  const people = list.split(say(language, 'list')).flatMap((text): Contributor[] => {
    const match = first?.exec(text) ?? known?.exec(text);
    const { login, url = `https://github.com/${login}` } = match?.groups ?? {};
    if (login === undefined) return [];
    return [{ login, url, isFirst: first?.test(text) === true }];
  });
  return { kind: 'contributors', people };
}
