// SPDX-License-Identifier: Apache-2.0
// What each edge of a DARTS architecture does for its prediction: how the prediction changes with every other operation.
import type {Neighbour} from '../engine/types';
import {CELL_NAMES, EDGES_PER_CELL, OPERATIONS, type CellName, type Genotype} from '../space/darts';

export interface EdgeEffects {
  cell: CellName;
  edge: number;
  source: number;
  operation: number; // index into OPERATIONS
  /** By operation: the prediction with it less the prediction as it is; the edge's own is 0. */
  differences: (number | undefined)[];
  /** What the edge's operation is worth: how far the mean of the others lies below the prediction. */
  worth: number;
}

/** All 16 edges, the one that is worth most first; a neighbour that was not told leaves its difference undefined. */
export function edgeEffects(genotype: Genotype, neighbours: readonly Neighbour[]): EdgeEffects[] {
  const effects = CELL_NAMES.flatMap((cell) =>
    Array.from({length: EDGES_PER_CELL}, (_, edge) => effectsOf(genotype, cell, edge, neighbours)),
  );
  return effects.sort((a, b) => b.worth - a.worth); // stable: equal ones stay in the order of the cells
}

function effectsOf(genotype: Genotype, cell: CellName, edge: number, neighbours: readonly Neighbour[]): EdgeEffects {
  const {source, operation} = genotype[cell][edge];
  const differences = OPERATIONS.map((name, i) =>
    i === operation
      ? 0
      : neighbours.find((one) => one.kind === 'operation' && one.cell === cell && one.edge === edge && one.to === name)
          ?.difference,
  );
  const others = differences.filter((value, i): value is number => i !== operation && value !== undefined);
  const worth = others.length > 0 ? -others.reduce((sum, value) => sum + value, 0) / others.length : 0;
  return {cell, edge, source, operation, differences, worth};
}
