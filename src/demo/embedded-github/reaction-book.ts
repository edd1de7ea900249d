/** What GitHub lets people say. */
export const CONTENTS = ['+1', '-1', 'laugh', 'confused', 'heart', 'hooray', 'rocket', 'eyes'];

export type Reaction = {
  readonly id: number;
  readonly node_id: string;
  readonly user: unknown;
  readonly login: string;
  readonly content: string;
  readonly created_at: string;
};

/** The emulator has none, so they live here: by subject, with shown numbers. */
export type Reactions = { readonly given: Map<string, readonly Reaction[]> };

export const emptyReactions = (): Reactions => ({ given: new Map() });

/** Comment ids are unique across repositories, yet the address has to be the right one. */
export function subjectKey(repository: string, kind: 'comment' | 'issue', number: number): string {
  return `${repository.toLowerCase()} ${kind} ${number}`;
}

/** The counts GitHub shows on a comment or an issue. */
export function rollUp(given: readonly Reaction[]): Record<string, number> {
  const count = (content: string) => given.filter((one) => one.content === content).length;
  const counts = CONTENTS.map((content) => [content, count(content)] as const);
  return { ...Object.fromEntries(counts), total_count: given.length };
}
