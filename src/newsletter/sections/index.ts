/** The sections that there are; one line registers one. What an edition may hold follows from it. */
import { z } from 'zod';
import { contributors } from './contributors.js';
import { finished } from './finished.js';
import { meetings } from './meetings.js';
import { questions } from './questions.js';
import { reading } from './reading.js';
import { releases } from './releases.js';
import type { Immutable, SectionDeclaration } from './section.js';
import { tasks } from './tasks.js';

const TABLE = [contributors, questions, tasks, reading, releases, meetings, finished] as const;

type Registered = (typeof TABLE)[number];

export type SectionKind = Registered['kind'];
export type Section = Immutable<z.output<Registered['data']>>;
export type SectionOf<Kind extends SectionKind> = Extract<Section, { kind: Kind }>;

/** Each section's form in the newsletter, by its kind. */
export type SectionForms = {
  readonly [Each in Registered as Each['kind']]: ReturnType<Each['form']['resolve']>;
};

type Collecting = Extract<Registered, { readonly collect: unknown }>;
type Writing = Extract<Registered, { readonly readFiles: unknown }>;

/** What GitHub knows of one project, for each section that was asked for. */
export type Found = {
  readonly [Each in Collecting as Each['kind']]?: Awaited<ReturnType<Each['collect']>>;
};

/** What editors wrote, by section. */
export type Files = {
  readonly [Each in Writing as Each['kind']]: Awaited<ReturnType<Each['readFiles']>>['value'];
};

export const SECTIONS: readonly SectionKind[] = TABLE.map(({ kind }) => kind);

const BY_KIND: Readonly<Record<string, SectionDeclaration>> = Object.fromEntries(
  TABLE.map((section) => [section.kind, section]),
);

export function sectionOf(kind: SectionKind): SectionDeclaration {
  return BY_KIND[kind] as SectionDeclaration;
}

/** The data of one section, as it is read back. */
export const sectionSchema = z.discriminatedUnion('kind', [
  ...TABLE.map(({ data }) => data),
] as unknown as [Registered['data']]);

type FormKeys = {
  [Each in Registered as Each['kind']]: z.ZodExactOptional<z.ZodNullable<Each['form']['schema']>>;
};

/** The keys of a newsletter's file, one for each section. A map without keys (`tasks:`) is empty. */
export const formKeys = Object.fromEntries(
  TABLE.map(({ kind, form }: SectionDeclaration) => {
    const key = form.schema.nullable().exactOptional();
    return [kind, form.about === undefined ? key : key.describe(form.about)];
  }),
) as unknown as FormKeys;

export function resolveForms(own: { readonly [Kind in SectionKind]?: unknown }): SectionForms {
  const forms = SECTIONS.map((kind) => [kind, sectionOf(kind).form.resolve(own[kind])]);
  return Object.fromEntries(forms) as SectionForms;
}
