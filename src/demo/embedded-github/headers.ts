import { randomBytes } from 'node:crypto';
import type { Answer } from './answer.js';

const LIMIT = 5000;

/** What every answer of GitHub's carries; `date` is Node's. */
export function withHeaders(answer: Answer): Answer {
  const { headers } = answer;
  const limit = headers['x-ratelimit-limit'] ?? String(LIMIT);
  const remaining = headers['x-ratelimit-remaining'] ?? String(LIMIT - 1);
  const inAnHour = String(Math.floor(Date.now() / 1000) + 3600);
  const said = {
    'x-ratelimit-limit': limit,
    'x-ratelimit-remaining': remaining,
    'x-ratelimit-used': String(Number(limit) - Number(remaining)),
    'x-ratelimit-reset': headers['x-ratelimit-reset'] ?? inAnHour,
    'x-ratelimit-resource': headers['x-ratelimit-resource'] ?? 'core',
    'x-github-media-type': 'github.v3; format=json',
    'x-github-request-id': requestId(),
  };
  return { ...answer, headers: { ...headers, ...said } };
}

function requestId(): string {
  const digits = randomBytes(14).toString('hex').toUpperCase();
  const parts = [digits.slice(0, 4), digits.slice(4, 10), digits.slice(10, 16), digits.slice(16)];
  return parts.join(':');
}
