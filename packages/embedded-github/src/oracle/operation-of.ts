/** Which of the described operations a request calls. */
import { OPERATIONS } from './descriptions.js';

export type Called = {
  readonly operation: string;
  readonly path: Readonly<Record<string, string>>;
};

type Route = { readonly operation: string; readonly method: string; readonly path: RegExp };

/** A sha, a path or a branch may have slashes in it, and stands at the end. */
const MAY_HAVE_SLASHES = ['path', 'ref', 'tree_sha'];

/** Those with the fewest names to fill in come first: `comments` is no issue's number. */
const ROUTES: readonly Route[] = Object.keys(OPERATIONS)
  .sort((a, b) => a.split('{').length - b.split('{').length)
  .map((operation) => {
    const [method = '', path = ''] = operation.split(' ');
    const pattern = path.replaceAll('.', '\\.').replace(/\{(\w+)\}/g, (_, name: string) => {
      return `(?<${name}>${MAY_HAVE_SLASHES.includes(name) ? '.+' : '[^/]+'})`;
    });
    return { operation, method, path: new RegExp(`^${pattern}$`) };
  });

/**
 * GitHub describes it nowhere, but sends there whoever asks for a repository by a former name or
 * for the next page of a list: the same operations, with an id in place of the name.
 */
const BY_ID = /^\/repositories\/(\d+)(?=\/|$)/;

/** null: none. */
export function operationOf(method: string, path: string): Called | null {
  const named = path.replace(BY_ID, '/repos/-/$1');
  for (const route of ROUTES) {
    const found = route.method === method ? route.path.exec(named) : null;
    if (found === null) continue;
    const words = Object.entries(found.groups ?? {}).map(([name, word]) => [
      name,
      decodeURIComponent(word),
    ]);
    return { operation: route.operation, path: Object.fromEntries(words) };
  }
  return null;
}
