// SPDX-License-Identifier: Apache-2.0
// Runs the stored studies with the collected WebAssembly module and models, and formats what the page needs of them.
import {createHash} from 'node:crypto';
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {gunzipSync} from 'node:zlib';

/** One space of each order of size; the page's files by these names. */
const BENCHMARKS = ['nb1shot1-1', 'nb101', 'nb301'];
const STUDY = {runs: 30, evaluations: 1000, seed: 1, noise: false};
const OPTIMIZERS = ['rs', 're', 'ls'];
const EVALUATIONS_PER_STEP = 4096;
/** Of accuracies (fractions): a thousandth of a percentage point, finer than any pixel or table cell. */
const ACCURACY_DECIMALS = 6;
const DAYS_DIGITS = 5;
/** Of p-values, ranks and effect sizes, which are shown with three at most. */
const STATISTICS_DIGITS = 4;

/**
 * `generated`: the folder that collect_assets.mjs filled. Files by name, whose texts are the same on every machine.
 */
export async function computeStored(generated) {
  const {default: createCellar} = await import(pathToFileURL(join(generated, 'cellar.mjs')));
  const module = await createCellar({wasmBinary: await readFile(join(generated, 'cellar.wasm'))});
  const {version, benchmarks, optimizers} = read(module.info());
  const files = [{file: 'info.json', text: `${JSON.stringify({version, benchmarks, optimizers})}\n`}];
  for (const name of BENCHMARKS) {
    const info = benchmarks.find((candidate) => candidate.name === name);
    const benchmark = await open(module, info, generated);
    files.push({file: `${name}.json`, text: `${JSON.stringify(comparisonOn(module, benchmark, name))}\n`});
    benchmark.delete();
  }
  return files;
}

function comparisonOn(module, benchmark, name) {
  const spec = {benchmark: name, optimizers: OPTIMIZERS.map((optimizer) => ({name: optimizer, options: {}})), ...STUDY};
  const {study} = succeed(benchmark.startStudy(JSON.stringify(spec), ''));
  while (!study.done()) read(study.step(EVALUATIONS_PER_STEP));
  const record = study.record();
  study.delete();
  const {record: whole} = succeed(module.openRecords([record]));
  const stored = {
    schema: 'cellar.stored-comparison/3',
    comparison: {
      spec,
      identity: read(benchmark.identity()),
      curves: {
        evaluations: read(whole.curves('evaluations')).map(roundedCurve),
        simulated_gpu_days: read(whole.curves('simulated_gpu_days')).map(roundedCurve),
      },
      results: read(whole.summary()),
      trajectories: trajectoriesOf(record).map(roundedTrajectory),
      statistics: statisticsOf(read(whole.comparison())),
    },
    record_sha256: createHash('sha256').update(record).digest('hex'),
  };
  whole.delete();
  return stored;
}

async function open(module, {name, model_file: file}, generated) {
  const catalogue = JSON.parse(await readFile(join(generated, 'models.json'), 'utf8'));
  const {asset} = catalogue.find((entry) => entry.file === file);
  return succeed(module.openBenchmark(name, gunzipSync(await readFile(join(generated, asset))))).benchmark;
}

const read = (json) => succeed(JSON.parse(json));

function succeed(answer) {
  if (answer.error) throw new Error(`${answer.error.where}: ${answer.error.message}`);
  return answer;
}

// The mean is left out: the page draws medians and quartiles.
function roundedCurve({optimizer, x, q25, median, q75}) {
  const accuracies = (values) => values.map(rounded);
  return {
    optimizer,
    x: x.map((value) => Number(value.toPrecision(DAYS_DIGITS))),
    q25: accuracies(q25),
    median: accuracies(median),
    q75: accuracies(q75),
  };
}

// As src/study/trajectories.ts, which node cannot import, reads them.
function trajectoriesOf(record) {
  return JSON.parse(record).runs.map(({optimizer, incumbents}) => {
    const {test_accuracy, flags} = incumbents.at(-1);
    const measured = flags.includes('measured') || (flags.includes('modelled') ? false : undefined);
    const improvements = incumbents.map(({evaluation, val_accuracy}) => [evaluation, val_accuracy]);
    return {optimizer, improvements, test_accuracy, measured};
  });
}

// Of cellar.comparison/1, what src/engine/types.ts calls Statistics.
function statisticsOf({at_end, complete, paired_runs, level, underpowered, optimizers, pairs, over_runs, ranks}) {
  const short = (value) => Number(value.toPrecision(STATISTICS_DIGITS));
  return {
    at_end,
    complete,
    paired_runs,
    level,
    underpowered,
    optimizers: optimizers.map(({optimizer, area, mean_rank}) => ({
      optimizer,
      area: rounded(area),
      mean_rank: short(mean_rank),
    })),
    pairs: pairs.map(({first, second, p_holm, differs, median_difference, a12}) => ({
      first,
      second,
      p_holm: short(p_holm),
      differs,
      median_difference: rounded(median_difference),
      a12: short(a12),
    })),
    over_runs: over_runs && {p: short(over_runs.p)},
    ranks: ranks.map(({evaluations, mean_ranks}) => ({evaluations, mean_ranks: mean_ranks.map(short)})),
  };
}

function roundedTrajectory({improvements, test_accuracy, ...rest}) {
  return {
    ...rest,
    improvements: improvements.map(([evaluation, accuracy]) => [evaluation, rounded(accuracy)]),
    test_accuracy: test_accuracy === undefined ? undefined : rounded(test_accuracy),
  };
}

const rounded = (accuracy) => Number(accuracy.toFixed(ACCURACY_DECIMALS));
