/** What every step of the story works with: GitHub, the editor's command line, and a voice. */
import type { EmbeddedGitHub } from '@newbie-tasks/embedded-github';
import { runProgram } from './run-program.js';
import { EDITION_DATE } from './seed.js';
import type { SeenIssue } from './watch.js';

export type DemoTools = {
  readonly github: EmbeddedGitHub;
  /** For the command line that the editor calls. */
  readonly environment: Readonly<Record<string, string>>;
  readonly say: (line: string) => void;
};

/** The edition as the editor prints it. */
export async function edition({ environment }: DemoTools): Promise<string> {
  const args = ['digest', '--date', EDITION_DATE, '--section', 'tasks'];
  const { code, stdout, stderr } = await runProgram(args, environment);
  if (code !== 0) throw new Error(`digest failed:\n${stderr}`);
  return stdout.replace(/\n$/, '');
}

/** The paragraphs of a section that are tasks: those behind a difficulty. */
export function tasksIn(section: string): readonly string[] {
  const paragraphs = section.split('\n\n');
  const first = paragraphs.findIndex((paragraph) => paragraph.startsWith('**'));
  return paragraphs.slice(first).filter((paragraph) => !/^(\*\*|- |「)/.test(paragraph));
}

/** The plan on an issue, as it is stored; null: there is none. */
export function planOf(issue: SeenIssue): string | null {
  return issue.ours.find(({ body }) => body.includes('newbie-tasks:plan'))?.body ?? null;
}

export function quote(
  { say }: Pick<DemoTools, 'say'>,
  lines: readonly string[],
  prefix = '│ ',
): void {
  for (const line of lines) say(`   ${prefix}${line}`);
}
