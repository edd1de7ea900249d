/** `config/newsletters/*.yml`, whole: the frame, and the form of each section that there is. */
import { z } from 'zod';
import { type JsonSchema, jsonSchema } from '../../config/json-schema.js';
import { check, type Refused, type Source } from '../../config/load.js';
import { type Finding, formatPath, shown } from '../../config/problems.js';
import { type Path, valueAt } from '../../config/yaml-data.js';
import {
  formKeys,
  resolveForms,
  SECTIONS,
  type SectionForms,
  type SectionKind,
} from '../sections/index.js';
import { type Frame, resolveFrame } from './frame.js';
import { frameKeys } from './frame-keys.js';

export type Newsletter = Frame &
  SectionForms & {
    /** In printing order. */
    readonly sections: readonly SectionKind[];
  };

export type NewsletterFile = { readonly file: string; readonly newsletter: Newsletter };

/** Those of 2021-11-12. */
const DEFAULT_SECTIONS: readonly SectionKind[] = ['contributors', 'questions', 'tasks', 'reading'];

const { header, footer, texts, post, publish, ...masthead } = frameKeys;

/** One file's own keys, checked, nothing filled in; in the order of the reference page. */
const newsletterSchema = z.strictObject({
  ...masthead,
  sections: z
    .array(z.enum(SECTIONS))
    .max(SECTIONS.length)
    .exactOptional()
    .describe('In printing order; one with nothing to print is left out.')
    .meta({ default: DEFAULT_SECTIONS }),
  header,
  footer,
  ...formKeys,
  texts,
  post,
  publish,
});

/** The keys of one checked file, as written: kebab-case, nothing filled in. */
export type NewsletterSettings = z.output<typeof newsletterSchema>;

/** Read one file. Never throws; all problems at once, as `parseRepositoryConfig`. */
export function parseNewsletter(
  source: Source,
): { readonly ok: true; readonly newsletter: Newsletter } | Refused {
  const read = check(source, newsletterSchema, ({ data }) => doubledProjects(data));
  return read.ok ? { ok: true, newsletter: resolveNewsletter(read.settings) } : read;
}

/** The newsletter in force: the file's keys over the form of 2021-11-12. */
export function resolveNewsletter(own: NewsletterSettings): Newsletter {
  return { ...resolveFrame(own), ...resolveForms(own), sections: own.sections ?? DEFAULT_SECTIONS };
}

/** The editors' JSON Schema, kept in docs/newsletter.schema.json. */
export function newsletterJsonSchema(): JsonSchema {
  return jsonSchema(newsletterSchema, {
    title: 'newsletter',
    description: 'One newsletter of newcomer tasks: config/newsletters/*.yml',
  });
}

/** Projects with the name or repository of an earlier one, read before the data is checked. */
function doubledProjects(data: unknown): Finding[] {
  const projects = valueAt(data, ['projects']);
  if (!Array.isArray(projects)) return [];
  return ['name', 'repository'].flatMap((key) => {
    const seen = new Map<string, Path>();
    return projects.flatMap((one: unknown, index): Finding[] => {
      const value = valueAt(one, [key]);
      if (typeof value !== 'string') return [];
      const path = ['projects', index, key];
      const first = seen.get(value.trim().toLowerCase());
      if (first === undefined) seen.set(value.trim().toLowerCase(), path);
      if (first === undefined) return [];
      return [{ path, on: 'value', message: `"${shown(value)}" is already ${formatPath(first)}` }];
    });
  });
}
