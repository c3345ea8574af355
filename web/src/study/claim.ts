// SPDX-License-Identifier: Apache-2.0
// What comparisons on spaces of growing size show together, as data for the headline: who ends best on which, and how
// far behind the baseline ends.
import type {Comparison} from '../engine/types';
import {rankedResults} from './regret';

export interface Claim {
  /** Spaces in a row that one method wins, smallest first. */
  wins: {winner: string; benchmarks: string[]}[];
  /** The baseline's median regret at the end, in percentage points, by comparison; NaN where it did not take part. */
  baselineRegret: number[];
  /** In how many of the comparisons that know regret in test another method has the least of it. */
  turned: {turned: number; known: number};
}

/** `comparisons` by size of the space, the smallest first; `baseline` as the specs name it. */
export function claimOf(comparisons: Comparison[], baseline: string): Claim {
  const wins: Claim['wins'] = [];
  for (const comparison of comparisons) {
    const winner = rankedResults(comparison)[0].optimizer;
    const {benchmark} = comparison.spec;
    const last = wins.at(-1);
    if (last?.winner === winner) last.benchmarks.push(benchmark);
    else wins.push({winner, benchmarks: [benchmark]});
  }
  const baselineRegret = comparisons.map(
    (comparison) => rankedResults(comparison).find(({optimizer}) => optimizer === baseline)?.median ?? NaN,
  );
  return {wins, baselineRegret, turned: turnedInTest(comparisons)};
}

function turnedInTest(comparisons: Comparison[]): Claim['turned'] {
  const known = comparisons
    .map(rankedResults)
    .filter((ranked) => ranked.every(({testMedian}) => testMedian !== undefined));
  const turned = known.filter(([first, ...others]) => others.some(({testMedian}) => testMedian! < first.testMedian!));
  return {turned: turned.length, known: known.length};
}
