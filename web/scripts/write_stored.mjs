// SPDX-License-Identifier: Apache-2.0
// Computes the comparisons that stand on the page before anything has loaded, and writes stored/*.json.
// With --check it writes nothing and fails where a file is not what the engine computes now.
import {readFile, writeFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {computeStored} from './stored_comparison.mjs';

const web = dirname(dirname(fileURLToPath(import.meta.url)));
const check = process.argv.includes('--check');

for (const {file, text} of await computeStored(join(web, 'src', 'generated'))) {
  const path = join(web, 'stored', file);
  if (!check) {
    await writeFile(path, text);
    console.log(`wrote ${path}, ${text.length} bytes`);
  } else if ((await readFile(path, 'utf8')) !== text) {
    console.error(`write_stored: ${path} differs from what the engine computes; run: npm run stored`);
    process.exitCode = 1;
  } else {
    console.log(`${path} is up to date`);
  }
}
