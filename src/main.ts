#!/usr/bin/env node
/** The command line of this process. */
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { PROCESS_OUTPUT } from './cli/output.js';
import { run } from './cli/run.js';

if (existsSync('.env')) process.loadEnvFile('.env');
const [command] = process.argv.slice(2);
const stopped = () => Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
process.exitCode = await run(process.argv.slice(2), process.env, PROCESS_OUTPUT, stopped);
// What still waits (for GitHub, for the write budget) must not keep the process: the drain is over.
if (command === 'serve') process.exit();
