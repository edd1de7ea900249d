/** Where something is not as GitHub describes it, in words. */
import type { ErrorObject, ValidateFunction } from 'ajv';

export type Deviation = {
  /** `PATCH /repos/{owner}/{repo}/labels/{name}`, or `delivery issues opened`. */
  readonly on: string;
  /** Of what: `query`, `body`, `answer 200`, `payload`. */
  readonly part: string;
  /** `/labels/* /id`, without the space: the same deviation in each item of a list is one. */
  readonly where: string;
  readonly expected: string;
};

export function sentence({ on, part, where, expected }: Deviation): string {
  return `${on}: ${part}${where}: ${expected}`;
}

/** What a check says against a value, each thing once. */
export function deviationsOf(
  check: ValidateFunction,
  value: unknown,
  about: Pick<Deviation, 'on' | 'part'>,
): Deviation[] {
  if (check(value)) return [];
  const found = new Map<string, Deviation>();
  for (const error of telling(check.errors ?? [])) {
    const where = error.instancePath.replace(/\/\d+(?=\/|$)/g, '/*');
    const deviation = { ...about, where, expected: expectation(error) };
    found.set(sentence(deviation), deviation);
  }
  return [...found.values()];
}

/**
 * Where one of several shapes is wanted, each of them complains. Only what lies deepest tells:
 * that nothing else fits follows from it, and so does that the value is not null.
 */
function telling(errors: readonly ErrorObject[]): ErrorObject[] {
  const within = (outer: ErrorObject) =>
    errors.some(({ instancePath }) => instancePath.startsWith(`${outer.instancePath}/`));
  const beside = (one: ErrorObject) =>
    errors.some((other) => other.instancePath === one.instancePath && !isVague(other));
  return errors.filter((error) => !isVague(error) || !(within(error) || beside(error)));
}

function isVague({ keyword, params }: ErrorObject): boolean {
  return keyword === 'anyOf' || (keyword === 'type' && params.type === 'null');
}

function expectation({ keyword, params, message }: ErrorObject): string {
  switch (keyword) {
    case 'required':
      return `has to have ${params.missingProperty}`;
    case 'additionalProperties':
      return `knows no ${params.additionalProperty}`;
    case 'enum':
      return `has to be one of ${params.allowedValues.join(', ')}`;
    default:
      return message ?? keyword;
  }
}
