/** That GitHub itself passes: the payloads it once sent, against its description of today. */
import { createRequire } from 'node:module';
import { expect, it } from '@jest/globals';
import { checkDelivery, EVENTS, sentence } from '@newbie-tasks/embedded-github/oracle';

type Examples = readonly { readonly name: string; readonly examples: readonly unknown[] }[];

const EXAMPLES = createRequire(import.meta.url)(
  '@octokit/webhooks-examples/api.github.com/index.json',
) as Examples;

/** The examples are older than some fields, and younger than others. */
const EXPECTED = [
  /has to have (active_lock_reason|app_slug|auto_merge|description|has_discussions|topics)$/,
  /has to have (performed_via_github_app|reactions|requester|suspended_at|suspended_by)$/,
  /has to have visibility$/,
  /(content_references|custom_properties): is nothing that GitHub tells$/,
  // Of these two events no other variant is told here, where one of two has to fit.
  /review_request(ed|_removed): payload: has to have requested_team$/,
  // Seconds then, a date now.
  /installation\/(created|updated)_at: must be string$/,
  // Empty where there is none.
  /repository\/homepage: must match format "uri"$/,
];

it('a hundred payloads of GitHub’s deviate by their age alone', () => {
  const ours = EXAMPLES.filter(({ name }) => name in EVENTS);
  const payloads = ours.flatMap(({ name, examples }) =>
    examples.map((payload) => ({ name, payload })),
  );
  const deviations = payloads.flatMap(({ name, payload }) => checkDelivery(name, payload));
  const unexpected = deviations
    .map(sentence)
    .filter((told) => !EXPECTED.some((expected) => expected.test(told)));
  expect([...new Set(unexpected)]).toEqual([]);
  expect(payloads.length).toBeGreaterThan(100);
});
