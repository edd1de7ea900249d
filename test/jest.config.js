const project = (name) => ({
  displayName: name,
  testMatch: [`<rootDir>/${name}/**/*.test.ts`],
  testEnvironment: 'node',
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
    project('e2e'),
    project('slow'),
    project('redis'),
    project('browser'),
    project('fuzz'),
  ],
  testTimeout: 30_000,
  // Most of a test's time is waiting for the process that it started.
  maxWorkers: '100%',
};
