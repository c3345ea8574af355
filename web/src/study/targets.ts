// SPDX-License-Identifier: Apache-2.0
// Fixed-target view (Hansen et al., COCO, arXiv 1603.08785): how many evaluations until regret falls to a target.
import type {Comparison, Trajectory} from '../engine/types';
import {formatOptimizer} from './optimizer_text';
import {regretPoints} from './regret';

export interface TargetCell {
  reached: number; // runs
  runs: number;
  /** Median over all runs, those that never arrive counted as infinite; undefined where that is infinite. */
  medianEvaluations: number | undefined;
}

export interface TargetRow {
  optimizer: string;
  cells: TargetCell[];
}

/** Candidates for a table's columns, in percentage points: 1-2-5 steps, as on the axes. */
const LADDER = [5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01];
const COLUMNS = 3;

/** The hardest target that most runs of some optimizer reach, after the easier ones before it. */
export function chooseTargets(comparison: Comparison): number[] {
  const reached = LADDER.filter((target) =>
    targetTable(comparison, [target]).some(({cells}) => cells[0].medianEvaluations !== undefined),
  );
  return reached.slice(-COLUMNS);
}

export function targetTable(comparison: Comparison, targets: number[]): TargetRow[] {
  const best = comparison.identity.best_known.val_accuracy;
  return comparison.spec.optimizers.map((spec, index) => {
    const runs = comparison.trajectories.filter((trajectory) => trajectory.optimizer === index);
    return {optimizer: formatOptimizer(spec), cells: targets.map((target) => targetCell(runs, best, target))};
  });
}

function targetCell(runs: Trajectory[], best: number, target: number): TargetCell {
  const hits = runs
    .map(({improvements}) => improvements.find(([, accuracy]) => regretPoints(accuracy, best) <= target)?.[0])
    .filter((evaluation) => evaluation !== undefined)
    .sort((a, b) => a - b);
  return {reached: hits.length, runs: runs.length, medianEvaluations: medianWithInfinite(hits, runs.length)};
}

// The upper of the two middle values where `count` is even, so that it is the count of a real run.
function medianWithInfinite(sorted: number[], count: number): number | undefined {
  return sorted[count >> 1];
}
