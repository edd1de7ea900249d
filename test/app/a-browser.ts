/** An operator's browser that says yes on GitHub. */
import { expect } from '@jest/globals';

/** Reads the form, sends it to GitHub. @returns where GitHub sends it next */
export async function confirmOnGitHub(page: string): Promise<URL> {
  const html = await (await fetch(page)).text();
  const field = (pattern: RegExp) => (pattern.exec(html)?.[1] ?? '').replaceAll('&quot;', '"');
  const action = field(/<form action="([^"]+)"/).replaceAll('&amp;', '&');
  const manifest = field(/name="manifest" value="([^"]+)"/).replaceAll('&amp;', '&');
  const body = new URLSearchParams({ manifest });
  const sent = await fetch(action, { method: 'POST', body, redirect: 'manual' });
  expect([sent.status, await sent.text()]).toEqual([302, '']);
  return new URL(sent.headers.get('location') ?? '');
}
