// SPDX-License-Identifier: Apache-2.0
// The engine's answers as plain values, in the words and units of the C++ side (accuracies are fractions).

export interface OptionInfo {
  name: string;
  description: string;
  default: number | string;
  /** Of numbers: whether only whole ones are taken. */
  whole?: boolean;
  min?: number;
  max?: number;
  choices?: string[];
}

export interface OptimizerInfo {
  name: string;
  title: string;
  citation: string;
  options: OptionInfo[];
}

export interface BenchmarkInfo {
  name: string;
  title: string;
  summary: string;
  model_file: string;
  space: {name: string; architectures: string}; // exact decimal digits
}

export interface Info {
  version: string;
  benchmarks: BenchmarkInfo[];
  optimizers: OptimizerInfo[];
}

export interface Identity {
  name: string;
  model: {name: string; sha256: string};
  /** `steps`: the only ones on offer; absent: all from min to max. */
  fidelities: {min: number; max: number; unit: string; steps?: number[]};
  /** `test_accuracy`: the highest of the space, where it is known as a whole. */
  best_known: {architecture: string; val_accuracy: number; is_optimum: boolean; test_accuracy?: number};
}

export type Flag = 'measured' | 'modelled' | 'fitted_to_surrogate' | 'out_of_distribution' | 'noisy' | 'nominal_time';

export interface Evaluation {
  architecture: string;
  val_accuracy: number;
  val_accuracy_sd?: number;
  test_accuracy?: number;
  runtime_seconds: number;
  parameters: number;
  macs: number;
  fidelity: number;
  flags: Flag[];
}

export interface Neighbour {
  /** What was changed in the DARTS space; absent in others. */
  cell?: string;
  edge?: number;
  kind?: 'operation' | 'source';
  from?: string | number;
  to?: string | number;
  val_accuracy: number;
  difference: number;
  architecture: string;
}

export type Form = 'genotype' | 'json' | 'config' | 'compact' | 'matrix';

export type OptionValues = Record<string, number | string>;

export interface OptimizerSpec {
  name: string;
  options: OptionValues; // those left out have their defaults
}

export interface StudySpec {
  benchmark: string;
  optimizers: OptimizerSpec[];
  runs: number;
  evaluations: number;
  /** A run also ends with the evaluation that exceeds these. */
  simulated_seconds?: number;
  seed: number;
  noise: boolean;
  /** A training of fewer epochs goes on where the run has it; absent: every evaluation costs its whole training. */
  continue_training?: true;
}

/** One run of a study. */
export interface RunKey {
  optimizer: number; // index into the spec's
  run: number;
}

export const AXES = ['evaluations', 'simulated_gpu_days'] as const;
export type Axis = (typeof AXES)[number];

/** Best validation accuracy so far over the runs of one optimizer; all curves of a study share x. */
export interface Curve {
  optimizer: string; // study/optimizer_text.ts
  x: number[];
  q25: number[];
  median: number[];
  q75: number[];
}

export type Curves = Record<Axis, Curve[]>;

/** One optimizer's result at the end of its budget. */
export interface Result {
  optimizer: string;
  runs: number;
  mean: number;
  sd: number;
  q25: number;
  median: number;
  q75: number;
  simulated_gpu_days: number;
  best: Evaluation;
}

/** What an optimizer itself took of the time, over all its runs. */
export interface Thinking {
  optimizer: string;
  seconds: number;
  evaluations: number;
}

/** One run's way to its last incumbent. */
export interface Trajectory {
  optimizer: number; // index into the spec's
  /** [number of the evaluation, best validation accuracy from there on]. */
  improvements: [number, number][];
  /** Of the last incumbent, where it is known. */
  test_accuracy?: number;
  /** Of a table: whether the last incumbent's validation accuracy is measured, or else modelled. */
  measured?: boolean;
}

/** One optimizer's scores over the paired runs. */
export interface Score {
  optimizer: string;
  /** Mean accuracy of the incumbent over the logarithm of the budget. */
  area: number;
  mean_rank: number;
}

/** Two optimizers over the paired runs; differences are the first's minus the second's. */
export interface PairTest {
  first: number; // index into the scores
  second: number;
  p_holm: number;
  differs: boolean;
  median_difference: number;
  /** How probable it is that a run of the first beats one of the second. */
  a12: number;
}

/** The optimizers of a study against each other ("cellar.comparison/1"). */
export interface Statistics {
  at_end: boolean;
  complete: boolean;
  paired_runs: number;
  level: number;
  underpowered: boolean;
  optimizers: Score[];
  pairs: PairTest[];
  over_runs?: {p: number};
  ranks: {evaluations: number; mean_ranks: number[]}[];
}

/** All a figure and its tables need of a study, whether stored with the page or just computed. */
export interface Comparison {
  spec: StudySpec;
  identity: Identity;
  curves: Curves;
  results: Result[];
  trajectories: Trajectory[];
  /** Of studies that ran here. */
  thinking?: Thinking[];
  /** Once the study has ended. */
  statistics?: Statistics;
}

export const MOVES = ['random', 'mutation', 'neighbour', 'crossover', 'model', 'promotion'] as const;
export type Move = (typeof MOVES)[number];

/** One evaluation of a run with the reason behind it; trials are named by their 0-based number. */
export interface TracedTrial extends Evaluation {
  move: Move;
  parent?: number;
  /** The trials that the parent was chosen among, or that were mixed in. */
  considered: number[];
  score?: number;
  bracket?: number;
  rung?: number;
  /** What the optimizer builds on afterwards; empty where it keeps nothing. */
  members: number[];
  thinking_seconds: number;
}

export interface StudyCounts {
  evaluations: number;
  evaluations_total: number;
  runs: number;
  runs_total: number;
}

export interface EngineFailure {
  code: string;
  message: string;
  where: string;
}

/** An error of the engine, or of loading it: what happened, where, and (within the message) the remedy. */
export class EngineError extends Error {
  readonly code: string;
  readonly where: string;

  constructor(failure: EngineFailure) {
    super(failure.message);
    this.code = failure.code;
    this.where = failure.where;
  }
}

/** What crosses between page and worker: errors lose their class on the way. */
export function toFailure(error: unknown): EngineFailure {
  if (error instanceof EngineError) return {code: error.code, message: error.message, where: error.where};
  return {code: 'internal', where: '', message: error instanceof Error ? error.message : String(error)};
}
