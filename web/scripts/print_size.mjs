// SPDX-License-Identifier: Apache-2.0
// What the first run needs over the wire, compressed as a static host would (gzip; Brotli beside it), what each other
// benchmark adds when it is chosen, what the first training of a network adds, and whether all keep their budgets. Run
// after the build.
import {readdir, readFile} from 'node:fs/promises';
import {dirname, join, relative} from 'node:path';
import {fileURLToPath} from 'node:url';
import {brotliCompressSync, gzipSync} from 'node:zlib';

/** The page opens with this benchmark. */
const FIRST = 'nb301';
const FIRST_BUDGET = 1e6;
/** For a model that comes when its benchmark is chosen. */
const ADDED_BUDGETS = {
  nb101: 2.5e6,
  'nb1shot1-1': 4e5,
  'nb1shot1-2': 4e5,
  'nb1shot1-3': 4e5,
  'fashion-1shot1-1': 2e5,
  'fashion-darts': 3e5,
};
const NOT_NEEDED = new Set(['mark.svg']);
/** The One-shot view, the trainer and the images, by their names in dist. */
const TRAINING = /one_shot_view|trainer|fashion-images/;
/** Views and tables that are fetched when they are shown. */
const LATE_VIEW = /optimizer_view|edge_table/;
/** The images alone may have 1.5 MB (1 MB: 2^20 bytes). */
const TRAINING_BUDGET = 1.5 * 2 ** 20 + 3.5e5;

const web = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(web, 'dist');
const models = JSON.parse(await readFile(join(web, 'src', 'generated', 'models.json'), 'utf8'));
const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1).padStart(8)} KB`;

/** The model that a file of dist is; its name there is that of the asset with a digest. */
const modelOf = (file) => models.find(({name}) => file.endsWith('-gz') && file.includes(`${name}-`));

let withinBudget = true;
function judge(bytes, budget, what) {
  const within = bytes <= budget;
  withinBudget &&= within;
  console.log(`${what}: ${kilobytes(bytes).trim()}; budget ${budget / 1000} KB${within ? '' : ': ABOVE THE BUDGET'}`);
}

async function sizes(file) {
  const content = await readFile(join(dist, file));
  // Models are stored compressed; hosts send them as they are.
  if (modelOf(file)) return [content.length, content.length, content.length];
  return [content.length, gzipSync(content, {level: 9}).length, brotliCompressSync(content).length];
}

const entries = await readdir(dist, {recursive: true, withFileTypes: true});
const files = entries
  .filter((entry) => entry.isFile())
  .map((entry) => relative(dist, join(entry.parentPath, entry.name)))
  .filter((file) => !NOT_NEEDED.has(file))
  .sort();
const isTraining = (file) => TRAINING.test(file);
const comesLater = (file) =>
  isTraining(file) || LATE_VIEW.test(file) || modelOf(file)?.benchmarks.includes(FIRST) === false;

let gzipTotal = 0;
let brotliTotal = 0;
console.log('        raw        gzip      brotli');
for (const file of files.filter((name) => !comesLater(name))) {
  const [raw, gzip, brotli] = await sizes(file);
  gzipTotal += gzip;
  brotliTotal += brotli;
  console.log(`${kilobytes(raw)} ${kilobytes(gzip)} ${kilobytes(brotli)}  ${file}`);
}
console.log(`with Brotli ${kilobytes(brotliTotal).trim()}`);
judge(gzipTotal, FIRST_BUDGET, `first run of ${FIRST} over the wire, with gzip`);
for (const file of files.filter((name) => modelOf(name)?.benchmarks.length && comesLater(name))) {
  const [bytes] = await sizes(file);
  for (const benchmark of modelOf(file).benchmarks) judge(bytes, ADDED_BUDGETS[benchmark], `${benchmark} adds`);
}
const training = await Promise.all(files.filter(isTraining).map(sizes));
judge(
  training.reduce((sum, [, gzip]) => sum + gzip, 0),
  TRAINING_BUDGET,
  'a first training adds, with gzip',
);
if (!withinBudget) process.exit(1);
