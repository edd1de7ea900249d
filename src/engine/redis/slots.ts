/** The slots of a limit that replicas share, by the clock of Redis. */
import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { Slots, Window } from '../engine.js';

/** Who waits asks at least this often, which keeps its place before the less urgent. */
const ASK_AGAIN_MS = 1_000;

/**
 * KEYS: what was taken, by time; who waits, by the time of asking.
 * ARGV: urgency, who asks, a unique name for the slot, then count and milliseconds of each window.
 */
const TAKE = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local asking = ARGV[1] .. ' ' .. ARGV[2]
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now - 3 * ${ASK_AGAIN_MS})
-- Where its clock was set back, what was taken before counts from now on: for one window, not more.
for _, later in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. now, '+inf')) do
  redis.call('ZADD', KEYS[1], now, later)
end
redis.call('ZREM', KEYS[2], asking)
local free, longest = now, 0
for n = 4, #ARGV, 2 do
  local count, milliseconds = tonumber(ARGV[n]), tonumber(ARGV[n + 1])
  local oldest = redis.call('ZRANGE', KEYS[1], -count, -count, 'WITHSCORES')
  if oldest[2] then free = math.max(free, oldest[2] + milliseconds) end
  longest = math.max(longest, milliseconds)
end
for _, other in ipairs(redis.call('ZRANGE', KEYS[2], 0, -1)) do
  if tonumber(string.match(other, '^%d+')) < tonumber(ARGV[1]) then
    free = math.max(free, now + ${ASK_AGAIN_MS} / 4)
  end
end
if free > now then
  redis.call('ZADD', KEYS[2], now, asking)
  redis.call('PEXPIRE', KEYS[2], 3 * ${ASK_AGAIN_MS})
  return math.ceil(free - now)
end
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - longest)
redis.call('ZADD', KEYS[1], now, ARGV[3])
redis.call('PEXPIRE', KEYS[1], longest)
return 0
`;

export function createSlots(redis: Redis, key: string, windows: readonly Window[]): Slots {
  const asker = randomUUID();
  const limits = windows.flatMap(({ count, milliseconds }) => [count, milliseconds]);
  return {
    take: async (urgency) => {
      const keys = [key, `${key}:waiting`];
      const waitMs = await redis.eval(TAKE, 2, ...keys, urgency, asker, randomUUID(), ...limits);
      return Math.min(Number(waitMs), ASK_AGAIN_MS);
    },
  };
}
