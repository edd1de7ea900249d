/** One process alone: everything in its own memory, nothing to install. */
import { type Clock, SYSTEM_CLOCK } from '../clock.js';
import type { Engine, Slots } from '../engine.js';
import { createMemory } from './memory.js';
import { createQueue } from './queue.js';
import { createSlots } from './slots.js';

export function createInProcessEngine(clock: Clock = SYSTEM_CLOCK): Engine {
  const slots = new Map<string, Slots>();
  return {
    clock,
    createQueue: (options) => createQueue(options, clock),
    memory: createMemory(),
    createSlots: (name, windows) => {
      const known = slots.get(name) ?? createSlots(windows, clock.monotonic);
      slots.set(name, known);
      return known;
    },
    isReady: () => true,
    onBack: () => {},
    close: async () => {},
  };
}
