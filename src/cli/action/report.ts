/** The log's lines as a person reads them beside a run: annotations, and a summary of the job. */
import { inert } from '../../domain/markdown/inert.js';

export type Report = {
  /** Adds a JSON line of the log. @returns the annotation for it; null: none */
  readonly add: (line: string) => string | null;
  readonly hasFailed: () => boolean;
  /** Markdown. */
  readonly summary: () => string;
};

/** pino's numbers. */
const WARN = 40;
const ERROR = 50;

type Line = {
  readonly level?: number;
  readonly msg?: string;
  /** The request's id. */
  readonly look?: string;
  readonly written?: readonly string[];
  readonly refused?: readonly string[];
  readonly err?: { readonly message?: string };
};

export function createReport(): Report {
  const rows: string[] = [];
  let failed = false;
  return {
    add: (text) => {
      const line = JSON.parse(text) as Line;
      const { level = 0, look: request = '', msg = '' } = line;
      for (const each of line.written ?? []) rows.push(row(request, each));
      if (level < WARN) return null;
      const why = [line.err?.message, ...(line.refused ?? [])].filter(Boolean).join('; ');
      const words = [request, msg, why].filter(Boolean).join(': ');
      rows.push(row(request, `${level >= ERROR ? '❌' : '⚠️'} ${msg}: ${why}`));
      failed ||= level >= ERROR;
      return annotation(level >= ERROR ? 'error' : 'warning', words);
    },
    hasFailed: () => failed,
    summary: () => {
      const table = ['| | |', '| --- | --- |', ...rows];
      const text =
        rows.length === 0 ? 'Nothing to write: all is as it should be.' : table.join('\n');
      return `### newbie-tasks\n\n${text}\n`;
    },
  };
}

function row(request: string, words: string): string {
  return `| ${cell(request)} | ${cell(words)} |`;
}

/** People's names stand in it. */
function cell(text: string): string {
  return inert(text, 300).replaceAll('|', '\\|');
}

/** A workflow command; nothing in the message can begin another. */
export function annotation(level: 'error' | 'warning' | 'notice', message: string): string {
  const escaped = message.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  return `::${level} title=newbie-tasks::${escaped}`;
}
