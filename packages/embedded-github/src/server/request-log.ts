import type { Actor } from '../state/credentials.js';

export type LoggedRequest = {
  readonly method: string;
  /** With the query, without /api/v3, in shown numbers. */
  readonly path: string;
  /** `person`: a test or the demo acting through `as(login)`. `nobody`: no or a bad token. */
  readonly actor: 'app' | 'installation' | 'person' | 'nobody';
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Parsed JSON; undefined without one. */
  readonly body: unknown;
  /** null until answered, and for ever when a fault let it hang. */
  status: number | null;
};

/** Every request to the API, in order of arrival. */
export type RequestLog = {
  readonly all: readonly LoggedRequest[];
  /** A place in the log, for `since`. */
  mark(): number;
  since(mark: number): LoggedRequest[];
  /** The bot's own work: without minting tokens, finding itself and reading `.github/*.yml`. */
  ofTheBot(mark?: number): LoggedRequest[];
  clear(): void;
};

/** Marks stay valid over `clear`, which only forgets. */
export function openLog(): RequestLog & { add(request: LoggedRequest): void } {
  let all: LoggedRequest[] = [];
  let forgotten = 0;
  const since = (mark: number) => all.slice(Math.max(0, mark - forgotten));
  return {
    get all() {
      return all;
    },
    mark: () => forgotten + all.length,
    since,
    ofTheBot: (mark = 0) => since(mark).filter(isWork),
    clear() {
      forgotten += all.length;
      all = [];
    },
    add: (request) => {
      all.push(request);
    },
  };
}

const HOUSEKEEPING =
  /^\/(app(\/installations(\/\d+(\/access_tokens)?)?)?|(repos\/[^/]+|orgs|users)\/[^/]+\/installation|repos\/[^/]+\/[^/]+\/contents\/\.github(\/|%2F)[^/?]+\.yml)(\?.*)?$/;

function isWork({ actor, path }: LoggedRequest): boolean {
  return (actor === 'app' || actor === 'installation') && !HOUSEKEEPING.test(path);
}

export function loggedActor({ kind }: Actor): LoggedRequest['actor'] {
  return kind === 'unknown' ? 'nobody' : kind;
}
