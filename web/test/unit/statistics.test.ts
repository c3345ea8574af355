// SPDX-License-Identifier: Apache-2.0
import {describe, expect, it} from 'vitest';
import type {PairTest, Statistics} from '../../src/engine/types';
import {differencesFrom, effectSize} from '../../src/study/differences';
import {groupLetters} from '../../src/study/groups';

// `apart` names the pairs that differ.
function statistics(ranks: number[], apart: [number, number][]): Statistics {
  const pairs = ranks.flatMap((_, first) =>
    ranks.slice(first + 1).map((_, i): PairTest => {
      const second = first + 1 + i;
      const differs = apart.some(([a, b]) => a === first && b === second);
      return {first, second, p_holm: differs ? 0.01 : 0.6, differs, median_difference: 0.002, a12: 0.8};
    }),
  );
  const optimizers = ranks.map((mean_rank, i) => ({optimizer: `o${i}`, area: 0.9, mean_rank}));
  return {at_end: true, complete: true, paired_runs: 9, level: 0.05, underpowered: false, optimizers, pairs, ranks: []};
}

describe('letters of groups', () => {
  it('are shared exactly by methods that do not differ', () => {
    const cases: [number, number][][] = [
      [],
      [[0, 3]],
      [[0, 2], [0, 3], [1, 3]],
      [[0, 1], [0, 2], [0, 3], [1, 2], [1, 3], [2, 3]],
      [[0, 1], [2, 3]],
    ]; // prettier-ignore
    for (const apart of cases) {
      const shown = statistics([1, 2, 3, 4], apart);
      const letters = groupLetters(shown);
      for (const {first, second, differs} of shown.pairs) {
        const share = [...letters[first]].some((letter) => letters[second].includes(letter));
        expect(share, `${first} and ${second} of ${JSON.stringify(apart)}`).toBe(!differs);
      }
    }
  });

  it('begin with the best by rank', () => {
    expect(groupLetters(statistics([3, 1, 2], [[0, 1], [0, 2], [1, 2]]))).toEqual(['c', 'a', 'b']); // prettier-ignore
    expect(groupLetters(statistics([3, 1, 2], [[0, 1]]))).toEqual(['b', 'a', 'ab']); // prettier-ignore
    expect(groupLetters(statistics([1], []))).toEqual(['a']);
  });
});

describe('differences from one method', () => {
  const shown = statistics([1, 2, 3], [[0, 2]]);

  it('turn round where the method is the second of a pair', () => {
    const [clearest, other] = differencesFrom(shown, 'o2');
    expect(clearest).toMatchObject({other: 'o0', median: -0.002, p: 0.01, differs: true});
    expect(clearest.wins).toBeCloseTo(0.2);
    expect(other.other).toBe('o1');
    expect(differencesFrom(shown, 'o0').map(({wins}) => wins)).toEqual([0.8, 0.8]);
  });

  it('have a size in words, whoever wins', () => {
    expect([0.5, 0.57, 0.65, 0.72, 0.2, 0.45].map(effectSize)).toEqual([
      'negligible',
      'small',
      'medium',
      'large',
      'large',
      'negligible',
    ]);
  });
});
