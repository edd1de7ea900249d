/** The log: JSON lines on stderr, in which no secret can stand. */
import { type Logger, pino } from 'pino';
import type { Telemetry } from '../telemetry/telemetry.js';

/**
 * Every kind of GitHub token, whatever its length: new ones carry a JWT behind the prefix. Wherever
 * it begins, as in an encoded address any letter may stand before it.
 */
const TOKENS = /gh[a-z]_[\w.-]+|github_pat_\w+/g;
/** Each takes a beginning without its end as well, or many of them would be read to the end each. */
const JWT = /eyJ[\w-]+(\.[\w-]+\.[\w-]+)?/g;
const KEY = /-----BEGIN[\s\S]*?(-----END[^-]*-----|$)/g;

const REDACTED = '[redacted]';

function redactWhole(found: string, end?: string): string {
  return end ? REDACTED : found;
}

const WARN = 40;

/**
 * @param secrets values of this process that must not appear whatever they look like
 * @param write takes a line without its end
 * @param telemetry counts what warns, and knows the deliveries that a line is about
 */
export function createLog(
  level: string,
  secrets: readonly string[],
  write: (line: string) => void,
  telemetry: Telemetry | null = null,
): Logger {
  const literal = secrets.filter((secret) => secret.length >= 4).flatMap(spellings);
  const scrub = (line: string) =>
    literal
      .reduce((text, secret) => text.replaceAll(secret, REDACTED), line)
      .replace(KEY, redactWhole)
      .replace(TOKENS, REDACTED)
      .replace(JWT, redactWhole);
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      mixin: (_, at) => {
        if (at >= WARN) telemetry?.metrics.logged(pino.levels.labels[at] ?? 'error');
        const deliveries = telemetry?.correlation.current() ?? [];
        return deliveries.length === 0 ? {} : { deliveries };
      },
      redact: [
        '*.authorization',
        '*.headers.authorization',
        'err.request',
        'err.response',
        'err.cause',
      ],
    },
    { write: (line: string) => write(scrub(line).trimEnd()) },
  );
}

/** As it may stand in a line: bare, inside JSON once or twice, in an address. Longest first. */
function spellings(secret: string): readonly string[] {
  const inJson = JSON.stringify(secret).slice(1, -1);
  const inAddress = encodeURIComponent(secret);
  const all = [secret, inJson, JSON.stringify(inJson).slice(1, -1), inAddress];
  return [...new Set(all)].sort((a, b) => b.length - a.length);
}
