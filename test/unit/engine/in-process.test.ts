import { describe } from '@jest/globals';
import { createInProcessEngine } from '../../../src/engine/in-process/engine.js';
import { memoryLaws } from '../../laws/memory.js';
import { queueLaws } from '../../laws/queue.js';
import { slotLaws } from '../../laws/slots.js';

const open = async () => createInProcessEngine();

describe('the queue of one process', () => queueLaws(open));
describe('the memory of one process', () => memoryLaws(open));
describe('the slots of one process', () => slotLaws(open));
