/** A thread that draws one SVG and ends. */
import { setFlagsFromString } from 'node:v8';
import { parentPort, workerData } from 'node:worker_threads';
import { toPng } from './png.js';

// V8 would optimise WebAssembly that runs for half a second: no faster, and 90 MB more.
setFlagsFromString('--liftoff-only');
parentPort?.postMessage(await toPng(String(workerData)));
