/**
 * The queue that replicas share. BullMQ runs one job for each id and hands it to another replica if
 * this one dies; what is wanted stands beside it in a list, so that nothing wanted is lost while a
 * job runs. Each group has its line: BullMQ's queue, and a worker in every replica.
 */
import { randomUUID } from 'node:crypto';
import { DelayedError, type Job, Queue, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { MINUTE_MS } from '../../domain/time.js';
import type { QueueOptions, RequestQueue } from '../queue.js';
import { commit } from './memory.js';

/** A look is ours for this long after our last word, in milliseconds; then another takes it over. */
const LOCK_MS = 6_000;

/** How often replicas look for looks whose replica died, and for groups new to them. */
const ROUND_MS = 2_000;

/** How often what is wanted and has no job is looked for, in milliseconds. */
const STRANDED_MS = MINUTE_MS;

/** What went wrong outside a look is tried again after this long, in milliseconds. */
const AFTER_FAILURE_MS = 30_000;

/** A look is taken over as often as its replicas die: it is never given up for that. */
const ALWAYS = 1_000_000;

type Consequences<Key> = { readonly key: Key; readonly notBefore: number };

type Data = { readonly notBefore: number; readonly failures: number };

type Line = { readonly queue: Queue<Data>; readonly worker: Worker<Data> };

export function createQueue<Key>(
  redis: Redis,
  prefix: string,
  options: QueueOptions<Key>,
  log: Logger,
): RequestQueue<Key> {
  const lines = new Map<string, Line>();
  const groups = `${prefix}:groups`;
  const wantedKey = (id: string) => `${prefix}:wanted:${id}`;
  // BullMQ's keys have a prefix of their own, as a group may have any name.
  const place = { connection: redis, prefix: `${prefix}:queue` };
  const warn = (error: unknown) => log.warn({ err: error }, 'the queue in Redis');
  let stopped = false;

  /** By the list's entries, which name what they want once. */
  async function wantedOf(id: string): Promise<ReadonlyMap<string, Consequences<Key>>> {
    const entries = await redis.lrange(wantedKey(id), 0, -1);
    return new Map(entries.map((text) => [text, JSON.parse(text)]));
  }

  function lineOf(group: string): Line {
    const known = lines.get(group);
    if (known !== undefined) return known;
    // Nobody reads BullMQ's stream of events.
    const queue = new Queue<Data>(group, { ...place, streams: { events: { maxLen: 1 } } });
    const worker = new Worker<Data>(group, (job, token = '') => take(job, token), {
      ...place,
      autorun: !stopped,
      concurrency: options.concurrency,
      lockDuration: LOCK_MS,
      // Ours goes on for as long as the look does, even where this process took it a second time.
      skipLockRenewal: true,
      stalledInterval: ROUND_MS,
      maxStalledCount: ALWAYS,
      removeOnComplete: { count: 0 },
      removeOnFail: { count: 0 },
    });
    const again = (id = '', delayMs = 0) => void wantAgain(queue, id, delayMs).catch(warn);
    worker.on('completed', (job) => again(job.id));
    worker.on('failed', (job, error) => {
      warn(error);
      again(job?.id, AFTER_FAILURE_MS);
    });
    queue.on('error', warn);
    worker.on('error', warn);
    const line = { queue, worker };
    lines.set(group, line);
    return line;
  }

  /** What was wanted while the look ran is wanted still. */
  async function wantAgain(queue: Queue<Data>, id: string, delayMs: number): Promise<void> {
    const left = [...(await wantedOf(id)).values()];
    if (left.length > 0) await enqueue(queue, id, Math.max(earliest(left), Date.now() + delayMs));
  }

  async function enqueue(queue: Queue<Data>, id: string, notBefore: number): Promise<void> {
    const delay = Math.max(0, notBefore - Date.now());
    await queue.add('look', { notBefore, failures: 0 }, { jobId: id, delay });
    // BullMQ keeps the job that waits under this id already: it may wait for longer.
    const job = await queue.getJob(id);
    if (job === undefined || job.data.notBefore <= notBefore) return;
    await job.updateData({ ...job.data, notBefore });
    // A job that is not delayed any more needs no hurry.
    await job.changeDelay(delay).catch((error: unknown) => log.debug({ err: error }, 'no delay'));
  }

  async function take(job: Job<Data>, token: string): Promise<void> {
    const id = job.id ?? '';
    const wanted = await wantedOf(id);
    if (wanted.size === 0) return;
    const key = [...wanted.values()].map((each) => each.key).reduce(options.merge);
    const extend = () => job.extendLock(token, LOCK_MS);
    const stillOurs = async () => {
      if ((await extend()) !== 1) throw new Error(`${id}: another replica has taken over`);
    };
    const renewing = setInterval(() => void extend().catch(warn), LOCK_MS / 3);
    try {
      await options.run(key, stillOurs);
      await stillOurs();
    } catch (error) {
      await stillOurs();
      const counts = options.counts?.(error) ?? true;
      const failures = counts ? job.data.failures + 1 : job.data.failures;
      const delayMs = await options.onFailure(key, error, failures);
      if (delayMs !== null) {
        const since = [...(await wantedOf(id))].filter(([entry]) => !wanted.has(entry));
        const soonest = earliest(since.map(([, each]) => each));
        const notBefore = Math.min(Date.now() + delayMs, soonest);
        await job.updateData({ notBefore, failures });
        await job.moveToDelayed(notBefore, token);
        throw new DelayedError();
      }
    } finally {
      clearInterval(renewing);
    }
    const done = redis.multi();
    for (const entry of wanted.keys()) done.lrem(wantedKey(id), 1, entry);
    await commit(done);
  }

  async function joinLines(): Promise<void> {
    for (const group of await redis.smembers(groups)) {
      if (!stopped && options.serves(group)) lineOf(group);
    }
  }
  /** A process that ended between two steps may have left something wanted without a job. */
  async function repairStranded(): Promise<void> {
    const scan = redis.scanStream({ match: wantedKey('*'), count: 1_000 });
    for await (const found of scan) {
      for (const id of (found as readonly string[]).map((key) => key.slice(wantedKey('').length))) {
        const [first] = (await wantedOf(id)).values();
        if (first === undefined || stopped) continue;
        const group = options.groupOf(first.key);
        if (!options.serves(group)) continue;
        const { queue } = lineOf(group);
        if ((await queue.getJob(id)) === undefined) await wantAgain(queue, id, 0);
      }
    }
  }
  void joinLines().catch(warn);
  void repairStranded().catch(warn);
  const repairing = setInterval(() => void repairStranded().catch(warn), STRANDED_MS).unref();
  const rounds = setInterval(() => void joinLines().catch(warn), ROUND_MS).unref();

  return {
    add: async ({ id, key }, delayMs = 0) => {
      const group = options.groupOf(key);
      const notBefore = Date.now() + delayMs;
      const entry = JSON.stringify({ key, notBefore, nonce: randomUUID() });
      await commit(redis.multi().sadd(groups, group).rpush(wantedKey(id), entry));
      await enqueue(lineOf(group).queue, id, notBefore);
    },
    stop: async () => {
      stopped = true;
      clearInterval(rounds);
      clearInterval(repairing);
      await Promise.all([...lines.values()].map(({ worker }) => worker.close()));
    },
    waitingIn: (group) => lineOf(group).queue.getWaitingCount(),
    oldest: async () => {
      const first = await Promise.all(
        [...lines.values()].map(({ queue }) => queue.getJobs(['wait'], 0, 0, true)),
      );
      // BullMQ may list a job that was taken this moment.
      const times = first.flat().flatMap((job) => job?.data.notBefore ?? []);
      return times.length === 0 ? null : Math.min(...times);
    },
    size: async () => {
      const counts = await Promise.all(
        [...lines.values()].map(({ queue }) => queue.getJobCounts('wait', 'delayed', 'active')),
      );
      const sum = (...states: readonly string[]) =>
        counts
          .flatMap((each) => states.map((state) => each[state] ?? 0))
          .reduce((a, b) => a + b, 0);
      return { waiting: sum('wait', 'delayed'), running: sum('active') };
    },
  };
}

function earliest(wanted: readonly Consequences<unknown>[]): number {
  return Math.min(...wanted.map(({ notBefore }) => notBefore));
}
