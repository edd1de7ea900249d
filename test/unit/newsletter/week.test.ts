import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isWithin } from '../../../src/github/pulls.js';
import { resolveNewsletter } from '../../../src/newsletter/configuration/newsletter.js';
import { instantOf, phaseOf, weekAt, weekUntil } from '../../../src/newsletter/week.js';

const rhythm = (zone = 'Asia/Shanghai', publish: Readonly<Record<string, string>> = {}) =>
  resolveNewsletter({ 'time-zone': zone, publish });
const HOUR = 3_600_000;

function hours(date: string, zone: string): number {
  const { since, until } = weekUntil(date, rhythm(zone));
  return (Date.parse(until) - Date.parse(since)) / HOUR;
}

describe('the week of an edition', () => {
  it('ends on its date at the newsletter’s hour', () => {
    expect(weekUntil('2021-11-12', rhythm())).toEqual({
      date: '2021-11-12',
      since: '2021-11-05T15:00:00+08:00',
      until: '2021-11-12T15:00:00+08:00',
    });
  });

  it('begins at its first instant and ends before its last', () => {
    const { since, until } = weekUntil('2021-11-12', rhythm());
    const within = (instant: string) => isWithin(instant, since, until);
    expect(within('2021-11-05T06:59:59Z')).toBe(false);
    expect(within('2021-11-05T07:00:00Z')).toBe(true);
    expect(within('2021-11-12T06:59:59Z')).toBe(true);
    expect(within('2021-11-12T07:00:00Z')).toBe(false);
  });

  it.each([
    ['America/New_York', '2022-03-18', 7 * 24 - 1],
    ['America/New_York', '2022-11-11', 7 * 24 + 1],
    ['Europe/London', '2022-04-01', 7 * 24 - 1],
    ['Europe/London', '2022-11-04', 7 * 24 + 1],
    ['Asia/Shanghai', '2022-03-18', 7 * 24],
  ])('in %s until %s has %s hours, by the clock on the wall', (zone, date, expected) => {
    expect(hours(date, zone)).toBe(expected);
    const { since, until } = weekUntil(date, rhythm(zone));
    expect([since.slice(11, 19), until.slice(11, 19)]).toEqual(['15:00:00', '15:00:00']);
  });

  const zones = fc.constantFrom('Asia/Shanghai', 'America/New_York', 'Europe/London', 'UTC');
  // 02:30 does not exist on one Sunday of spring, 01:30 twice on one of autumn.
  const hour = fc.constantFrom('friday 15:00', 'sunday 02:30', 'sunday 01:30', 'monday 00:00');

  it('holds each instant, and the next begins where it ends', () => {
    const instants = fc.date({
      ...{ min: new Date('2020-01-01'), max: new Date('2026-01-01'), noInvalidDate: true },
    });
    fc.assert(
      fc.property(instants, zones, hour, (instant, zone, at) => {
        const newsletter = rhythm(zone, { at });
        const week = weekAt(instant.getTime(), newsletter);
        expect(isWithin(instant.toISOString(), week.since, week.until)).toBe(true);
        const next = weekAt(Date.parse(week.until), newsletter);
        expect(Date.parse(next.since)).toBe(Date.parse(week.until));
        expect(weekUntil(week.date, newsletter)).toEqual(week);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ['2022-03-13T06:29:59Z', 'sunday 02:30'],
    ['2022-03-13T07:30:00Z', 'sunday 02:30'],
    ['2022-11-06T05:30:00Z', 'sunday 01:30'],
    ['2022-11-06T06:15:00Z', 'sunday 01:30'],
    ['2022-11-06T06:45:00Z', 'sunday 01:30'],
  ])('holds %s, when the clocks are changed, with %s', (instant, at) => {
    const newsletter = rhythm('America/New_York', { at });
    const week = weekAt(Date.parse(instant), newsletter);
    expect(isWithin(instant, week.since, week.until)).toBe(true);
    const [year, month, day] = week.date.split('-').map(Number);
    const nextDate = new Date(Date.UTC(year ?? 0, (month ?? 0) - 1, (day ?? 0) + 7));
    const next = weekUntil(nextDate.toISOString().slice(0, 10), newsletter);
    expect(next.since).toBe(week.until);
  });
});

describe('an edition', () => {
  const week = weekUntil('2021-11-12', rhythm());
  it.each([
    ['2021-11-11T14:59:59+08:00', 'early'],
    ['2021-11-11T15:00:00+08:00', 'draft'],
    ['2021-11-12T11:59:59+08:00', 'draft'],
    ['2021-11-12T12:00:00+08:00', 'frozen'],
    ['2021-11-12T15:00:00+08:00', 'frozen'],
    ['2021-11-19T15:00:00+08:00', 'frozen'],
    ['2021-11-05T15:00:00+08:00', 'early'],
  ])('at %s is %s', (now, phase) => {
    expect(phaseOf(Date.parse(now), week, rhythm())).toBe(phase);
  });

  it('is drafted and frozen by the clock on the wall, too, when the clocks change between', () => {
    const newsletter = rhythm('America/New_York', {
      ...{ draft: 'saturday 15:00', freeze: 'sunday 12:00', at: 'sunday 15:00' },
    });
    const march = weekUntil('2022-03-13', newsletter);
    const phase = (now: string) => phaseOf(Date.parse(now), march, newsletter);
    expect(phase('2022-03-12T14:59:59-05:00')).toBe('early');
    expect(phase('2022-03-12T15:00:00-05:00')).toBe('draft');
    expect(phase('2022-03-13T11:59:59-04:00')).toBe('draft');
    expect(phase('2022-03-13T12:00:00-04:00')).toBe('frozen');
  });
});

describe('an instant', () => {
  it.each([
    ['2021-11-12', '2021-11-12T00:00:00+08:00'],
    ['2021-11-12T15:00', '2021-11-12T15:00:00+08:00'],
    ['2021-11-12 15:00', '2021-11-12T15:00:00+08:00'],
    ['2021-11-12T07:00:00Z', '2021-11-12T15:00:00+08:00'],
    ['2021-02-30', null],
    ['friday', null],
  ])('%s', (text, expected) => {
    expect(instantOf(text, rhythm())).toBe(expected);
  });
});
