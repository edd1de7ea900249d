/** The rhythm of a newsletter: which week an edition covers, and what is due when. */
import { DateTime } from 'luxon';
import type { Frame, Weekly } from './configuration/frame.js';

export type Week = {
  /** yyyy-MM-dd: the edition's. */
  readonly date: string;
  /** ISO 8601 with the newsletter's offset: [since, until). */
  readonly since: string;
  readonly until: string;
};

export type Phase =
  /** Nothing is opened yet. */
  | 'early'
  /** It is opened, and kept fresh. */
  | 'draft'
  /** It is only said what would differ. */
  | 'frozen';

type Rhythm = Pick<Frame, 'timeZone' | 'publish'>;

/**
 * The week that ends on a day, at the newsletter's hour: by the clock on the wall, so one with a
 * change of daylight saving time is an hour longer or shorter.
 * @param date yyyy-MM-dd
 */
export function weekUntil(date: string, { timeZone, publish }: Rhythm): Week {
  // Each end by its own day, so that a week begins where the one before it ended.
  const day = DateTime.fromISO(date, { zone: timeZone });
  const [since, until] = [day.minus({ weeks: 1 }), day].map((each) => iso(endOn(each, publish.at)));
  return { date, since: since ?? '', until: until ?? '' };
}

/** The week in which an instant lies. @param now in milliseconds since the epoch */
export function weekAt(now: number, rhythm: Rhythm): Week {
  const { timeZone, publish } = rhythm;
  const today = DateTime.fromMillis(now, { zone: timeZone }).startOf('day');
  const day = today.plus({ days: (publish.at.weekday - today.weekday + 7) % 7 });
  const isOver = endOn(day, publish.at).toMillis() <= now;
  return weekUntil((isOver ? day.plus({ weeks: 1 }) : day).toFormat('yyyy-MM-dd'), rhythm);
}

function endOn(day: DateTime, { hour, minute }: Weekly): DateTime {
  return day.set({ hour, minute });
}

export function weekBefore({ since }: Week, rhythm: Rhythm): Week {
  return weekUntil(since.slice(0, 10), rhythm);
}

/** @param now in milliseconds since the epoch */
export function phaseOf(now: number, week: Week, { timeZone, publish }: Rhythm): Phase {
  const until = DateTime.fromISO(week.until, { zone: timeZone });
  if (latest(publish.draft, until).toMillis() > now) return 'early';
  return latest(publish.freeze, until).toMillis() > now ? 'draft' : 'frozen';
}

/** A day and hour of the newsletter, as ISO 8601. @throws nothing; null: it is none */
export function instantOf(text: string, { timeZone }: Rhythm): string | null {
  const instant = DateTime.fromISO(text.replace(' ', 'T'), { zone: timeZone });
  return instant.isValid ? iso(instant) : null;
}

/** The last such instant of a week that is not after another. */
function latest({ weekday, hour, minute }: Weekly, until: DateTime): DateTime {
  const inWeek = until.set({ weekday: weekday as 1, hour, minute, second: 0, millisecond: 0 });
  return inWeek > until ? inWeek.minus({ weeks: 1 }) : inWeek;
}

function iso(instant: DateTime): string {
  return instant.toISO({ suppressMilliseconds: true }) ?? '';
}
