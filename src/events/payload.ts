/** A delivery, as far as it matters here; strangers' payloads may lack anything. */
import type { RepositoryName } from '../domain/task.js';

export type Payload = {
  readonly action?: string;
  readonly sender?: { readonly login?: string };
  readonly repository?: NamedRepository & { readonly default_branch?: string };
  readonly issue?: {
    readonly number?: number;
    readonly pull_request?: unknown;
    readonly updated_at?: string;
  };
  readonly pull_request?: { readonly title?: string; readonly body?: string | null };
  readonly changes?: {
    readonly body?: { readonly from?: unknown } | boolean;
    readonly repository?: { readonly name?: { readonly from?: string } };
    readonly owner?: {
      readonly from?: Readonly<
        Partial<Record<'organization' | 'user', { readonly login?: string }>>
      >;
    };
    readonly login?: { readonly from?: string };
  };
  readonly account?: { readonly login?: string };
  readonly label?: { readonly name?: string };
  readonly comment?: {
    readonly id?: number;
    readonly user?: { readonly login?: string } | null;
    readonly updated_at?: string;
  };
  readonly installation?: { readonly account?: { readonly login?: string } };
  readonly repositories?: readonly NamedRepository[];
  readonly repositories_added?: readonly NamedRepository[];
  readonly repositories_removed?: readonly NamedRepository[];
  readonly ref?: string;
  readonly commits?: readonly Partial<
    Record<'added' | 'modified' | 'removed', readonly string[]>
  >[];
};

export type NamedRepository = { readonly full_name?: string; readonly private?: boolean };

export function parseName(fullName: string | undefined): RepositoryName | null {
  const [owner, repo, ...rest] = (fullName ?? '').split('/');
  return owner && repo && rest.length === 0 ? { owner, repo } : null;
}
