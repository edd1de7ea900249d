/** The tasks that were finished in the week, with thanks. */
import { z } from 'zod';
import { patternOf } from '../../config/template-values.js';
import { fill, template } from '../../config/templates.js';
import { issuesClosedBy } from '../../domain/pull-request.js';
import { issueName } from '../../domain/reference.js';
import type { Issue } from '../../domain/task.js';
import { titleWords } from '../../domain/title.js';
import type { MergedPull } from '../../github/pulls.js';
import { listClosedTasks } from '../../github/week.js';
import { escapeText, unescapeText } from '../escape-text.js';
import {
  type Composed,
  formOf,
  type Immutable,
  type Ingredients,
  type ProjectWeek,
  type SectionDeclaration,
} from './section.js';

const form = formOf(
  { task: template(['text', 'number', 'project', 'login', 'url']) },
  {
    title: '',
    heading: '### 本周完成的新手任务',
    intro: [],
    task: '- {text}（{project}），感谢 [{login}]({url})！',
  },
);

type FinishedForm = ReturnType<typeof form.resolve>;

const data = z.object({
  kind: z.literal('finished'),
  tasks: z.array(
    z.object({
      text: z.string(),
      /** `owner/repo#12`. */
      issue: z.string(),
      project: z.string(),
      login: z.string(),
    }),
  ),
});

type FinishedSection = Immutable<z.output<typeof data>>;
type FinishedTask = FinishedSection['tasks'][number];

type Found = { readonly merged: readonly MergedPull[]; readonly closed: readonly Issue[] };

export const finished = {
  kind: 'finished',
  form,
  data,
  collect,
  compose,
  print,
  parse,
} satisfies SectionDeclaration<FinishedSection, FinishedForm, Found>;

async function collect({ context, week, mergedPulls }: ProjectWeek): Promise<Found> {
  const { label } = context.config.taskLabel;
  const [merged, closed] = await Promise.all([
    mergedPulls(),
    listClosedTasks(context.access, label, week.since, week.until),
  ]);
  return { merged: merged.pulls, closed };
}

/** Tasks closed in the week: by a merged pull request or, as done, from the hands of its assignee. */
function compose({ projects, frame }: Ingredients<Found>): Composed<FinishedSection> {
  const tasks = projects.flatMap(({ project, found }) => {
    const { repository, name } = project;
    const finishers = new Map(
      found.merged.flatMap((pull) =>
        issuesClosedBy(pull, repository).map((number) => [number, pull.author?.login] as const),
      ),
    );
    return found.closed.flatMap(({ number, title, closedAs, assignees }): FinishedTask[] => {
      // A maintainer may close it by hand, in the week after the merge.
      const login =
        finishers.get(number) ?? (closedAs === 'completed' ? assignees[0]?.login : null);
      if (!login) return [];
      const issue = issueName({ ...repository, number });
      return [{ text: titleWords(frame.language, title), issue, project: name, login }];
    });
  });
  return { data: tasks.length === 0 ? null : { kind: 'finished', tasks }, notes: [] };
}

function print({ tasks }: FinishedSection, form: FinishedForm): readonly string[] {
  const lines = tasks.map(({ text, issue, project, login }) => {
    const number = issue.split('#')[1] ?? null;
    const url = `https://github.com/${login}`;
    return fill(form.task, { text: escapeText(text), number, project, login, url });
  });
  return [lines.join('\n')];
}

/** Which issue it was does not show. */
function parse(blocks: readonly string[], form: FinishedForm): FinishedSection {
  const pattern = patternOf(form.task);
  const tasks = blocks
    .join('\n')
    .split('\n')
    .flatMap((line): FinishedTask[] => {
      const { text, project = '', login = '' } = pattern?.exec(line)?.groups ?? {};
      return text === undefined ? [] : [{ text: unescapeText(text), issue: '', project, login }];
    });
  return { kind: 'finished', tasks };
}
