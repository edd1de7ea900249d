import { createSlots } from '../engine/in-process/slots.js';
import { createBudget, type GitHubApp } from './app.js';
import { CONTENT_LIMITS } from './budget.js';
import { tokenClient } from './client.js';
import { UNGUARDED } from './comment-guard.js';

/** Reading with a person's token, or as nobody, in place of the App. */
export function connectToken(token: string | null, apiUrl: string): GitHubApp {
  const octokit = tokenClient(token, apiUrl);
  const installation = {
    octokit,
    budget: createBudget(createSlots(CONTENT_LIMITS)),
    comments: UNGUARDED,
    installedAt: new Date(0).toISOString(),
  };
  return {
    botLogin: async () => '',
    doubt: () => null,
    access: async (repository) => ({ repository, ...installation }),
    repositories: async () => [],
    forget: () => {},
  };
}
