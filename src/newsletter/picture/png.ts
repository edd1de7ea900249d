/** A wall as PNG. Importing this costs some 100 ms: import it where a PNG is drawn. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { initWasm, Resvg } from '@resvg/resvg-wasm';

const { resolve } = createRequire(import.meta.url);
const FONT_FILES = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'];

/** For screens with two pixels a px. */
const SCALE = 2;

let ready: Promise<readonly Uint8Array[]> | null = null;

/** With fonts of its own, so the same on every machine. Light where the reader would decide. */
export async function toPng(svg: string): Promise<Uint8Array> {
  ready ??= start();
  const drawing = new Resvg(svg, {
    font: { fontBuffers: [...(await ready)], defaultFontFamily: 'DejaVu Sans' },
    fitTo: { mode: 'zoom', value: SCALE },
  });
  try {
    const image = drawing.render();
    try {
      return image.asPng();
    } finally {
      image.free();
    }
  } finally {
    // What WebAssembly holds is not seen by the garbage collector.
    drawing.free();
  }
}

/** The fonts; the library can be started only once in a process. */
async function start(): Promise<readonly Uint8Array[]> {
  await initWasm(await readFile(resolve('@resvg/resvg-wasm/index_bg.wasm')));
  return Promise.all(FONT_FILES.map((file) => readFile(resolve(`dejavu-fonts-ttf/ttf/${file}`))));
}
