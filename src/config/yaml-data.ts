/** A composed document as plain data, with the place of every key and value. */
import { type Document, isMap, isScalar, isSeq, type LineCounter } from 'yaml';
import { type Fault, type Position, parseSafely, positionAt, UNPRINTABLE } from './safe-yaml.js';

/** Where something stands in a configuration: map keys and list indexes from the top. */
export type Path = readonly PropertyKey[];

export type YamlData = {
  /** null for an empty file or one of comments alone. */
  readonly data: unknown;
  /** Keys written twice and unprintable texts; the data goes on without them. */
  readonly faults: readonly YamlFault[];
  /** The place of a path's key or value, or of the nearest thing above it that is written. */
  readonly positionOf: (path: Path, on: 'key' | 'value') => Position;
  /** Whether the path is written in this file. */
  readonly has: (path: Path) => boolean;
};

export type YamlFault = Fault & { readonly path: Path };

type Place = { key: number; value: number; readonly children: Map<PropertyKey, Place> };

/**
 * Read YAML text into plain objects, lists, text, numbers, booleans and null. Never throws.
 * Where the syntax has faults there is no data.
 */
export function readYaml(
  text: string,
):
  | ({ readonly ok: true } & YamlData)
  | { readonly ok: false; readonly faults: readonly YamlFault[] } {
  const parsed = parseSafely(text);
  if (!parsed.ok) return { ok: false, faults: parsed.faults.map((f) => ({ ...f, path: [] })) };
  const { document, lines } = parsed;
  const root: Place = { key: 0, value: 0, children: new Map() };
  const faults: YamlFault[] = [];
  const data = dataOf(document, root, lines, faults);
  return {
    ok: true,
    data,
    faults,
    positionOf: (path, on) => positionAt(lines, find(root, path)[on]),
    has: (path) => isWritten(root, path),
  };
}

function dataOf(document: Document.Parsed, root: Place, lines: LineCounter, faults: YamlFault[]) {
  const fault = (offset: number, path: Path, message: string) =>
    faults.push({ ...positionAt(lines, offset), path, message });

  // Recursion is safe: parseSafely has bounded the depth.
  function plain(node: unknown, place: Place, path: Path): unknown {
    if (isMap(node)) {
      place.value = node.range?.[0] ?? place.key;
      const entries: [string, unknown][] = [];
      for (const pair of node.items) {
        const name = isScalar(pair.key) ? String(pair.key.value) : '';
        const at = isScalar(pair.key) ? (pair.key.range?.[0] ?? place.value) : place.value;
        const here = [...path, name];
        // An own property here, but elsewhere it is skipped silently or worse.
        if (name === '__proto__') {
          fault(at, here, 'this cannot be a key');
          continue;
        }
        if (place.children.has(name)) fault(at, here, 'this key is written twice');
        entries.push([name, plain(pair.value, childOf(place, name, at), here)]);
      }
      return Object.fromEntries(entries);
    }
    if (isSeq(node)) {
      place.value = node.range?.[0] ?? place.key;
      return node.items.map((item, index) => {
        const child = childOf(place, index, place.value);
        const value = plain(item, child, [...path, index]);
        child.key = child.value;
        return value;
      });
    }
    if (!isScalar(node)) return null;
    // An empty value has its range somewhere behind the colon; the key is what one looks for.
    if (node.source !== '' || node.value === '') place.value = node.range?.[0] ?? place.key;
    if (typeof node.value === 'string' && (UNPRINTABLE.test(node.value) || /\r/.test(node.value))) {
      fault(place.value, path, 'this text contains an escaped control character');
    }
    return node.value;
  }
  return plain(document.contents, root, []);
}

function childOf(place: Place, name: PropertyKey, offset: number): Place {
  const child: Place = { key: offset, value: offset, children: new Map() };
  place.children.set(name, child);
  return child;
}

function find(root: Place, path: Path): Place {
  let place = root;
  for (const name of path) {
    const child = place.children.get(name);
    if (child === undefined) return { ...place, key: place.value };
    place = child;
  }
  return place;
}

function isWritten(root: Place, path: Path): boolean {
  let place: Place | undefined = root;
  for (const name of path) place = place?.children.get(name);
  return place !== undefined;
}

/** What stands at a path of plain data; undefined where nothing does. */
export function valueAt(data: unknown, path: Path): unknown {
  return path.reduce((value: unknown, name): unknown => {
    if (typeof value !== 'object' || value === null) return undefined;
    return Object.getOwnPropertyDescriptor(value, name)?.value;
  }, data);
}
