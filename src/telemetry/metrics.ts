/**
 * What operators can measure; docs/operating.md says what each name means. Labels are few whatever
 * strangers send: events that nobody asked for are "other", no label names a repository, an issue
 * or a person, and of owners the first hundred.
 */
import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import type * as Prometheus from 'prom-client';

export type Metrics = {
  readonly delivery: (event: string, verdict: string) => void;
  readonly reconciled: (kind: string, result: ReconcileResult) => void;
  readonly reconcileTook: (kind: string, seconds: number) => void;
  /** @param owner whose installation; null: the App itself */
  readonly request: (owner: string | null, kind: 'read' | 'write', result: string) => void;
  readonly quota: (owner: string | null, remaining: number) => void;
  /** How long a write waited for its slot in the budget. */
  readonly writeWaited: (priority: string, seconds: number) => void;
  /** A comment was not written: enough was said on its issue. */
  readonly withheld: () => void;
  /** What became of a command, or what the clock did. */
  readonly claim: (outcome: string) => void;
  readonly logged: (level: string) => void;
  /** Asked at each scrape. */
  readonly watchQueue: (read: () => Promise<QueueFigures>) => void;
  /** In Prometheus' text format. */
  readonly text: () => Promise<string>;
};

export type ReconcileResult =
  | 'written'
  | 'nothing'
  | 'not_installed'
  | 'renamed'
  | 'failed'
  | 'given_up';

export type QueueFigures = {
  readonly waiting: number;
  readonly running: number;
  /** Since when the request that waits longest could have run, in milliseconds since the epoch. */
  readonly oldest: number | null;
};

/** Those that app.yml asks for, and those that come unasked. */
const EVENTS = new Set([
  ...['issues', 'issue_comment', 'label', 'push', 'repository', 'pull_request'],
  ...['installation', 'installation_repositories', 'installation_target', 'ping'],
]);

/** Anybody may install a public App. */
const MOST_OWNERS = 100;

/** A queue in a Redis that is away does not keep the other figures. In milliseconds. */
const QUEUE_PATIENCE_MS = 2_000;

const RECONCILE_SECONDS = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];
const WAIT_SECONDS = [0.01, 0.1, 1, 5, 15, 60, 300, 1800];

/** Its parts one by one: as a whole it loads OpenTelemetry, 10 MB, for a figure we do without. */
const part = createRequire(import.meta.url);
const Registry = part('prom-client/lib/registry') as typeof Prometheus.Registry;
const Counter = part('prom-client/lib/counter') as typeof Prometheus.Counter;
const Gauge = part('prom-client/lib/gauge') as typeof Prometheus.Gauge;
const Histogram = part('prom-client/lib/histogram') as typeof Prometheus.Histogram;
type ProcessFigures = (registry: Prometheus.Registry) => void;
const processMemory = part('prom-client/lib/metrics/osMemoryHeap') as ProcessFigures;
const processStart = part('prom-client/lib/metrics/processStartTime') as ProcessFigures;

export function createMetrics(version = 'unknown'): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const counter = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
    new Counter({ name: `newbie_tasks_${name}_total`, help, labelNames, registers });
  const gauge = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
    new Gauge({ name: `newbie_tasks_${name}`, help, labelNames, registers });
  const seconds = (name: string, help: string, label: string, buckets: number[]) =>
    new Histogram({
      ...{ name: `newbie_tasks_${name}_seconds`, help, buckets, registers },
      labelNames: [label],
    });
  processMemory(registry);
  processStart(registry);
  gauge('build_info', 'Always 1: the version is a label', 'version').set({ version }, 1);

  const deliveries = counter('deliveries', 'Deliveries of GitHub', 'event', 'verdict');
  const reconciles = counter('looks', 'Looks by what came of them', 'kind', 'result');
  const durations = seconds('look_duration', 'How long looks take', 'kind', RECONCILE_SECONDS);
  const requests = counter('github_requests', 'Requests to GitHub', 'owner', 'kind', 'result');
  const quota = gauge('github_quota_remaining', 'Requests left in this hour', 'owner');
  const waits = seconds('write_wait', 'How long writes wait in the budget', 'lane', WAIT_SECONDS);
  const withheld = counter('comments_withheld', 'Comments that wait: enough was said on an issue');
  const claims = counter('claims', 'What became of commands and claims', 'outcome');
  const errors = counter('errors', 'Lines of the log that warn or worse', 'level');
  const owners = new Set<string>();

  function ownerLabel(owner: string | null): string {
    // In brackets, as no account can be called that.
    if (owner === null) return '(app)';
    if (owners.size < MOST_OWNERS) owners.add(owner);
    return owners.has(owner) ? owner : '(other)';
  }

  const waiting = gauge('queue_waiting', 'Looks that wait, for their time or their turn');
  const running = gauge('queue_running', 'Looks that run');
  const oldest = gauge('queue_oldest_seconds', 'How long the oldest look waits for its turn');
  let readQueue: (() => Promise<QueueFigures>) | null = null;

  /** Not a number where the queue does not say. */
  async function askQueue(): Promise<void> {
    if (readQueue === null) return;
    const late = sleep(QUEUE_PATIENCE_MS, null, { ref: false });
    const figures = await Promise.race([readQueue(), late]).catch(() => null);
    waiting.set(figures?.waiting ?? Number.NaN);
    running.set(figures?.running ?? Number.NaN);
    const now = Date.now();
    oldest.set(figures === null ? Number.NaN : Math.max(0, now - (figures.oldest ?? now)) / 1000);
  }

  return {
    delivery: (event, verdict) =>
      deliveries.inc({ event: EVENTS.has(event) ? event : 'other', verdict }),
    reconciled: (kind, result) => reconciles.inc({ kind, result }),
    reconcileTook: (kind, took) => durations.observe({ kind }, took),
    request: (owner, kind, result) => requests.inc({ owner: ownerLabel(owner), kind, result }),
    quota: (owner, remaining) => quota.set({ owner: ownerLabel(owner) }, remaining),
    writeWaited: (priority, waited) => waits.observe({ lane: priority }, waited),
    withheld: () => withheld.inc(),
    claim: (outcome) => claims.inc({ outcome }),
    logged: (level) => errors.inc({ level }),
    watchQueue: (read) => {
      readQueue = read;
    },
    text: async () => {
      await askQueue();
      return registry.metrics();
    },
  };
}
