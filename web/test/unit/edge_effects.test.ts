// SPDX-License-Identifier: Apache-2.0
import {describe, expect, it} from 'vitest';
import type {Neighbour} from '../../src/engine/types';
import {CELL_NAMES, DARTS_V2, fromCode, OPERATIONS, type Genotype} from '../../src/space/darts';
import {edgeEffects} from '../../src/study/edge_effects';

const darts = fromCode(DARTS_V2) as Genotype;

// Every change costs a point for each step away from the edge's operation, twice that in the edge given as `dear`.
function neighboursOf(genotype: Genotype, dear: {cell: string; edge: number}): Neighbour[] {
  return CELL_NAMES.flatMap((cell) =>
    genotype[cell].flatMap(({operation}, edge) =>
      OPERATIONS.flatMap((to, i): Neighbour[] => {
        if (i === operation) return [];
        const factor = cell === dear.cell && edge === dear.edge ? 0.02 : 0.01;
        const difference = -factor * Math.abs(i - operation);
        return [
          {
            cell,
            edge,
            kind: 'operation',
            from: OPERATIONS[operation],
            to,
            val_accuracy: 0.9,
            difference,
            architecture: '',
          },
        ];
      }),
    ),
  );
}

describe('edge effects', () => {
  it('put the edge first whose operation is worth most', () => {
    const effects = edgeEffects(darts, neighboursOf(darts, {cell: 'normal', edge: 7}));
    expect(effects).toHaveLength(16);
    expect(effects[0]).toMatchObject({cell: 'normal', edge: 7, source: 2, operation: 5});
    expect(effects[0].differences[5]).toBe(0);
    expect(effects[0].differences[0]).toBeCloseTo(-0.1);
    expect(effects[0].worth).toBeCloseTo((0.02 * (5 + 4 + 3 + 2 + 1 + 1)) / 6);
  });

  it('leave changes of a source out', () => {
    const source: Neighbour = {
      cell: 'normal',
      edge: 0,
      kind: 'source',
      from: 0,
      to: 1,
      val_accuracy: 0.9,
      difference: -5,
      architecture: '',
    };
    const effects = edgeEffects(darts, [source]);
    expect(effects.map(({worth}) => worth)).toEqual(Array(16).fill(0));
    expect(effects[0]).toMatchObject({cell: 'normal', edge: 0});
    expect(effects[0].differences.filter((value) => value !== undefined)).toEqual([0]);
  });
});
