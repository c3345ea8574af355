// SPDX-License-Identifier: Apache-2.0
// One method against each other, out of the tests between all pairs.
import type {Statistics} from '../engine/types';

export interface Difference {
  other: string;
  /** Median of the reference's accuracy minus the other's over paired runs, a fraction. */
  median: number;
  /** How probable it is that a run of the reference beats one of the other. */
  wins: number;
  p: number;
  differs: boolean;
}

/** The clearest difference first. */
export function differencesFrom({optimizers, pairs}: Statistics, reference: string): Difference[] {
  const index = optimizers.findIndex(({optimizer}) => optimizer === reference);
  return pairs
    .filter(({first, second}) => first === index || second === index)
    .map(({first, second, median_difference, a12, p_holm: p, differs}) =>
      first === index
        ? {other: optimizers[second].optimizer, median: median_difference, wins: a12, p, differs}
        : {other: optimizers[first].optimizer, median: -median_difference, wins: 1 - a12, p, differs},
    )
    .sort((a, b) => a.p - b.p || Math.abs(b.wins - 0.5) - Math.abs(a.wins - 0.5));
}

export type EffectSize = 'negligible' | 'small' | 'medium' | 'large';

/** The words of Vargha and Delaney (2000) for their A. */
export function effectSize(wins: number): EffectSize {
  const a = Math.max(wins, 1 - wins);
  if (a < 0.56) return 'negligible';
  if (a < 0.64) return 'small';
  return a < 0.71 ? 'medium' : 'large';
}
