/** The editors' JSON Schema, out of the same schemas that check the files. */
import { z } from 'zod';
import { repositorySchema } from './repository-schema.js';

export type JsonSchema = z.core.JSONSchema.BaseSchema;

/** For `.github/newbie-tasks.yml`; kept in docs/newbie-tasks.schema.json. */
export function repositoryJsonSchema(): JsonSchema {
  return jsonSchema(repositorySchema, {
    title: 'newbie-tasks.yml',
    description: 'Newcomer tasks of one repository: .github/newbie-tasks.yml',
  });
}

/** What editors read of a schema. */
export function jsonSchema(schema: z.ZodType, about: JsonSchema): JsonSchema {
  const { $schema, ...rules } = z.toJSONSchema(schema, {
    io: 'input',
    // What yaml-language-server, and so every editor, reads completely.
    target: 'draft-07',
  });
  return { ...($schema !== undefined && { $schema }), ...about, ...rules };
}
