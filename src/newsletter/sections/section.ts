/**
 * What a section of an edition is. Each file beside this one declares one whole: its form in the
 * newsletter's configuration, its data in the edition, where that comes from, how it is printed,
 * and what of it is found again in print. `index.ts` registers them; nothing else names them all.
 */
import { z } from 'zod';
import type { Project } from '../../config/operator.js';
import { template } from '../../config/templates.js';
import type { GitHubApp } from '../../github/app.js';
import type { MergedPulls } from '../../github/pulls.js';
import type { Language } from '../../messages/languages.js';
import type { RepositoryContext } from '../../repository/context.js';
import type { Frame } from '../configuration/frame.js';
import type { Read } from '../editors-files.js';
import type { Earlier } from '../history.js';
import type { Week } from '../week.js';

/** What all sections have; the texts of a form are templates, and an empty one prints nothing. */
export type Form = {
  readonly title: string;
  readonly heading: string;
  readonly intro: readonly string[];
};

/** What one project's repository is asked. Nothing is asked that no section prints. */
export type ProjectWeek = {
  readonly project: Project;
  readonly context: RepositoryContext;
  readonly github: Pick<GitHubApp, 'access'>;
  readonly week: Week;
  readonly editors: readonly string[];
  /** Whether an earlier edition printed an issue, as `Edition.asked` names it. */
  readonly isAsked: (number: number) => boolean;
  /** Merged in the week, by people; read once, whoever needs it. */
  readonly mergedPulls: () => Promise<MergedPulls>;
};

type SomeData = { readonly kind: string };

/** What one section is composed of. */
export type Ingredients<Found = unknown, Files = unknown, Data = SomeData> = {
  readonly frame: Frame;
  readonly week: Week;
  /** In the newsletter's order, those that could be read. */
  readonly projects: readonly {
    readonly project: Project;
    /** The address that the edition links to; null: the project has no tracking issue. */
    readonly url: string | null;
    readonly found: Found;
  }[];
  readonly files: Files;
  /** Newest first, each with what it printed of this section. */
  readonly earlier: readonly Earlier<Data>[];
  /** The site's own posts since the last edition, newest first. */
  readonly posts: readonly { readonly title: string; readonly url: string }[];
};

export type Composed<Data> = {
  /** null: there is nothing to print. */
  readonly data: Data | null;
  /** One line each, for the editor: what was left out, and why. */
  readonly notes: readonly string[];
};

/** Around a section in print. */
export type Surroundings = {
  readonly language: Language;
  /** The contributors' picture beside the text; null: there is none. */
  readonly picture: string | null;
};

/**
 * A section, whole; without its types, any section as the table holds it: what belongs together is
 * then known by its kind. Written as methods, because a table may hold sections that take more than
 * it knows of them.
 */
export type SectionDeclaration<
  Data extends SomeData = SomeData,
  Shown extends Form = Form,
  Found = unknown,
  Files = unknown,
> = {
  readonly kind: Data['kind'];
  readonly form: {
    readonly schema: z.ZodType;
    /** What the reference page says of it; left out: its keys say it. */
    readonly about?: string;
    resolve(own: unknown): Shown;
  };
  readonly data: z.ZodType;
  /** What GitHub knows of one project. */
  collect?(project: ProjectWeek): Promise<Found>;
  /** Of what was collected, the places that could not be read. */
  missing?(found: Found): readonly string[];
  /** What editors wrote beside the newsletter's file; none of it need be there. */
  readFiles?(folder: string): Promise<Read<Files>>;
  compose(ingredients: Ingredients<Found, Files, Data>, form: Shown): Composed<Data>;
  /** What is printed once, by the names of `Edition.asked`: all that waits just now. */
  waiting?(files: Files, projects: Ingredients<Found>['projects']): readonly string[];
  /** And what of it this edition prints. */
  asked?(data: Data, files: Files): readonly string[];
  /** Paragraphs of Markdown under the heading; empty ones are left out. */
  print(data: Data, form: Shown, around: Surroundings): readonly string[];
  /** What such paragraphs show, as far as a person left them in the form. */
  parse(blocks: readonly string[], form: Shown, language: Language): Data;
};

/** What was read is data that nobody changes. */
export type Immutable<Value> = Value extends readonly (infer Item)[]
  ? readonly Immutable<Item>[]
  : Value extends object
    ? { readonly [Key in keyof Value]: Immutable<Value[Key]> }
    : Value;

const COMMON = {
  title: template([]).describe('What the edition’s title says of the section; "" says nothing.'),
  heading: template([]),
  intro: z.array(template([])).max(20).describe('Paragraphs under the heading.'),
};

type Keys = Readonly<Record<string, z.ZodType>>;
type Values<Own extends Keys> = Immutable<{
  [Key in keyof (typeof COMMON & Own)]: z.output<(typeof COMMON & Own)[Key]>;
}>;

/**
 * A section's form: each key optional, with the default that editors are shown. The defaults are
 * SOFA Weekly of 2021-11-12; what that edition did not have, as later ones had it.
 */
export function formOf<Own extends Keys>(own: Own, defaults: Values<Own>) {
  const shown = defaults as Readonly<Record<string, unknown>>;
  const optional = Object.entries<z.ZodType>({ ...COMMON, ...own }).map(
    ([key, schema]) => [key, schema.exactOptional().meta({ default: shown[key] })] as const,
  );
  type All = typeof COMMON & Own;
  type Optional = { [Key in keyof All]: z.ZodExactOptional<All[Key]> };
  const schema = z.strictObject(Object.fromEntries(optional) as unknown as Optional);
  return {
    schema,
    resolve: (written: z.output<typeof schema> | null | undefined): Values<Own> => ({
      ...defaults,
      ...written,
    }),
  };
}
