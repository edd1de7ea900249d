/** A project to decide about, as tests write it down, and what GitHub shows once it was applied. */

import { originalText } from '../../../src/domain/markdown/original.js';
import { markedComments, readState } from '../../../src/domain/marker.js';
import type { Comment, Issue, IssueAddress } from '../../../src/domain/task.js';
import type { Label } from '../../../src/github/labels.js';
import type { TaskClocks } from '../../../src/issue/clock-index.js';
import { decideProject } from '../../../src/project/decide.js';
import type { ProjectEffect } from '../../../src/project/effect.js';
import { parseLedger } from '../../../src/project/ledger.js';
import { editList } from '../../../src/project/list/edit.js';
import { parseTaskList } from '../../../src/project/list/read.js';
import type { ProjectSnapshot } from '../../../src/project/snapshot.js';
import type { RepositoryContext } from '../../../src/repository/context.js';
import { BOT, comment } from '../a-thread.js';
import { contextOf } from '../issue/a-decision.js';

export type Project = {
  /** The Markdown of the list, in the body of #108. */
  readonly list: string;
  /** Further lists, in comments. */
  readonly more?: readonly string[];
  readonly issues: readonly Issue[];
  /** Our plan on the tracking issue. */
  readonly plan?: Comment;
  readonly edit?: 'tick' | 'never';
  /** Sub-issues of #108, by number. */
  readonly subIssues?: readonly number[];
};

const LIST: IssueAddress = { owner: 'mosn', repo: 'layotto', number: 108, commentId: null };
const URL = 'https://github.com/mosn/layotto/issues/108';
const LABELS = ['good first issue', 'easy', 'medium', 'hard'].map(
  (name): Label => ({ name, color: 'ffffff', description: '' }),
);

export function projectContext({ edit = 'tick' }: Pick<Project, 'edit'>): RepositoryContext {
  const context = contextOf({ trackingNumber: 108, active: true });
  const tracking = { reference: URL, lists: [LIST], edit };
  return { ...context, project: { ...context.project, tracking } };
}

export function snapshotOf(project: Project): ProjectSnapshot {
  const context = projectContext(project);
  const lists = [project.list, ...(project.more ?? [])].map((body, at) => ({
    address: at === 0 ? LIST : { ...LIST, commentId: at },
    ...{ access: context.access, isEditable: true },
    lines: parseTaskList(originalText(body), LIST),
  }));
  const lines = lists.flatMap((list) => list.lines);
  const plans = markedComments(project.plan ? [project.plan] : [], BOT, {
    kind: 'project-plan',
    key: '',
  });
  const isOpenTask = ({ state, labels }: Issue) =>
    state === 'open' && labels.includes('good first issue');
  const named = lines.flatMap(({ reference, ticked, struck }) => {
    if (reference === null || ticked || struck) return [];
    const issue = project.issues.find(({ number }) => number === reference.number) ?? null;
    return issue !== null && isOpenTask(issue) ? [] : [[reference.number, issue] as const];
  });
  return {
    lines,
    lists,
    openTasks: project.issues.filter(isOpenTask),
    subIssues: project.issues.filter(({ number }) => project.subIssues?.includes(number)),
    named: new Map(named),
    ticked: new Map(
      lines
        .filter(({ ticked }) => ticked && project.edit !== 'never')
        .flatMap(({ reference }) => {
          const issue = project.issues.find(({ number }) => number === reference?.number);
          return issue === undefined || isOpenTask(issue) ? [] : [[issue.number, issue] as const];
        }),
    ),
    missing: [],
    hasTracking: true,
    previousPlan: null,
    plans,
    ledger: parseLedger(plans[0] && readState(plans[0].body, 'project-plan')),
  };
}

export function decidedFor(
  project: Project,
  labels = LABELS,
  clocks: TaskClocks = new Map(),
): readonly ProjectEffect[] {
  const memory = { clocks, formerly: null };
  return decideProject(projectContext(project), snapshotOf(project), labels, memory).effects;
}

/** What GitHub shows after the effects. */
export function afterLook(project: Project, clocks?: TaskClocks): Project {
  return decidedFor(project, LABELS, clocks).reduce(applied, project);
}

function applied(project: Project, effect: ProjectEffect): Project {
  if (effect.kind === 'edit-list') {
    return { ...project, list: editList(project.list, LIST, LIST, effect.edits) };
  }
  if (effect.kind !== 'on-issue') return project;
  const { number, effect: own } = effect;
  if (own.kind === 'create-comment' || own.kind === 'update-comment') {
    return { ...project, plan: comment(1, BOT, own.body) };
  }
  const relabel = (issue: Issue): Issue => {
    if (issue.number !== number) return issue;
    const labels = own.kind === 'add-labels' ? [...issue.labels, ...own.labels] : issue.labels;
    const gone = own.kind === 'remove-label' ? own.label : null;
    return { ...issue, labels: labels.filter((label) => label !== gone) };
  };
  return { ...project, issues: project.issues.map(relabel) };
}

/** One line for each effect, without the plan. */
export function shown(effects: readonly ProjectEffect[]): readonly string[] {
  return effects.flatMap((effect) => {
    if (effect.kind === 'edit-list') {
      const { ticks, states } = effect.edits;
      return [
        ...[...ticks].map(([number, to]) => `${to ? 'tick' : 'untick'} #${number}`),
        ...[...states].map(([number, words]) => `#${number}: ${words}`),
      ];
    }
    if (effect.kind !== 'on-issue') return [effect.kind];
    const { number, effect: own } = effect;
    if (own.kind === 'add-labels') return [`#${number} + ${own.labels.join(', ')}`];
    if (own.kind === 'remove-label') return [`#${number} - ${own.label}`];
    return [];
  });
}
