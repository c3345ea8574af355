// SPDX-License-Identifier: Apache-2.0
// Axis ranges of the anytime figure, on steps coarse enough to stand still while curves grow.
import type {Axis} from '../engine/types';
import type {Scale} from '../state/properties';
import type {RegretCurve} from '../study/regret';

/** Percentage points; below this, differences are smaller than the noise between two trainings (0.06 to 0.1). */
export const LEAST_REGRET = 0.01;

const STEPS = [1, 1.5, 2, 3, 5, 7, 10];

export function stepBelow(value: number): number {
  const magnitude = 10 ** Math.floor(Math.log10(value));
  return magnitude * STEPS.findLast((step) => step * magnitude <= value * (1 + 1e-9))!;
}

export function stepAbove(value: number): number {
  const magnitude = 10 ** Math.floor(Math.log10(value));
  return magnitude * STEPS.find((step) => step * magnitude >= value * (1 - 1e-9))!;
}

export function regretRange(curves: RegretCurve[], scale: Scale): [number, number] {
  const highest = Math.max(LEAST_REGRET * 10, ...curves.flatMap(({high}) => high));
  if (scale === 'linear') return [0, stepAbove(highest)];
  const lowest = Math.min(...curves.flatMap(({low}) => low));
  return [stepBelow(Math.max(LEAST_REGRET, Math.min(lowest, highest / 2))), stepAbove(highest)];
}

/** `share` of the budget is spent; the axis reaches to where it will end. */
export function costRange(
  curves: RegretCurve[],
  axis: Axis,
  scale: Scale,
  evaluations: number,
  share: number,
): [number, number] {
  const first = curves[0].x[0];
  const last = axis === 'evaluations' ? evaluations : endOfDays(curves, share);
  const low = scale === 'linear' ? 0 : axis === 'evaluations' ? 1 : first;
  return [low, Math.max(last, low * 2, low + 1e-6)];
}

function endOfDays(curves: RegretCurve[], share: number): number {
  const last = Math.max(...curves.map(({x}) => x[x.length - 1]));
  return share >= 1 ? last : stepAbove(last / Math.max(share, 1e-3));
}
