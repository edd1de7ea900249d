/** Where GitHub's own pages are, as the API's address tells: github.com, an Enterprise host, a test's. */
export function webAddress(apiUrl: string): string {
  const { protocol, host, pathname } = new URL(apiUrl);
  const prefix = pathname.replace(/\/+$/, '').replace(/\/api\/v3$/, '');
  return `${protocol}//${host.replace(/^api\./, '')}${prefix}`;
}
