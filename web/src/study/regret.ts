// SPDX-License-Identifier: Apache-2.0
// From validation accuracies (fractions) to regret against the best known architecture, in percentage points.
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
  return comparison.results.map((result) => regretResult(result, best)).sort((a, b) => a.median - b.median);
}

function regretResult(result: Result, best: number): RegretResult {
  return {
    optimizer: result.optimizer,
    runs: result.runs,
    simulatedGpuDays: result.simulated_gpu_days,
    low: regretPoints(result.q75, best),
    median: regretPoints(result.median, best),
    high: regretPoints(result.q25, best),
  };
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
