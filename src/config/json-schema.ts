/** The editors' JSON Schema, out of the same schemas that check the files. */
import { z } from 'zod';
import { newsletterSchema } from './newsletter-schema.js';
import { NEWSLETTER_NOT_YET, type NotYet } from './not-yet.js';
import { repositorySchema } from './repository-schema.js';

export type JsonSchema = z.core.JSONSchema.BaseSchema;

/** For `.github/newbie-tasks.yml`; kept in docs/newbie-tasks.schema.json. */
export function repositoryJsonSchema(): JsonSchema {
  return jsonSchema(repositorySchema, [], {
    title: 'newbie-tasks.yml',
    description: 'Newcomer tasks of one repository: .github/newbie-tasks.yml',
  });
}

/** For `config/newsletters/*.yml`; kept in docs/newsletter.schema.json. */
export function newsletterJsonSchema(): JsonSchema {
  return jsonSchema(newsletterSchema, NEWSLETTER_NOT_YET, {
    title: 'newsletter',
    description: 'One newsletter of newcomer tasks: config/newsletters/*.yml',
  });
}

function jsonSchema(schema: z.ZodType, notYet: readonly NotYet[], about: JsonSchema): JsonSchema {
  const { $schema, ...rules } = z.toJSONSchema(schema, {
    io: 'input',
    // What yaml-language-server, and so every editor, reads completely.
    target: 'draft-07',
    override: ({ jsonSchema: part, path }) => {
      const { description = '' } = part;
      // A schema and its wrapper (optional, nullable) come by one after the other.
      if (!isNotYet(path, notYet) || description.startsWith(LATER)) return;
      part.description = `${LATER} ${description}`.trim();
    },
  });
  return { ...($schema !== undefined && { $schema }), ...about, ...rules };
}

const LATER = 'Not available in this version yet.';

/** JSON Schema puts words of its own between the keys; none of them is a key of ours. */
const BETWEEN = new Set<string | number>(['properties', 'anyOf', 'allOf']);

function isNotYet(path: readonly (string | number)[], notYet: readonly NotYet[]): boolean {
  const keys = path.filter((step) => typeof step === 'string' && !BETWEEN.has(step));
  return notYet.some((entry) => {
    const names = entry.path.split('.');
    return (
      names.length === keys.length &&
      names.every((name, index) => name === '*' || name === keys[index])
    );
  });
}
