// SPDX-License-Identifier: Apache-2.0
// From accuracies (fractions) to regret, in percentage points: against the optimum where the whole space is known, else
// against the best known architecture.
import type {Comparison, Curve, Result} from '../engine/types';

export interface RegretCurve {
  optimizer: string;
  x: number[];
  low: number[]; // lower quartile of regret: the better quarter of the runs
  median: number[];
  high: number[];
}

export interface RegretResult {
  optimizer: string;
  runs: number;
  low: number;
  median: number;
  high: number;
  /** Median in test of the incumbents, which are chosen by validation; undefined where it is not known (yet). */
  testMedian: number | undefined;
  simulatedGpuDays: number;
}

/** Negative where `accuracy` is better than the best known. */
export function regretPoints(accuracy: number, bestKnown: number): number {
  return (bestKnown - accuracy) * 100;
}

export function regretCurve(curve: Curve, bestKnown: number): RegretCurve {
  const regret = (accuracies: number[]) => accuracies.map((accuracy) => regretPoints(accuracy, bestKnown));
  return {
    optimizer: curve.optimizer,
    x: curve.x,
    low: regret(curve.q75),
    median: regret(curve.median),
    high: regret(curve.q25),
  };
}

/** Best median first; ties keep the study's order. */
export function rankedResults(comparison: Comparison): RegretResult[] {
  const best = comparison.identity.best_known.val_accuracy;
  return comparison.results
    .map((result, i) => regretResult(result, best, medianTestRegret(comparison, i)))
    .sort((a, b) => a.median - b.median);
}

function regretResult(result: Result, best: number, testMedian: number | undefined): RegretResult {
  return {
    optimizer: result.optimizer,
    runs: result.runs,
    testMedian,
    simulatedGpuDays: result.simulated_gpu_days,
    low: regretPoints(result.q75, best),
    median: regretPoints(result.median, best),
    high: regretPoints(result.q25, best),
  };
}

function medianTestRegret({identity, trajectories}: Comparison, optimizer: number): number | undefined {
  const best = identity.best_known.test_accuracy;
  const found = trajectories
    .filter((trajectory) => trajectory.optimizer === optimizer)
    .map(({test_accuracy}) => test_accuracy);
  if (best === undefined || found.length === 0 || found.includes(undefined)) return undefined;
  return median((found as number[]).map((accuracy) => regretPoints(accuracy, best)));
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

/** Value of a step curve at `x`: that of the last point not beyond it; undefined before the first point. */
export function stepValue(xs: number[], values: number[], x: number): number | undefined {
  let low = 0;
  let high = xs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (xs[middle] <= x) low = middle + 1;
    else high = middle;
  }
  return low > 0 ? values[low - 1] : undefined;
}
