/** What a look wants to change: plain data, applied, shown and tested alike. */

export type Effect = { readonly why: string } & (
  | { readonly kind: 'assign' | 'unassign'; readonly id: number; readonly login: string }
  /** The clock takes a task back, after it said so. */
  | { readonly kind: 'release'; readonly login: string }
  | { readonly kind: 'add-labels'; readonly labels: readonly string[] }
  | { readonly kind: 'remove-label'; readonly label: string }
  | {
      readonly kind: 'create-comment';
      readonly lane: 'answer' | 'plan' | 'background';
      readonly body: string;
      /** The comment that it answers. */
      readonly answers?: number;
    }
  | {
      readonly kind: 'update-comment';
      readonly lane: 'answer' | 'plan';
      readonly commentId: number;
      readonly body: string;
      readonly answers?: number;
    }
  | { readonly kind: 'delete-comment'; readonly commentId: number }
  | { readonly kind: 'react'; readonly commentId: number }
);
