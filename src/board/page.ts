/** What a page is asked, and what it answers. */
import type { BoardProject } from '../domain/board.js';
import type { Language } from '../messages/languages.js';
import type { Preview } from '../newsletter/previews.js';

export type PageRequest = {
  readonly path: string;
  readonly query: URLSearchParams;
  /** As the browser says it. */
  readonly acceptLanguage: string | undefined;
};

/** What a person or a reader of feeds gets to see. */
export type Page = {
  readonly type: string;
  readonly body: string;
  /** Changes with what it says; none: it changes with every letter of the body. */
  readonly tag?: string;
  /** Whether pages of other sites may read it. */
  readonly isOpen?: boolean;
};

/** What pages are made of. */
export type PagesOptions = {
  readonly board: () => Promise<readonly BoardProject[]>;
  /** Whether the projects are known by now. */
  readonly isListed: () => Promise<boolean>;
  /** null: there is no newsletter. */
  readonly previews: (() => Promise<readonly Preview[]>) | null;
  /** Where GitHub's own pages are, without a slash at the end. */
  readonly gitHub: string;
  /** Where strangers reach this server, without a slash at the end; null: nobody said. */
  readonly publicUrl: string | null;
  /** For visitors whose browser asks for no language of ours. */
  readonly language: Language;
};

export type Asked = PagesOptions &
  PageRequest & {
    /** In milliseconds since the epoch. */
    readonly now: number;
  };

/** null: there is no such page. */
export type RenderPage = (asked: Asked) => Promise<Page | null>;
