// SPDX-License-Identifier: Apache-2.0
// The engine's answers as plain values, in the words and units of the C++ side (accuracies are fractions).

export interface OptionInfo {
  name: string;
  description: string;
  default: number | string;
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

export type Flag = 'measured' | 'modelled' | 'fitted_to_surrogate' | 'out_of_distribution' | 'noisy';

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
  seed: number;
  noise: boolean;
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

/** All a figure and its tables need of a study, whether stored with the page or just computed. */
export interface Comparison {
  spec: StudySpec;
  identity: Identity;
  curves: Curves;
  results: Result[];
  trajectories: Trajectory[];
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
