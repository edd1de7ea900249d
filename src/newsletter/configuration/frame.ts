/** What a newsletter says beside its sections: whose it is, what stands around them, when it is out. */
import type { z } from 'zod';
import type { Masthead } from '../../config/operator.js';
import type { RepositoryName } from '../../domain/task.js';
import type { Language } from '../../messages/languages.js';
import { FRAME_DEFAULTS as DEFAULTS, type frameKeys, WEEKDAYS, WEEKLY } from './frame-keys.js';

export type Frame = Masthead & {
  readonly language: Language;
  /** IANA name. */
  readonly timeZone: string;
  /** Templates with `{cover}`. */
  readonly header: readonly string[];
  readonly footer: readonly string[];
  /** A task's printed wording by `owner/repo#12`, spelled as in the file. */
  readonly texts: Readonly<Record<string, string>>;
  readonly post: Post;
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

/** The front matter of a Hugo post. */
export type Post = {
  readonly author: string;
  readonly authorlink: string;
  readonly categories: string;
  readonly tags: readonly string[];
  readonly cover: string;
  readonly url: string;
};

/** An instant of each week, in the newsletter's time zone. `weekday`: 1 is Monday. */
export type Weekly = { readonly weekday: number; readonly hour: number; readonly minute: number };

type FrameSettings = z.output<z.ZodObject<typeof frameKeys>>;

export function resolveFrame(own: FrameSettings): Frame {
  const { draft, freeze, at, ...where } = { ...DEFAULTS.publish, ...own.publish };
  return {
    title: own.title ?? DEFAULTS.title,
    language: own.language ?? DEFAULTS.language,
    timeZone: own['time-zone'] ?? DEFAULTS['time-zone'],
    editors: own.editors ?? [],
    projects: (own.projects ?? []).map((each) => ({ tracking: null, ...each })),
    header: own.header ?? DEFAULTS.header,
    footer: own.footer ?? DEFAULTS.footer,
    texts: own.texts ?? {},
    post: { ...DEFAULTS.post, ...own.post },
    publish: {
      repository: null,
      ...where,
      draft: toWeekly(draft),
      freeze: toWeekly(freeze),
      at: toWeekly(at),
    },
  };
}

/** Of a text that the schema let through. */
function toWeekly(text: string): Weekly {
  const [, day = '', hour, minute] = WEEKLY.exec(text) ?? [];
  const weekday = WEEKDAYS.indexOf(day.toLowerCase()) + 1;
  return { weekday, hour: Number(hour), minute: Number(minute) };
}
