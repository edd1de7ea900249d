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

/** null: none. */
export function operationOf(method: string, path: string): Called | null {
  for (const route of ROUTES) {
    const found = route.method === method ? route.path.exec(path) : null;
    if (found === null) continue;
    const named = Object.entries(found.groups ?? {});
    const words = named.map(([name, word]) => [name, decodeURIComponent(word)]);
    return { operation: route.operation, path: Object.fromEntries(words) };
  }
  return null;
}
