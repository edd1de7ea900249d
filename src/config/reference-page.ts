/** docs/configuration.md, out of the same schemas that check the files. */
import { type JsonSchema, repositoryJsonSchema } from './json-schema.js';

/** @param newsletter the schema of a newsletter's file, which is its own room's */
export function configurationPage(newsletter: JsonSchema): string {
  return `${[
    '# Configuration',
    'Every key may be left out: it then means its default. An unknown key is an error that names line, column and the nearest known key; `newbie-tasks check-config FILE` lists all problems at once. This page is generated from the schemas that check the files.',
    '## `.github/newbie-tasks.yml`',
    'In the repository’s default branch, else in the owner’s `.github` repository; beneath it the operator’s `config/newbie-tasks.yml`. [All keys with their defaults](../config/newbie-tasks.yml) · [JSON Schema](newbie-tasks.schema.json)',
    tableOf(repositoryJsonSchema()),
    '## `config/newsletters/*.yml`',
    'One newsletter a file, the operator’s. Left out, a key means the form of SOFA Weekly of 2021-11-12. [The guide](newsletter.md) · [SOFA Weekly’s file](../config/newsletters/sofa-weekly.yml) · [JSON Schema](newsletter.schema.json)',
    tableOf(newsletter),
  ].join('\n\n')}\n`;
}

function tableOf(schema: JsonSchema): string {
  const rows = rowsOf(schema, '').map(
    ({ key, value, preset, description }) =>
      `| \`${key}\` | ${cell(value)} | ${cell(preset)} | ${cell(description)} |`,
  );
  return ['| key | value | default | means |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

type Row = {
  readonly key: string;
  readonly value: string;
  readonly preset: string;
  readonly description: string;
};

/** A map's keys follow it, behind a dot; what a list holds stands behind `[]`. */
function rowsOf(schema: JsonSchema, path: string): readonly Row[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, value]) => {
    const key = path === '' ? name : `${path}.${name}`;
    const one = asSchema(value);
    const forms = formsOf(one);
    const maps = forms.filter((form) => form.properties !== undefined);
    const listed = forms.flatMap((form) => formsOf(asSchema(form.items)));
    const deeper = [
      ...maps.flatMap((form) => rowsOf(form, key)),
      ...listed.filter(hasKeys).flatMap((form) => rowsOf(form, `${key}[]`)),
    ];
    const described = [one, ...forms].find(({ description }) => description !== undefined);
    // A map without words of its own is told by its keys.
    const isTold = maps.length === 0 || described !== undefined || forms.length > maps.length + 1;
    const row = {
      key,
      value: [...new Set(forms.map(sayForm))].filter(Boolean).join(' or '),
      preset: sayDefault(one),
      description: described?.description ?? '',
    };
    return isTold ? [row, ...deeper] : deeper;
  });
}

function asSchema(value: unknown): JsonSchema {
  return typeof value === 'object' && value !== null ? (value as JsonSchema) : {};
}

function hasKeys({ properties }: JsonSchema): boolean {
  return properties !== undefined;
}

function formsOf(schema: JsonSchema): readonly JsonSchema[] {
  const forms = schema.anyOf ?? schema.oneOf;
  return forms === undefined ? [schema] : forms.flatMap((form) => formsOf(asSchema(form)));
}

function sayForm(form: JsonSchema): string {
  if (form.const !== undefined) return code(form.const);
  if (form.enum !== undefined) return form.enum.map(code).join(', ');
  switch (form.type) {
    case 'string':
      return form.maxLength === undefined ? 'text' : `text, at most ${form.maxLength} characters`;
    case 'integer':
    case 'number':
      return range(form);
    case 'boolean':
      return '`true`, `false`';
    case 'array': {
      const items = formsOf(asSchema(form.items)).map(sayForm).filter(Boolean);
      const of = items.length === 0 ? 'list' : `list of ${[...new Set(items)].join(' or ')}`;
      return form.maxItems === undefined ? of : `${of}, at most ${form.maxItems}`;
    }
    case 'object':
      return 'map';
    case 'null':
      return '`null`';
    default:
      return '';
  }
}

function range({ minimum, maximum }: JsonSchema): string {
  if (minimum !== undefined && maximum !== undefined) return `${minimum} to ${maximum}`;
  return minimum === undefined ? 'a number' : `a number from ${minimum}`;
}

function sayDefault({ default: preset }: JsonSchema): string {
  if (preset === undefined) return '';
  const text = JSON.stringify(preset);
  return text.length > LONGEST ? 'see the file' : code(preset);
}

/** Longer defaults would make the table unreadable: they stand in the file that shows all keys. */
const LONGEST = 60;

function code(value: unknown): string {
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replace(/\s+/g, ' ');
}
