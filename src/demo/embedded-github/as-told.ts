import { bodyOf, recordOf } from './answer.js';
import { lookInside } from './backstage.js';
import { takeEdit } from './edits.js';
import { listed } from './history.js';
import { pushAsTold } from './pushes.js';
import type { Backstage } from './stage.js';

/** A delivery of the emulator's with what GitHub tells beside; stored numbers and names. */
export async function asTold(
  stage: Backstage,
  event: string,
  about: string,
  payload: unknown,
): Promise<unknown> {
  if (event === 'push') return pushAsTold(stage, payload);
  const told = recordOf(payload);
  if (told.action === 'edited') {
    const changes = takeEdit(stage.edits, about);
    return changes ? { ...told, changes } : told;
  }
  if (event === 'issues' && told.label) return { ...told, label: await wholeLabel(stage, told) };
  return told;
}

/** The emulator tells its name and colour alone. */
async function wholeLabel(
  stage: Backstage,
  { issue, label, repository }: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const { name } = recordOf(label);
  const onIssue = listed(recordOf(issue).labels).find((one) => one.name === name);
  if (onIssue) return structuredClone(onIssue);
  const path = `/repos/${recordOf(repository).full_name}/labels/${encodeURIComponent(String(name))}`;
  const answer = await lookInside(stage, path);
  return answer.status === 200 ? bodyOf(answer) : label;
}
