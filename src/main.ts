#!/usr/bin/env node
/** The command line: what was called, and with what it ends. */
import { existsSync } from 'node:fs';
import { CommanderError } from 'commander';
import { PROCESS_OUTPUT } from './cli/output.js';
import { program } from './cli/program.js';

const DONE = 0;
const WRONG_USAGE = 2;

try {
  if (existsSync('.env')) process.loadEnvFile('.env');
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === DONE ? DONE : WRONG_USAGE;
  } else {
    const message = error instanceof Error ? error.message : String(error);
    PROCESS_OUTPUT.stderr(`newbie-tasks: ${message}`);
    if (process.env.LOG_LEVEL === 'debug' && error instanceof Error) console.error(error.stack);
    process.exitCode = 1;
  }
}
