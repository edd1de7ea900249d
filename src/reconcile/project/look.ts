/** A look at a project: label definitions, labels from its lists, and the plan on the tracking issue. */
import { planBlock, replaceBlock } from '../../core/comment/marker.js';
import { ledgerNumbers, renderProjectPlan } from '../../core/comment/project-plan.js';
import type { Issue } from '../../core/task.js';
import type { SharedMap } from '../../engine/engine.js';
import type { GitHubApp } from '../../github/app.js';
import { type ProjectSnapshot, readProject } from '../../github/project-snapshot.js';
import type { RepositoryContext } from '../../github/repository-context.js';
import { addLabels, createComment, deleteComment, updateComment } from '../../github/write.js';
import { keptIn, type TaskClocks } from '../clock-index.js';
import { decideProject, type ProjectDecision } from './decide.js';
import { type LabelNames, labelNames, reconcileLabelDefinitions } from './label-definitions.js';

export type ProjectLook = {
  readonly context: RepositoryContext;
  readonly github: Pick<GitHubApp, 'access'>;
  /** The label names before the configuration changed, where this process saw the change. */
  readonly formerly: LabelNames | null;
  readonly clocks: TaskClocks;
  /** Closed issues that the lists name, by number, so that they are not asked for again. */
  readonly closed: SharedMap<Issue>;
};

export type ProjectReport = {
  /** One line for each write, with its reason. */
  readonly written: readonly string[];
  /** Issues that a list made tasks just now, and that want their plan. */
  readonly newTasks: readonly number[];
};

/** Only an active repository is touched as a whole; the others wait for somebody's word. */
export async function lookAtProject(look: ProjectLook): Promise<ProjectReport> {
  const { context, github } = look;
  if (!context.active) return { written: [], newTasks: [] };
  const { access, config } = context;
  const closed = await look.closed.all();
  const knownClosed = new Map([...closed].map(([number, issue]) => [Number(number), issue]));
  const snapshot = await readProject(context, github, knownClosed);
  await rememberClosed(look.closed, knownClosed, snapshot);
  const kept = [...keptIn(look.clocks)];
  const written: string[] = [];

  const formerly = rememberedNames(snapshot.state) ?? look.formerly;
  for (const { kind, why } of await reconcileLabelDefinitions(access, config, formerly)) {
    written.push(`${kind} label: ${why}`);
  }
  const decision = decideProject(context, snapshot, agreedNumbers(snapshot.state), kept);
  for (const { number, add, why } of decision.labels) {
    await addLabels(access, number, add);
    written.push(`label #${number} ${add.join(', ')}: ${why}`);
  }
  written.push(...(await writePlan(look, snapshot, decision, kept)));
  return { written, newTasks: decision.labels.map(({ number }) => number) };
}

async function writePlan(
  { context, clocks }: ProjectLook,
  snapshot: ProjectSnapshot,
  { rows, notes, agreed }: ProjectDecision,
  kept: readonly number[],
): Promise<readonly string[]> {
  const { access, config, project, trackingNumber } = context;
  if (trackingNumber === null || !snapshot.hasTracking) return [];
  const times = [...clocks].flatMap(([number, { at }]) => (at === null ? [] : [[number, at]]));
  const text = renderProjectPlan({
    language: config.language,
    project: project.name,
    taskLabel: config.taskLabel.label,
    rows,
    notes,
  });
  const block = planBlock('project-plan', text, {
    v: 1,
    labels: labelNames(config),
    ...(times.length === 0 ? {} : { clocks: Object.fromEntries(times) }),
    ...(agreed.length === 0 ? {} : { agreed }),
    ...(kept.length === 0 ? {} : { kept }),
  });
  const [plan, ...doubled] = snapshot.plans;
  if (plan === undefined) {
    await createComment(access, 'plan', trackingNumber, block);
    return ['create the project plan'];
  }
  for (const { id } of doubled) await deleteComment(access, id);
  const body = replaceBlock(plan.body, 'project-plan', block);
  if (body === plan.body) return doubled.map(() => 'delete our doubled project plan');
  await updateComment(access, 'plan', plan.id, body);
  return ['update the project plan'];
}

/** Issues that list and label agreed on before: a label taken away since is a maintainer's word. */
function agreedNumbers(state: unknown): readonly number[] {
  return ledgerNumbers(state, 'agreed');
}

async function rememberClosed(
  closed: SharedMap<Issue>,
  known: ReadonlyMap<number, Issue>,
  { named }: ProjectSnapshot,
): Promise<void> {
  for (const [number, issue] of named) {
    if (issue?.state === 'closed' && !known.has(number)) await closed.set(String(number), issue);
  }
}

function rememberedNames(state: unknown): LabelNames | null {
  if (typeof state !== 'object' || state === null || !('labels' in state)) return null;
  const { labels } = state;
  if (typeof labels !== 'object' || labels === null) return null;
  const { task, easy, medium, hard } = labels as Partial<Record<keyof LabelNames, unknown>>;
  const names = [task, easy, medium, hard];
  if (!names.every((name) => typeof name === 'string')) return null;
  return { task, easy, medium, hard } as LabelNames;
}
