/**
 * The queue that replicas share. BullMQ runs one job for each id and hands it to another replica if
 * this one dies; requests stand beside it in a list, so that none is lost while a job runs. Each
 * group has a queue of BullMQ's, and a worker in every replica.
 */
import { randomUUID } from 'node:crypto';
import { DelayedError, type Job, Queue, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { MINUTE_MS } from '../../domain/time.js';
import type { QueueOptions, RequestQueue } from '../queue.js';
import { commit } from './memory.js';

/** A job is ours for this long after our last word, in milliseconds; then another takes it over. */
const LOCK_MS = 6_000;

/** How often replicas look for jobs whose replica died, and for groups new to them. */
const ROUND_MS = 2_000;

/** How often requests without a job are looked for, in milliseconds. */
const STRANDED_MS = MINUTE_MS;

/** What went wrong outside a job is tried again after this long, in milliseconds. */
const AFTER_FAILURE_MS = 30_000;

/** A job is taken over as often as its replicas die: it is never given up for that. */
const ALWAYS = 1_000_000;

type Entry<Key> = { readonly key: Key; readonly notBefore: number };

type Data = { readonly notBefore: number; readonly failures: number };

type Group = { readonly queue: Queue<Data>; readonly worker: Worker<Data> };

export function createQueue<Key>(
  redis: Redis,
  prefix: string,
  options: QueueOptions<Key>,
  warn: (error: unknown) => void,
): RequestQueue<Key> {
  const opened = new Map<string, Group>();
  const groups = `${prefix}:groups`;
  const entriesKey = (id: string) => `${prefix}:wanted:${id}`;
  // BullMQ's keys have a prefix of their own, as a group may have any name.
  const place = { connection: redis, prefix: `${prefix}:queue` };
  let stopped = false;

  /** By the list's own texts: each names its request once. */
  async function entriesOf(id: string): Promise<ReadonlyMap<string, Entry<Key>>> {
    const texts = await redis.lrange(entriesKey(id), 0, -1);
    return new Map(texts.map((text) => [text, JSON.parse(text)]));
  }

  function openGroup(name: string): Group {
    const known = opened.get(name);
    if (known !== undefined) return known;
    // Nobody reads BullMQ's stream of events.
    const queue = new Queue<Data>(name, { ...place, streams: { events: { maxLen: 1 } } });
    const worker = new Worker<Data>(name, (job, token = '') => run(job, token), {
      ...place,
      autorun: !stopped,
      concurrency: options.concurrency,
      lockDuration: LOCK_MS,
      // Ours goes on for as long as the job does, even where this process took it a second time.
      skipLockRenewal: true,
      stalledInterval: ROUND_MS,
      maxStalledCount: ALWAYS,
      removeOnComplete: { count: 0 },
      removeOnFail: { count: 0 },
    });
    const again = (id = '', delayMs = 0) => void enqueueLeft(queue, id, delayMs).catch(warn);
    worker.on('completed', (job) => again(job.id));
    worker.on('failed', (job, error) => {
      warn(error);
      again(job?.id, AFTER_FAILURE_MS);
    });
    queue.on('error', warn);
    worker.on('error', warn);
    const group = { queue, worker };
    opened.set(name, group);
    return group;
  }

  /** What was asked for while the job ran is still to be done. */
  async function enqueueLeft(queue: Queue<Data>, id: string, delayMs: number): Promise<void> {
    const left = [...(await entriesOf(id)).values()];
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
    await job.changeDelay(delay).catch(() => {});
  }

  async function run(job: Job<Data>, token: string): Promise<void> {
    const id = job.id ?? '';
    const entries = await entriesOf(id);
    if (entries.size === 0) return;
    const key = [...entries.values()].map((each) => each.key).reduce(options.merge);
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
        const since = [...(await entriesOf(id))].filter(([entry]) => !entries.has(entry));
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
    for (const entry of entries.keys()) done.lrem(entriesKey(id), 1, entry);
    await commit(done);
  }

  async function openGroups(): Promise<void> {
    for (const group of await redis.smembers(groups)) {
      if (!stopped && options.serves(group)) openGroup(group);
    }
  }
  /** A process that ended between two steps may have left requests without a job. */
  async function repairStranded(): Promise<void> {
    const scan = redis.scanStream({ match: entriesKey('*'), count: 1_000 });
    for await (const found of scan) {
      for (const key of found as readonly string[]) {
        const id = key.slice(entriesKey('').length);
        const [first] = (await entriesOf(id)).values();
        if (first === undefined || stopped) continue;
        const group = options.groupOf(first.key);
        if (!options.serves(group)) continue;
        const { queue } = openGroup(group);
        if ((await queue.getJob(id)) === undefined) await enqueueLeft(queue, id, 0);
      }
    }
  }
  void openGroups().catch(warn);
  void repairStranded().catch(warn);
  const repairing = setInterval(() => void repairStranded().catch(warn), STRANDED_MS).unref();
  const rounds = setInterval(() => void openGroups().catch(warn), ROUND_MS).unref();

  return {
    add: async ({ id, key }, delayMs = 0) => {
      const group = options.groupOf(key);
      const notBefore = Date.now() + delayMs;
      const entry = JSON.stringify({ key, notBefore, nonce: randomUUID() });
      await commit(redis.multi().sadd(groups, group).rpush(entriesKey(id), entry));
      await enqueue(openGroup(group).queue, id, notBefore);
    },
    stop: async () => {
      stopped = true;
      clearInterval(rounds);
      clearInterval(repairing);
      await Promise.all([...opened.values()].map(({ worker }) => worker.close()));
    },
    waitingIn: (group) => openGroup(group).queue.getWaitingCount(),
    oldest: async () => {
      const first = await Promise.all(
        [...opened.values()].map(({ queue }) => queue.getJobs(['wait'], 0, 0, true)),
      );
      // BullMQ may list a job that began this moment.
      const times = first.flat().flatMap((job) => job?.data.notBefore ?? []);
      return times.length === 0 ? null : Math.min(...times);
    },
    size: async () => {
      const counts = await Promise.all(
        [...opened.values()].map(({ queue }) => queue.getJobCounts('wait', 'delayed', 'active')),
      );
      const sum = (...states: readonly string[]) =>
        counts
          .flatMap((each) => states.map((state) => each[state] ?? 0))
          .reduce((a, b) => a + b, 0);
      return { waiting: sum('wait', 'delayed'), running: sum('active') };
    },
  };
}

function earliest(entries: readonly Entry<unknown>[]): number {
  return Math.min(...entries.map(({ notBefore }) => notBefore));
}
