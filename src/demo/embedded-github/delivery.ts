/** What is sent to the bot. */

/** One webhook delivery. A redelivery is a second one with the same id. */
export type Delivery = {
  /** X-GitHub-Delivery. */
  readonly id: string;
  readonly event: string;
  readonly action: string | null;
  /** Exactly as signed. */
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly redelivery: boolean;
  readonly installationId: number | null;
  readonly repositoryId: number | null;
  /** What the listener answered; 0 for no answer in ten seconds, null before or without one. */
  status: number | null;
};
