import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseState } from '../../../src/claims/state-text.js';
import { parseRepositoryConfig } from '../../../src/config/load.js';
import { markedComments, readState } from '../../../src/domain/marker.js';
import { BOT, comment, person } from '../a-thread.js';
import { applied, contextOf, decided, type Situation } from './a-decision.js';

const PEOPLE = ['ann', 'ben', 'cai'];

type Step =
  | { readonly kind: 'says'; readonly who: string; readonly words: string }
  /** A look that is cut off after so many writes. */
  | { readonly kind: 'look'; readonly writes: number }
  | { readonly kind: 'by-hand'; readonly who: string | null }
  | { readonly kind: 'plan-deleted' };

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('says' as const),
      who: fc.constantFrom(...PEOPLE),
      words: fc.constantFrom('/claim', '/unclaim', '/extend', '/unclaim\n/claim', '我想试试'),
    }),
  },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('look' as const), writes: fc.nat(4) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('by-hand' as const),
      who: fc.option(fc.constantFrom(...PEOPLE)),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'plan-deleted' as const }) },
);

function contextWith(waitlist: boolean) {
  const parsed = parseRepositoryConfig({ text: `claims: { waitlist: ${waitlist} }`, file: 'a' });
  if (!parsed.ok) throw new Error('the configuration is wrong');
  return contextOf({ config: parsed.config });
}

function play(steps: readonly Step[], waitlist: boolean): Situation {
  let world: Situation = applied({ context: contextWith(waitlist), minutes: 0 }, 1);
  let id = 10;
  let minutes = 1;
  for (const step of steps) {
    id += 20;
    minutes += 1;
    const comments = world.comments ?? [];
    world = { ...world, minutes };
    if (step.kind === 'says') {
      world = { ...world, comments: [...comments, comment(id, step.who, step.words, minutes - 1)] };
    } else if (step.kind === 'look') {
      world = applied(world, id, step.writes);
    } else if (step.kind === 'by-hand') {
      world = { ...world, issue: { assignees: step.who === null ? [] : [person(step.who)] } };
    } else {
      const isPlan = ({ body }: { body: string }) => body.startsWith('<!-- newbie-tasks:plan');
      world = { ...world, comments: comments.filter((each) => !isPlan(each)) };
    }
  }
  return { ...world, minutes: minutes + 1 };
}

function stateOf(world: Situation) {
  const [plan] = markedComments(world.comments ?? [], BOT, { kind: 'plan', key: '' });
  return parseState(readState(plan?.body ?? '', 'plan'));
}

describe.each([false, true])('whatever happens in whatever order (waitlist: %s)', (waitlist) => {
  const law = (name: string, holds: (world: Situation, steps: readonly Step[]) => void) =>
    it(name, () => {
      fc.assert(
        fc.property(fc.array(anyStep, { maxLength: 14 }), (steps) => {
          // One hint a look: with several people wishing at once it takes a few looks.
          const settled = [5000, 5100, 5200, 5300].reduce(
            (world, from) => applied(world, from),
            play(steps, waitlist),
          );
          holds(settled, steps);
        }),
        { numRuns: 150 },
      );
    });

  law('a few looks settle it: the next one writes nothing', (world) => {
    expect(decided(world)).toEqual([]);
  });

  law('at most one person holds the task, and the plan says the same as GitHub', (world) => {
    const assignees = (world.issue?.assignees ?? []).map(({ login }) => login);
    expect(assignees.length).toBeLessThanOrEqual(1);
    expect(stateOf(world)?.claims.map(({ login }) => login)).toEqual(assignees);
  });

  law('every comment is answered at most once, and there is one plan', (world) => {
    const ours = (world.comments ?? []).filter(({ author }) => author?.login === BOT);
    const answers = ours.flatMap(({ body }) => body.match(/newbie-tasks:answer \d+/g) ?? []);
    expect(new Set(answers).size).toBe(answers.length);
    expect(ours.filter(({ body }) => body.startsWith('<!-- newbie-tasks:plan'))).toHaveLength(1);
  });

  law('whoever nobody removed by hand and who did not give back keeps the task', (world, steps) => {
    const isCalm = steps.every(
      (step) =>
        step.kind !== 'by-hand' && !(step.kind === 'says' && step.words.includes('/unclaim')),
    );
    const first = steps.find((step) => step.kind === 'says' && step.words === '/claim');
    if (!isCalm || first?.kind !== 'says') return;
    expect((world.issue?.assignees ?? []).map(({ login }) => login)).toEqual([first.who]);
  });
});
