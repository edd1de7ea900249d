/** Comparing people: by id, or by login where a command only named them. */
import type { Person } from './task.js';

export function same(a: Person, b: Person): boolean {
  if (a.id > 0 && b.id > 0) return a.id === b.id;
  return sameLogin(a.login, b.login);
}

/** GitHub's logins are case-insensitive. */
export function sameLogin(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

export function includes(people: readonly Person[], one: Person): boolean {
  return people.some((person) => same(person, one));
}

export function without<P extends Person>(
  people: readonly P[],
  others: readonly Person[],
): readonly P[] {
  return people.filter((person) => !includes(others, person));
}
