/** Where the server listens, and where others reach it, out of the environment. */
/** A process's environment. */
export type Variables = Readonly<Record<string, string | undefined>>;

export function readAddress(
  variables: Variables,
  problems: string[],
): { readonly host: string; readonly port: number } {
  const port = readPort('PORT', variables, problems) ?? 3000;
  return { host: variables.HOST ?? '127.0.0.1', port };
}

/** null: it is not set, or named as a problem. */
export function readPort(
  name: 'PORT' | 'METRICS_PORT',
  { [name]: text }: Variables,
  problems: string[],
): number | null {
  if (!text) return null;
  const port = portOf(text);
  if (port === null) {
    problems.push(`${name}: expected a number from 0 to 65535, found "${text}"`);
  }
  return port;
}

/** null: it is none. */
export function portOf(text: string): number | null {
  const port = Number(text);
  return Number.isInteger(port) && port >= 0 && port <= 65_535 ? port : null;
}

/** Where GitHub and people reach the server, without a slash at its end; null: that is no address. */
export function publicUrlOf(text: string): string | null {
  if (!URL.canParse(text) || /[?#]/.test(text)) return null;
  const { protocol, username, pathname, href } = new URL(text);
  const isAddress = /^https?:$/.test(protocol) && username === '' && !pathname.includes('//');
  return isAddress ? href.replace(/(?<!\/)\/+$/, '') : null;
}
