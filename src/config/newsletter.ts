/** What the program reads from `config/newsletters/*.yml`. */
import type { Language, RepositoryName, Tracking } from '../core/task.js';
import { NEWSLETTER_DEFAULTS, type NewsletterSettings, type Section } from './newsletter-schema.js';
import { type Finding, formatPath, shown } from './problems.js';
import { type Path, valueAt } from './yaml-data.js';

export type Project = {
  readonly name: string;
  readonly repository: RepositoryName;
  /** null: not set here; the repository's own file may set it, and wins in any case. */
  readonly tracking: Tracking | null;
};

/** How the tasks section is printed; paragraphs, each possibly of several lines. */
export type TasksForm = {
  readonly heading: string;
  readonly intro: readonly string[];
  /** With `{name}`. An empty paragraph is not printed: so for the next three. */
  readonly project: string;
  /** With `{difficulty}`: Easy, Medium or Hard. */
  readonly difficulty: string;
  /** With `{text}`. */
  readonly task: string;
  /** With `{url}`. */
  readonly reference: string;
  readonly pick: 'all';
};

export type Newsletter = {
  readonly title: string;
  readonly language: Language;
  /** IANA name. */
  readonly timeZone: string;
  /** Logins, without @. */
  readonly editors: readonly string[];
  /** In printing order. */
  readonly projects: readonly Project[];
  /** In printing order, with those that this version cannot print. */
  readonly sections: readonly Section[];
  readonly tasks: TasksForm;
  /** A task's printed wording by `owner/repo#12`, spelled as in the file. */
  readonly texts: Readonly<Record<string, string>>;
  readonly publish: {
    readonly mode: 'file';
    /** null: not set; nothing is sent where nobody asked for it. */
    readonly repository: RepositoryName | null;
    /** With `{yyyyMMdd}`; relative, never upwards. */
    readonly path: string;
  };
};

/** The newsletter in force: the file's keys over the form of 2021-11-12. */
export function resolveNewsletter(own: NewsletterSettings): Newsletter {
  const { title, language, sections, 'time-zone': timeZone } = { ...NEWSLETTER_DEFAULTS, ...own };
  return {
    title,
    language,
    timeZone,
    editors: own.editors ?? [],
    projects: (own.projects ?? []).map((project) => ({ tracking: null, ...project })),
    sections,
    tasks: { ...NEWSLETTER_DEFAULTS.tasks, ...own.tasks },
    texts: own.texts ?? {},
    publish: { repository: null, ...NEWSLETTER_DEFAULTS.publish, ...own.publish, mode: 'file' },
  };
}

/** Projects with the name or repository of an earlier one, read before the data is checked. */
export function doubledProjects(data: unknown): Finding[] {
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
