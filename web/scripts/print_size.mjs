// SPDX-License-Identifier: Apache-2.0
// What the first run needs over the wire, compressed as a static host would (gzip; Brotli beside it), and whether it
// keeps the budget of 1 MB. Everything in web/dist is needed for the first run but the icon.
import {readdir, readFile} from 'node:fs/promises';
import {dirname, join, relative} from 'node:path';
import {fileURLToPath} from 'node:url';
import {brotliCompressSync, gzipSync} from 'node:zlib';

const BUDGET = 1e6;
const dist = join(dirname(dirname(fileURLToPath(import.meta.url))), 'dist');
const NOT_NEEDED = new Set(['mark.svg']);

const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1).padStart(8)} KB`;

const entries = await readdir(dist, {recursive: true, withFileTypes: true});
const files = entries
  .filter((entry) => entry.isFile())
  .map((entry) => relative(dist, join(entry.parentPath, entry.name)));
let gzipTotal = 0;
let brotliTotal = 0;
console.log('        raw        gzip      brotli');
for (const file of files.filter((name) => !NOT_NEEDED.has(name)).sort()) {
  const content = await readFile(join(dist, file));
  // The model is stored compressed; hosts send it as it is.
  const [gzip, brotli] = file.endsWith('-gz')
    ? [content.length, content.length]
    : [gzipSync(content, {level: 9}).length, brotliCompressSync(content).length];
  gzipTotal += gzip;
  brotliTotal += brotli;
  console.log(`${kilobytes(content.length)} ${kilobytes(gzip)} ${kilobytes(brotli)}  ${file}`);
}
const totals = `${kilobytes(gzipTotal).trim()} with gzip, ${kilobytes(brotliTotal).trim()} with Brotli`;
console.log(`first run over the wire: ${totals}; budget ${BUDGET / 1000} KB`);
if (gzipTotal > BUDGET) {
  console.error('print_size: above the budget');
  process.exit(1);
}
