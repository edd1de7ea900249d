/** Those whose pull requests were merged in the week. */

import pMap from 'p-map';
import { z } from 'zod';
import { patternOf } from '../../config/template-values.js';
import { fill, template } from '../../config/templates.js';
import { hasMergedBefore, type MergedPull } from '../../github/pulls.js';
import { AT_ONCE } from '../../github/read.js';
import { say } from '../../messages/format.js';
import type { Language } from '../../messages/languages.js';
import {
  type Composed,
  formOf,
  type Immutable,
  type Ingredients,
  type ProjectWeek,
  type SectionDeclaration,
  type Surroundings,
} from './section.js';

const form = formOf(
  {
    show: z.array(z.enum(['picture', 'people'])).max(2),
    person: template(['login', 'url']),
    first: template(['login', 'url']).describe('Of somebody’s first contribution.'),
  },
  {
    title: '社区本周 Contributor',
    heading: '### SOFA&MOSN 社区本周 Contributor',
    intro: [],
    show: ['picture', 'people'],
    person: '[{login}]({url})',
    first: '[{login}]({url})（首次贡献）',
  },
);

type ContributorsForm = ReturnType<typeof form.resolve>;

const data = z.object({
  kind: z.literal('contributors'),
  people: z.array(
    z.object({
      login: z.string(),
      url: z.string(),
      /** No pull request of theirs was merged in the project before. */
      isFirst: z.boolean(),
    }),
  ),
});

type ContributorsSection = Immutable<z.output<typeof data>>;
export type Contributor = ContributorsSection['people'][number];

type Found = {
  readonly merged: readonly MergedPull[];
  /** The logins of those for whom it was the first. */
  readonly firstTimers: ReadonlySet<string>;
};

export const contributors = {
  kind: 'contributors',
  form,
  data,
  collect,
  compose,
  print,
  parse,
} satisfies SectionDeclaration<ContributorsSection, ContributorsForm, Found>;

async function collect(project: ProjectWeek): Promise<Found> {
  const { pulls } = await project.mergedPulls();
  return { merged: pulls, firstTimers: await findFirstTimers(project) };
}

/** People of one project who are asked for. */
const MOST_ASKED = 20;

/** One request for each of whom the newest hundred pull requests do not tell. */
async function findFirstTimers({
  context,
  week,
  mergedPulls,
}: ProjectWeek): Promise<ReadonlySet<string>> {
  const merged = await mergedPulls();
  const logins = [...new Set(merged.pulls.flatMap(({ author }) => author?.login ?? []))];
  let asked = 0;
  const checked = await pMap(
    logins,
    async (login) => {
      const isKnown = merged.hasMergedBefore(login);
      // Of a crowd nobody is called new who may not be.
      if (isKnown === null && ++asked > MOST_ASKED) return [];
      const isOld = isKnown ?? (await hasMergedBefore(context.access, login, week.since));
      return isOld ? [] : [login];
    },
    { concurrency: AT_ONCE },
  );
  return new Set(checked.flat());
}

/** By login; new is who never contributed to any of the projects that they contributed to now. */
function compose({ projects }: Ingredients<Found>): Composed<ContributorsSection> {
  const people = new Map<string, Contributor>();
  for (const { found } of projects) {
    for (const { author } of found.merged) {
      if (author === null) continue;
      const { login } = author;
      const isFirst = (people.get(login)?.isFirst ?? true) && found.firstTimers.has(login);
      people.set(login, { login, url: `https://github.com/${login}`, isFirst });
    }
  }
  const byLogin = (a: Contributor, b: Contributor) =>
    a.login.toLowerCase() < b.login.toLowerCase() ? -1 : 1;
  const sorted = [...people.values()].sort(byLogin);
  return { data: sorted.length === 0 ? null : { kind: 'contributors', people: sorted }, notes: [] };
}

function print(
  { people }: ContributorsSection,
  { show, person, first }: ContributorsForm,
  { language, picture }: Surroundings,
): readonly string[] {
  const list = people
    .map(({ login, url, isFirst }) => fill(isFirst ? first : person, { login, url }))
    .join(say(language, 'list'));
  const alt = people.map(({ login }) => login).join(say(language, 'list'));
  const blocks = { picture: picture === null ? '' : `![${alt}](${picture})`, people: list };
  const shown = show.map((each) => blocks[each]);
  // Without a file for the picture the names are printed anyway.
  return shown.some((block) => block !== '') ? shown : [list];
}

function parse(
  blocks: readonly string[],
  form: ContributorsForm,
  language: Language,
): ContributorsSection {
  const list = blocks.find((block) => !block.startsWith('![')) ?? '';
  const [first, known] = [patternOf(form.first), patternOf(form.person)];
  const people = list.split(say(language, 'list')).flatMap((text): Contributor[] => {
    const asFirst = first?.exec(text) ?? null;
    const match = asFirst ?? known?.exec(text);
    const { login, url = `https://github.com/${login}` } = match?.groups ?? {};
    if (login === undefined) return [];
    return [{ login, url, isFirst: asFirst !== null }];
  });
  return { kind: 'contributors', people };
}
