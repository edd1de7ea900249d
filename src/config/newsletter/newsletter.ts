/** What the program reads from `config/newsletters/*.yml`. */
import type { Language, RepositoryName, Tracking } from '../../core/task.js';
import { type Finding, formatPath, shown } from '../problems.js';
import { type Path, valueAt } from '../yaml-data.js';
import { NEWSLETTER_DEFAULTS } from './defaults.js';
import { type NewsletterSettings, WEEKDAYS, WEEKLY } from './schema.js';
import type { SectionKind } from './section-forms.js';

export type Project = {
  readonly name: string;
  readonly repository: RepositoryName;
  /** null: not set here; the repository's own file may set it, and wins in any case. */
  readonly tracking: Tracking | null;
};

type Defaults = typeof NEWSLETTER_DEFAULTS;

/** The texts of a form are templates; an empty one prints nothing. */
type Form<Name extends keyof Defaults> = {
  readonly [Key in keyof Defaults[Name]]: Widened<Defaults[Name][Key]>;
};
type Widened<Value> = Value extends string
  ? string
  : Value extends number
    ? number
    : readonly string[];

export type ContributorsForm = Form<'contributors'>;
export type QuestionsForm = Form<'questions'>;
export type TasksForm = Omit<Form<'tasks'>, 'pick'> & { readonly pick: TaskPick };
export type ReleasesForm = Form<'releases'>;
export type MeetingsForm = Form<'meetings'>;
export type ReadingForm = Form<'reading'>;
export type FinishedForm = Form<'finished'>;

/** Which of the free tasks are printed; null: as many as there are. */
export type TaskPick = {
  readonly perDifficulty: number | null;
  readonly perCategory: number | null;
  /** Where there are more than are printed: the newest, or those that were printed least. */
  readonly order: 'newest' | 'rotate';
};

/** An instant of each week, in the newsletter's time zone. `weekday`: 1 is Monday. */
export type Weekly = { readonly weekday: number; readonly hour: number; readonly minute: number };

export type Newsletter = {
  readonly title: string;
  readonly language: Language;
  /** IANA name. */
  readonly timeZone: string;
  /** Logins, without @. */
  readonly editors: readonly string[];
  /** In printing order. */
  readonly projects: readonly Project[];
  /** In printing order. */
  readonly sections: readonly SectionKind[];
  /** Templates with `{cover}`. */
  readonly header: readonly string[];
  readonly footer: readonly string[];
  readonly contributors: ContributorsForm;
  readonly questions: QuestionsForm;
  readonly tasks: TasksForm;
  readonly releases: ReleasesForm;
  readonly meetings: MeetingsForm;
  readonly reading: ReadingForm;
  readonly finished: FinishedForm;
  /** A task's printed wording by `owner/repo#12`, spelled as in the file. */
  readonly texts: Readonly<Record<string, string>>;
  readonly post: Form<'post'>;
  readonly publish: {
    readonly mode: 'file' | 'issue' | 'pull-request';
    /** null: not set; nothing is sent where nobody asked for it. */
    readonly repository: RepositoryName | null;
    /** With `{yyyyMMdd}`; relative, never upwards. */
    readonly path: string;
    readonly draft: Weekly;
    readonly freeze: Weekly;
    readonly at: Weekly;
  };
};

/** The newsletter in force: the file's keys over the form of 2021-11-12. */
export function resolveNewsletter(own: NewsletterSettings): Newsletter {
  const base = NEWSLETTER_DEFAULTS;
  const { draft, freeze, at, ...where } = { ...base.publish, ...own.publish };
  return {
    title: own.title ?? base.title,
    language: own.language ?? base.language,
    timeZone: own['time-zone'] ?? base['time-zone'],
    editors: own.editors ?? [],
    projects: (own.projects ?? []).map((project) => ({ tracking: null, ...project })),
    sections: own.sections ?? base.sections,
    header: own.header ?? base.header,
    footer: own.footer ?? base.footer,
    contributors: { ...base.contributors, ...own.contributors },
    questions: { ...base.questions, ...own.questions },
    tasks: { ...base.tasks, ...own.tasks, pick: resolvePick(own.tasks?.pick) },
    releases: { ...base.releases, ...own.releases },
    meetings: { ...base.meetings, ...own.meetings },
    reading: { ...base.reading, ...own.reading },
    finished: { ...base.finished, ...own.finished },
    texts: own.texts ?? {},
    post: { ...base.post, ...own.post },
    publish: {
      repository: null,
      ...where,
      draft: weekly(draft),
      freeze: weekly(freeze),
      at: weekly(at),
    },
  };
}

function resolvePick(own: NonNullable<NewsletterSettings['tasks']>['pick']): TaskPick {
  const pick = own === undefined || own === 'all' ? {} : own;
  return {
    perDifficulty: pick['per-difficulty'] ?? null,
    perCategory: pick['per-category'] ?? null,
    order: pick.order ?? 'rotate',
  };
}

/** Of a text that the schema let through. */
function weekly(text: string): Weekly {
  const [, day = '', hour, minute] = WEEKLY.exec(text) ?? [];
  const weekday = (WEEKDAYS as readonly string[]).indexOf(day.toLowerCase()) + 1;
  return { weekday, hour: Number(hour), minute: Number(minute) };
}

/** Whether a person edits one of the newsletters. Logins compare case-insensitively. */
export function isEditor(
  newsletters: readonly Pick<Newsletter, 'editors'>[],
  login: string,
): boolean {
  const editors = newsletters.flatMap((newsletter) => newsletter.editors);
  return editors.some((editor) => editor.toLowerCase() === login.toLowerCase());
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
