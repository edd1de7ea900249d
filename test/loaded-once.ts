/** What all files of a worker share: see environment.js. */
type LoadedOnce = typeof import('@newbie-tasks/embedded-github') &
  typeof import('@newbie-tasks/embedded-github/oracle') &
  Pick<typeof import('../src/cli/action.js'), 'runAction'> &
  Pick<typeof import('../src/cli/run.js'), 'run'> &
  Pick<typeof import('../src/cli/serve.js'), 'startServing'>;

export const { createOracle, run, runAction, sentence, startEmbeddedGitHub, startServing } = (
  globalThis as unknown as { readonly loadedOnce: LoadedOnce }
).loadedOnce;
