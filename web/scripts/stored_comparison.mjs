// SPDX-License-Identifier: Apache-2.0
// Runs the stored study with the collected WebAssembly module and model, and formats what the page needs of it.
import {createHash} from 'node:crypto';
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {gunzipSync} from 'node:zlib';

const BENCHMARK = 'nb301';
const STUDY = {runs: 30, evaluations: 1000, seed: 1, noise: false};
const OPTIMIZERS = ['rs', 're', 'ls'];
const EVALUATIONS_PER_STEP = 4096;
/** Of accuracies (fractions): a thousandth of a percentage point, finer than any pixel or table cell. */
const ACCURACY_DECIMALS = 6;
const DAYS_DIGITS = 5;

/** `generated`: the folder that collect_assets.mjs filled. The text is the same on every machine. */
export async function computeStored(generated) {
  const {default: createCellar} = await import(pathToFileURL(join(generated, 'cellar.mjs')));
  const module = await createCellar({wasmBinary: await readFile(join(generated, 'cellar.wasm'))});
  const info = read(module.info());
  const benchmark = await open(module, info, generated);
  const spec = {benchmark: BENCHMARK, optimizers: OPTIMIZERS.map((name) => ({name, options: {}})), ...STUDY};
  const {study} = succeed(benchmark.startStudy(JSON.stringify(spec), ''));
  while (!study.done()) read(study.step(EVALUATIONS_PER_STEP));
  const record = study.record();
  const stored = {
    schema: 'cellar.stored-comparison/1',
    info: {version: info.version, benchmarks: info.benchmarks, optimizers: info.optimizers},
    comparison: {
      spec,
      identity: read(benchmark.identity()),
      curves: {
        evaluations: read(study.curves('evaluations')).map(roundedCurve),
        simulated_gpu_days: read(study.curves('simulated_gpu_days')).map(roundedCurve),
      },
      results: read(study.summary()),
      trajectories: trajectories(JSON.parse(record)),
    },
    record_sha256: createHash('sha256').update(record).digest('hex'),
  };
  return {benchmark: BENCHMARK, text: `${JSON.stringify(stored)}\n`};
}

async function open(module, info, generated) {
  const {model_file: file} = info.benchmarks.find(({name}) => name === BENCHMARK);
  const catalogue = JSON.parse(await readFile(join(generated, 'models.json'), 'utf8'));
  const {asset} = catalogue.find((entry) => entry.file === file);
  return succeed(module.openBenchmark(BENCHMARK, gunzipSync(await readFile(join(generated, asset))))).benchmark;
}

const read = (json) => succeed(JSON.parse(json));

function succeed(answer) {
  if (answer.error) throw new Error(`${answer.error.where}: ${answer.error.message}`);
  return answer;
}

// The mean is left out: the page draws medians and quartiles.
function roundedCurve({optimizer, x, q25, median, q75}) {
  const accuracies = (values) => values.map((value) => Number(value.toFixed(ACCURACY_DECIMALS)));
  return {
    optimizer,
    x: x.map((value) => Number(value.toPrecision(DAYS_DIGITS))),
    q25: accuracies(q25),
    median: accuracies(median),
    q75: accuracies(q75),
  };
}

function trajectories(record) {
  return record.runs.map(({optimizer, incumbents}) => ({
    optimizer,
    improvements: incumbents.map(({evaluation, val_accuracy}) => [
      evaluation,
      Number(val_accuracy.toFixed(ACCURACY_DECIMALS)),
    ]),
  }));
}
