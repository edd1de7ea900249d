import { availableParallelism } from 'node:os';

/** @param environment what its tests find loaded */
const project = (name, environment = 'node') => ({
  displayName: name,
  testMatch: [`<rootDir>/${name}/**/*.test.ts`],
  testEnvironment: environment,
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'es6' } },
    ],
  },
});

export default {
  projects: [
    project('unit'),
    project('fuzz'),
    ...['app', 'process', 'slow', 'redis', 'browser'].map((name) =>
      project(name, '<rootDir>/environment.js'),
    ),
  ],
  testTimeout: 30_000,
  // A third of a test's time against a GitHub is waiting for its answers.
  maxWorkers: Math.ceil(1.5 * availableParallelism()),
  // A test that failed may leave a server open, for which nothing would ever end.
  forceExit: true,
};
