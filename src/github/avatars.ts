/** People's pictures: public files, outside of every limit of the API. */
const TIMEOUT_MS = 5_000;
const MOST_BYTES = 300 * 1024;

/** In pixels, twice what is drawn. */
const SIZE = 128;

/** null: it cannot be had, which is no reason for anything to fail. */
export async function fetchAvatar(address: string): Promise<Uint8Array | null> {
  try {
    const url = new URL(address);
    url.searchParams.set('s', String(SIZE));
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!response.ok || Number(response.headers.get('content-length') ?? 0) > MOST_BYTES) {
      return null;
    }
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    for await (const chunk of response.body ?? []) {
      bytes += chunk.length;
      if (bytes > MOST_BYTES) return null;
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } catch {
    return null;
  }
}
