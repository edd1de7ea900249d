/** The newsletter that a command is about, and the operator's configuration around it. */
import { parseNewsletter } from '../config/load.js';
import type { Newsletter } from '../config/newsletter.js';
import { type OperatorConfig, readOperatorConfig, readSource } from '../config/operator-folder.js';
import { formatProblems } from '../config/problems.js';

type Choice =
  | { readonly ok: true; readonly operator: OperatorConfig; readonly newsletter: Newsletter }
  /** One line each, for stderr. */
  | { readonly ok: false; readonly why: readonly string[] };

/**
 * The newsletter that was asked for, or the only one there is.
 * @param command whose name stands before the reason
 */
export async function chooseNewsletter(
  command: string,
  file: string | undefined,
  configFolder: string,
): Promise<Choice> {
  const read = await readOperatorConfig(configFolder);
  if (!read.ok) return { ok: false, why: formatProblems(read.problems) };
  const { newsletters } = read.config;
  if (file === undefined) {
    const [only, ...others] = newsletters;
    if (only !== undefined && others.length === 0) {
      return { ok: true, operator: read.config, newsletter: only.newsletter };
    }
    const files = newsletters.map((each) => each.file).join(', ');
    const why =
      only === undefined
        ? `${command}: there is no newsletter in ${configFolder}/newsletters; name one with --newsletter`
        : `${command}: there are several newsletters, choose one with --newsletter: ${files}`;
    return { ok: false, why: [why] };
  }
  const source = await readSource(file);
  const parsed = source.ok ? parseNewsletter(source.source) : source;
  if (!parsed.ok) return { ok: false, why: formatProblems(parsed.problems) };
  const { newsletter } = parsed;
  return {
    ok: true,
    newsletter,
    operator: { ...read.config, newsletters: [{ file, newsletter }] },
  };
}
