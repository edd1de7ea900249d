/** What an edition is composed of, as small as a test wants it. */
import type { Project } from '../../../src/config/operator.js';
import type { Author, Issue } from '../../../src/domain/task.js';
import type { MergedPull } from '../../../src/github/pulls.js';
import { type CollectedProject, readEditorsFiles } from '../../../src/newsletter/collect.js';
import { composeEdition, type Ingredients } from '../../../src/newsletter/compose.js';
import {
  type Newsletter,
  resolveNewsletter,
} from '../../../src/newsletter/configuration/newsletter.js';
import type { DigestIssue } from '../../../src/newsletter/digest.js';
import type { EarlierEdition as Earlier } from '../../../src/newsletter/edition.js';
import {
  type Found,
  SECTIONS,
  type Section,
  type SectionOf,
} from '../../../src/newsletter/sections/index.js';
import { parseTaskList } from '../../../src/project/list/read.js';

export const LAYOTTO: Project = {
  name: 'Layotto',
  repository: { owner: 'mosn', repo: 'layotto' },
  tracking: null,
};
export const RPC: Project = {
  name: 'SOFARPC',
  repository: { owner: 'sofastack', repo: 'sofa-rpc' },
  tracking: null,
};

export const WEEK = {
  date: '2021-11-12',
  since: '2021-11-05T15:00:00+08:00',
  until: '2021-11-12T15:00:00+08:00',
};

export const NO_FILES = await readEditorsFiles('no such folder');

type Facts = {
  readonly project?: Project;
  readonly url?: string | null;
  readonly list?: string;
  readonly merged?: readonly MergedPull[];
  readonly firstTimers?: ReadonlySet<string>;
  readonly closedTasks?: readonly Issue[];
  readonly releases?: Required<Found>['releases'];
  readonly nominated?: Required<Found>['questions'];
} & Partial<Omit<Required<Found>['tasks'], 'lines'>>;

/** What every section would have found in one project. */
export function collected(facts: Facts = {}): CollectedProject {
  const { project = LAYOTTO, url = null, list = '' } = facts;
  const { merged = [], firstTimers = new Set(), closedTasks: closed = [] } = facts;
  const { issues = [], foreign = new Map(), missingLists = [] } = facts;
  const { releases = [], nominated: questions = [] } = facts;
  const lines = parseTaskList(list, project.repository);
  return {
    ...{ project, url },
    found: {
      contributors: { merged, firstTimers },
      finished: { merged, closed },
      tasks: { lines, issues, foreign, missingLists },
      ...{ releases, questions },
    },
  };
}

export function task(number: number, facts: Partial<DigestIssue> = {}): DigestIssue {
  return {
    ...{ number, title: `task ${number}`, state: 'open', assignees: [], isPullRequest: false },
    ...{ draft: false, difficulty: 'easy', held: false, hasOpenPull: false },
    ...{ createdAt: '2021-11-01T00:00:00Z', labels: [] },
    ...facts,
  };
}

export function issue(number: number, facts: Partial<Issue> = {}): Issue {
  return {
    ...{ number, title: `issue ${number}`, body: '', state: 'open', labels: [], assignees: [] },
    ...{ author: author('ann'), createdAt: '2021-11-01T00:00:00Z', isPullRequest: false },
    ...{ closedAs: null, closedAt: null },
    ...facts,
  };
}

export function author(login: string): Author {
  return { id: login.length, login, isBot: false };
}

export function mergedPull(login: string, facts: Partial<MergedPull> = {}): MergedPull {
  const at = '2021-11-08T00:00:00Z';
  return {
    ...{ number: 1, title: 'a change', body: '', author: author(login), state: 'closed' },
    ...{ isMerged: true, createdAt: at, updatedAt: at, mergedAt: at, avatarUrl: null },
    ...facts,
  };
}

export function earlier(date: string, facts: Partial<Earlier> = {}): Earlier {
  return { date, sections: [], asked: [], dropped: [], ...facts };
}

export function compose(
  facts: Partial<Ingredients> & { readonly form?: Parameters<typeof resolveNewsletter>[0] } = {},
) {
  const { form = {}, ...ingredients } = facts;
  const newsletter: Newsletter = {
    ...resolveNewsletter({ sections: [...SECTIONS], ...form }),
    projects: [RPC, LAYOTTO],
  };
  const { edition, notes, problems } = composeEdition({
    ...{ newsletter, sections: newsletter.sections, week: WEEK, collected: [] },
    ...{ files: NO_FILES, earlier: [], posts: [] },
    ...ingredients,
  });
  const section = <Kind extends Section['kind']>(kind: Kind) =>
    edition.sections.find((each): each is SectionOf<Kind> => each.kind === kind) ?? null;
  return { edition, notes, problems, section };
}

/** The texts of the printed tasks, in order, whatever their project and difficulty. */
export function printedTasks(composed: ReturnType<typeof compose>): readonly string[] {
  const projects = composed.section('tasks')?.projects ?? [];
  return projects.flatMap(({ groups }) => groups.flatMap(({ tasks }) => tasks.map((t) => t.text)));
}
