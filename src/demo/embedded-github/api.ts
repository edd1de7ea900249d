import type { Octokit } from '@octokit/rest';
import type { AvatarFaults } from './avatars.js';
import type { Organisation } from './cast.js';
import type { DeliverOptions, Delivery } from './deliveries.js';
import type { Fault } from './faults.js';
import type { RegisteredManifest } from './manifests.js';
import type { LoggedRequest, RequestLog } from './request-log.js';
import type { FileSeed } from './seed-file.js';
import type { PullSeed } from './seed-pull.js';
import type { ReleaseSeed } from './seed-release.js';
import type { CommentSeed, IssueSeed } from './seeding.js';
import type { Watch } from './watch.js';

export type { Organisation } from './cast.js';
export type { DeliverOptions, Delivery } from './deliveries.js';
export type { Fault } from './faults.js';
export type { RegisteredManifest } from './manifests.js';
export type { LoggedRequest, RequestLog } from './request-log.js';
export type { FileSeed } from './seed-file.js';
export type { PullSeed } from './seed-pull.js';
export type { ReleaseSeed } from './seed-release.js';
export type { CommentSeed, IssueSeed } from './seeding.js';
export type { Watch, WatchedRequest } from './watch.js';

export type EmbeddedGitHubOptions = {
  /** The App is installed on each of them, on all repositories. */
  readonly organisations: readonly Organisation[];
  /** Everybody else: newcomers. */
  readonly people: readonly string[];
  /** Other bots that can act, such as `github-actions[bot]`; their account's type is Bot. */
  readonly bots?: readonly string[];
  readonly slug?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly events?: readonly string[];
  /** false: reactions answer 404. */
  readonly reactions?: boolean;
  readonly watch?: Watch;
};

export type EmbeddedGitHub = {
  /** Also valid with /api/v3 behind it. */
  readonly url: string;
  readonly appId: number;
  /** PKCS#1, PEM. */
  readonly privateKey: string;
  readonly webhookSecret: string;
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

  readonly requests: RequestLog;
  readonly faults: Fault[];
  /** Pictures that are gone, or never come, by login. */
  readonly avatarFaults: AvatarFaults;
  /** What was sent to the registration page, with the page's path: in order. */
  readonly manifests: readonly RegisteredManifest[];
  /** Called when a request has been carried out, before its answer goes out. */
  beforeAnswer: ((request: LoggedRequest) => void | Promise<void>) | null;
  /** Every installation token given out so far gets 401. */
  expireTokens(): void;
  /** Ends when neither a request nor a delivery has been under way for so long. */
  quiet(milliseconds?: number): Promise<void>;
  close(): Promise<void>;
};
