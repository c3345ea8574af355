// SPDX-License-Identifier: Apache-2.0
// What a comparison shows, as data for the headline: who ends best, and what the baseline's result costs the winner.
import type {Comparison} from '../engine/types';
import {rankedResults, regretCurve} from './regret';

export interface Claim {
  winner: string;
  baseline: string;
  evaluations: number;
  /** Evaluations after which the winner's median is as good as the baseline's at the end; undefined: baseline wins. */
  evaluationsToMatch: number | undefined;
}

export function claimOf(comparison: Comparison, baseline: string): Claim | undefined {
  const ranked = rankedResults(comparison);
  const reference = ranked.find((result) => result.optimizer === baseline);
  if (!reference) return undefined;
  const winner = ranked[0];
  const claim = {winner: winner.optimizer, baseline, evaluations: comparison.spec.evaluations};
  if (winner.median >= reference.median) return {...claim, winner: baseline, evaluationsToMatch: undefined};
  const curve = comparison.curves.evaluations.find(({optimizer}) => optimizer === winner.optimizer);
  if (!curve) return undefined;
  const {x, median} = regretCurve(curve, comparison.identity.best_known.val_accuracy);
  return {...claim, evaluationsToMatch: x.find((_, i) => median[i] <= reference.median)};
}
