import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DIFFICULTIES } from '../../../src/domain/difficulty.js';
import { findReferences, issueName } from '../../../src/domain/reference.js';
import { LANGUAGES } from '../../../src/messages/languages.js';
import { renderProjectPlan } from '../../../src/project/plan-text.js';

const HERE = { owner: 'mosn', repo: 'layotto' };

/** Issues of others that GitHub would tell of being mentioned: read as GitHub reads a comment. */
const mentioned = (text: string) =>
  text
    .split('\n')
    .flatMap((line) => findReferences(line, HERE))
    .filter(({ owner, repo }) => `${owner}/${repo}` !== 'mosn/layotto')
    .map(issueName);

const name = fc.tuple(
  fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9-]{0,8}$/),
  fc.stringMatching(/^[\w.-]{1,8}$/),
  fc.integer({ min: 1, max: 99 }),
);

describe('the project plan', () => {
  it('is read here as GitHub reads it', () => {
    expect(mentioned('- ⚪ text dapr/dapr#5')).toEqual(['dapr/dapr#5']);
  });

  it('names another repository’s issue without mentioning it there, whatever the list says', () => {
    fc.assert(
      fc.property(
        ...([fc.array(name, { minLength: 1 }), fc.constantFrom(...LANGUAGES)] as const),
        fc.constantFrom('', 'closes', 'fixes `', '`', '``', 'see other/repo#7 and', '@ann'),
        (names, language, words) => {
          const elsewhere = names.map(([owner, repo, number]) => `${owner}/${repo}#${number}`);
          const plan = renderProjectPlan({
            ...{ language, project: 'Layotto', taskLabel: 'good first issue', notes: [] },
            rows: elsewhere.map((each, at) => ({
              difficulty: DIFFICULTIES[at % DIFFICULTIES.length] ?? 'easy',
              ...{ text: words, number: null, elsewhere: each, holders: [] },
            })),
          });
          expect(mentioned(plan)).toEqual([]);
          expect(plan).toContain(elsewhere[0]);
        },
      ),
    );
  });
});
