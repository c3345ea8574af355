// SPDX-License-Identifier: Apache-2.0
// Runs the searches of the golden files with the WebAssembly module in node: every record must have the golden hash. Slices
// of two sizes stand for the page's, which depend on the speed of the machine.
// Usage: node check_wasm.mjs MODULE MODELS_FOLDER
import {createHash} from 'node:crypto';
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';

const [modulePath, models] = process.argv.slice(2);
const here = new URL('.', import.meta.url);
const goldenFiles = readdirSync(here).filter((name) => /^golden.*\.json$/.test(name)).sort();
const {default: createCellar} = await import(pathToFileURL(modulePath));
const cellar = await createCellar();

function orThrow(answer) {
  if (answer.error) throw new Error(`${answer.error.code}: ${answer.error.where}: ${answer.error.message}`);
  return answer;
}

function recordOf(benchmark, search, seed, slice) {
  const spec = {
    benchmark: search.benchmark, optimizers: search.optimizers.map((name) => ({name, options: {}})),
    runs: search.runs, evaluations: search.evaluations, seed: Number(seed), noise: false,
  };
  const {study} = orThrow(benchmark.startStudy(JSON.stringify(spec), ''));
  while (!study.done()) orThrow(JSON.parse(study.step(slice)));
  const record = study.record();
  study.delete();
  return record;
}

let different = 0;
for (const name of goldenFiles) {
  const {search, record_sha256: golden} = JSON.parse(readFileSync(new URL(name, here), 'utf8'));
  const {benchmark} = orThrow(cellar.openBenchmark(search.benchmark, readFileSync(join(models, search.model_file))));
  for (const [seed, expected] of Object.entries(golden)) {
    for (const slice of [97, 1000]) {
      const found = createHash('sha256').update(recordOf(benchmark, search, seed, slice)).digest('hex');
      const same = found === expected;
      if (!same) different += 1;
      console.log(`${search.benchmark}, seed ${seed}, slices of ${slice}: ${found} ${same ? 'as recorded' : `differs from ${expected}`}`);
    }
  }
  benchmark.delete();
}
process.exitCode = different ? 1 : 0;
