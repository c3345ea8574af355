// SPDX-License-Identifier: Apache-2.0
import {describe, expect, it} from 'vitest';
import {DARTS_V2, fromCode, fromCompact, toCode, toCompact, withEdge, type Genotype} from '../../src/space/darts';

const darts = fromCode(DARTS_V2) as Genotype;

describe('DARTS cells', () => {
  it('round through the code and the compact form', () => {
    expect(toCode(darts)).toBe(DARTS_V2);
    expect(fromCompact(toCompact(darts))).toEqual(darts);
  });

  it('read the parentheses of the engine', () => {
    const pairs = '[(0, 3), (1, 3), (0, 3), (1, 3), (0, 2), (1, 3), (0, 2), (2, 5)]';
    expect(fromCompact(`[${pairs}, ${pairs}]`).normal).toEqual(darts.normal);
  });

  it.each([
    ['a source that does not exist yet', `2${DARTS_V2.slice(1)}`],
    ['an operation that does not exist', `07${DARTS_V2.slice(2)}`],
    ['one source twice', `0303${DARTS_V2.slice(4)}`],
    ['a digit too few', DARTS_V2.slice(1)],
    ['a letter', `x${DARTS_V2.slice(1)}`],
  ])('refuse %s', (_, code) => {
    expect(fromCode(code)).toBeUndefined();
  });

  it('stay canonical when a source moves past its twin, and say where the edge went', () => {
    const {genotype, edge} = withEdge(darts, 'normal', 6, {source: 4});
    expect(edge).toBe(7);
    expect(genotype.normal.slice(6)).toEqual([
      {source: 2, operation: 5},
      {source: 4, operation: 2},
    ]);
    expect(fromCode(toCode(genotype))).toEqual(genotype);
  });

  it('change nothing but the edge', () => {
    const {genotype, edge} = withEdge(darts, 'reduce', 3, {operation: 6});
    expect(edge).toBe(3);
    expect(genotype.normal).toEqual(darts.normal);
    expect(genotype.reduce.filter((one, i) => one !== darts.reduce[i])).toEqual([{...darts.reduce[3], operation: 6}]);
  });
});
