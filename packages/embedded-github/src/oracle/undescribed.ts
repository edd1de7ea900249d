/**
 * What stands in a value although GitHub does not describe it: whoever reads it here would miss it
 * on GitHub. JSON Schema lets it pass, as GitHub may add to what it tells.
 */
type Schema = {
  readonly $ref?: string;
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: unknown;
};

export type Schemas = Readonly<Record<string, unknown>>;

/** Where, each place once: `/labels/*` stands for every item of a list. */
export function undescribed(schemas: Schemas, schema: unknown, value: unknown): string[] {
  const found = new Set<string>();
  visit(value, [schema as Schema], '');
  return [...found];

  function visit(part: unknown, described: readonly Schema[], where: string): void {
    if (typeof part !== 'object' || part === null) return;
    const shapes = described.flatMap((each) => shapesOf(schemas, each));
    if (Array.isArray(part)) {
      const items = shapes.flatMap((shape) => (shape.items ? [shape.items] : []));
      for (const item of part) visit(item, items, `${where}/*`);
      return;
    }
    // Where nothing is said, or anything is allowed, nothing can be wrong.
    const named = shapes.flatMap(({ properties }) => (properties ? [properties] : []));
    if (named.length === 0 || shapes.some((shape) => shape.additionalProperties)) return;
    for (const [name, field] of Object.entries(part)) {
      const known = named.flatMap((properties) => properties[name] ?? []);
      if (known.length === 0) found.add(`${where}/${name}`);
      else visit(field, known, `${where}/${name}`);
    }
  }
}

const resolved = new WeakMap<Schema, readonly Schema[]>();

/** All that a schema may mean: one of several, or several at once. */
function shapesOf(schemas: Schemas, schema: Schema): readonly Schema[] {
  const known = resolved.get(schema);
  if (known !== undefined) return known;
  const target = schema.$ref === undefined ? undefined : schemas[nameOf(schema.$ref)];
  const parts = target ? [target as Schema] : [...(schema.anyOf ?? []), ...(schema.allOf ?? [])];
  const shapes = [schema, ...parts.flatMap((part) => shapesOf(schemas, part))];
  resolved.set(schema, shapes);
  return shapes;
}

function nameOf(reference: string): string {
  return reference.slice(reference.lastIndexOf('/') + 1);
}
