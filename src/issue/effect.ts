/** What a decision is to change: plain data, applied, previewed, logged and tested alike. */

export type Effect = Assignment | (Reason & Write);

type Reason = {
  /** For logs and previews, in English. */
  readonly why: string;
};

export type Assignment = Reason & {
  readonly kind: 'assign' | 'unassign';
  readonly id: number;
  readonly login: string;
};

type Write =
  /** The clock takes a task back, after it said so. */
  | { readonly kind: 'release'; readonly login: string }
  | {
      readonly kind: 'add-labels';
      readonly labels: readonly string[];
      /** The comments that asked for it, whose answers say that it is done. */
      readonly askedBy?: readonly number[];
    }
  | { readonly kind: 'remove-label'; readonly label: string }
  | {
      readonly kind: 'create-comment';
      readonly priority: 'answer' | 'plan' | 'background';
      readonly body: string;
      /** The comment that it answers. */
      readonly answers?: number;
    }
  | {
      readonly kind: 'update-comment';
      readonly priority: 'answer' | 'plan';
      readonly commentId: number;
      readonly body: string;
      readonly answers?: number;
    }
  | { readonly kind: 'delete-comment'; readonly commentId: number }
  | { readonly kind: 'react'; readonly commentId: number };

/** An effect in the words of a log, a preview and an explanation. */
export type DescribedEffect = {
  /** null: it concerns the repository as a whole. */
  readonly issue: number | null;
  readonly change: string;
  readonly why: string;
};

export function describeEffect(issue: number, effect: Effect): DescribedEffect {
  return { issue, change: changeOf(effect), why: effect.why };
}

function changeOf(effect: Effect): string {
  switch (effect.kind) {
    case 'assign':
      return `assign ${effect.login}`;
    case 'unassign':
    case 'release':
      return `unassign ${effect.login}`;
    case 'add-labels':
      return `add ${effect.labels.join(', ')}`;
    case 'remove-label':
      return `remove ${effect.label}`;
    case 'create-comment':
      return effect.priority === 'plan' ? 'write our plan' : 'comment';
    case 'update-comment':
      return effect.priority === 'plan' ? 'update our plan' : 'update our answer';
    case 'delete-comment':
      return 'delete our doubled comment';
    case 'react':
      return 'react 👍';
  }
}

/** One line for a log. */
export function printEffect({ issue, change, why }: DescribedEffect): string {
  return `${issue === null ? '' : `#${issue} `}${change}: ${why}`;
}
