import type { Octokit } from '@octokit/rest';
import type { DeliverOptions, Delivery, Watch } from './deliveries/deliveries.js';
import type { AvatarFaults } from './pages/avatars.js';
import type { RenameAppOptions } from './repairs/app-account.js';
import type { RegisteredManifest } from './repairs/manifests.js';
import type { FileSeed } from './seeds/file.js';
import type { PullSeed } from './seeds/pull.js';
import type { ReleaseSeed } from './seeds/release.js';
import type { CommentSeed, IssueSeed } from './seeds/seeding.js';
import type { Fault } from './server/faults.js';
import type { LoggedRequest, RequestLog } from './server/request-log.js';
import type { Organisation } from './state/directory.js';

export type { DeliverOptions, Delivery, Watch, WatchedRequest } from './deliveries/deliveries.js';
export type { RenameAppOptions } from './repairs/app-account.js';
export type { RegisteredManifest } from './repairs/manifests.js';
export type { FileSeed } from './seeds/file.js';
export type { PullSeed } from './seeds/pull.js';
export type { ReleaseSeed } from './seeds/release.js';
export type { CommentSeed, IssueSeed } from './seeds/seeding.js';
export type { Breakage, Fault } from './server/faults.js';
export type { LoggedRequest, RequestLog } from './server/request-log.js';
export type { Organisation } from './state/directory.js';

export type EmbeddedGitHubOptions = {
  /** The App is installed on each of them, on all repositories. */
  readonly organisations: readonly Organisation[];
  /** Everybody else: newcomers. */
  readonly people: readonly string[];
  /** Other bots that can act, such as `github-actions[bot]`; their account's type is Bot. */
  readonly bots?: readonly string[];
  /** The App's; its bot is `SLUG[bot]`. */
  readonly slug?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly events?: readonly string[];
  /** false: reactions answer 404. */
  readonly reactions?: boolean;
  /** Logins that a search refuses, as if nobody had them. */
  readonly unsearchable?: readonly string[];
  /** false: strangers get 404 for GET /apps/{slug}. */
  readonly public?: boolean;
  /** Watches every exchange and delivery. */
  readonly watch?: Watch;
};

export type EmbeddedGitHub = {
  /** Also valid with /api/v3 behind it. */
  readonly url: string;
  readonly appId: number;
  /** PKCS#1, PEM. */
  readonly privateKey: string;
  readonly webhookSecret: string;
  /** The present one. */
  readonly botLogin: string;
  installationOf(organisation: string): number;

  /** Acts as a member, a newcomer or a bot, through the proxy. @throws for strangers */
  as(login: string): Octokit;
  seedIssue(seed: IssueSeed): Promise<{ number: number; url: string }>;
  seedComment(seed: CommentSeed): Promise<{ id: number; url: string }>;
  seedPull(seed: PullSeed): Promise<{ number: number; url: string }>;
  /** Its id. */
  seedRelease(seed: ReleaseSeed): Promise<number>;
  /** The shas of the commit and of the blob. */
  seedFile(seed: FileSeed): Promise<{ commit: string; sha: string }>;
  reactionsOn(repository: string, commentId: number): { content: string; login: string }[];

  /** Where the bot listens; null: deliveries are recorded and go nowhere. */
  deliverTo(url: string | null): void;
  readonly deliveries: readonly Delivery[];
  onDelivery: (delivery: Delivery) => 'once' | 'twice' | 'lost';
  deliver(event: string, payload: unknown, options?: DeliverOptions): Promise<Delivery>;
  redeliver(delivery: Delivery): Promise<Delivery>;

  // Names and places that change: each act is told to the bot as GitHub tells it.
  /** `owner/name`, a new name of the same owner's. */
  renameRepository(repository: string, name: string): Promise<void>;
  /** To another organisation. */
  transferRepository(repository: string, organisation: string): Promise<void>;
  /** A new one, also under a name that another one had before. */
  createRepository(organisation: string, name: string): Promise<void>;
  deleteRepository(repository: string): Promise<void>;
  archive(repository: string): Promise<void>;
  unarchive(repository: string): Promise<void>;
  setPrivate(repository: string, isPrivate: boolean): Promise<void>;
  /** An organisation's login. */
  renameOwner(organisation: string, login: string): Promise<void>;
  suspend(organisation: string): Promise<void>;
  unsuspend(organisation: string): Promise<void>;
  /** The App's bot is another login from now on, on old comments too. */
  renameApp(slug: string, options?: RenameAppOptions): void;
  lockIssue(repository: string, number: number): Promise<void>;
  unlockIssue(repository: string, number: number): Promise<void>;
  deleteIssue(repository: string, number: number): Promise<void>;
  /** As on the issue's page, under "Development"; both are told in the timelines alone. */
  connect(repository: string, issue: number, pull: number): void;
  disconnect(repository: string, issue: number, pull: number): void;
  /** With its comments. @returns its number in the other repository */
  transferIssue(repository: string, number: number, to: string): Promise<number>;

  readonly requests: RequestLog;
  readonly faults: Fault[];
  /** Pictures that are gone, or never come, by login. */
  readonly avatarFaults: AvatarFaults;
  /** What was sent to the registration page, with the page's path: in order. */
  readonly manifests: readonly RegisteredManifest[];
  /** Called when a request has been carried out, before its answer goes out. */
  beforeAnswer: ((request: LoggedRequest) => void | Promise<void>) | null;
  /** Every installation token given out so far gets 401; with a name, those of one organisation. */
  expireTokens(organisation?: string): void;
  /** Who listens in this process, and says when there is nothing to do; null: nobody does. */
  listener: { idle(): Promise<void> } | null;
  /** Ends when neither a request nor a delivery has been under way for so long. */
  quiet(milliseconds?: number): Promise<void>;
  close(): Promise<void>;
};
