// SPDX-License-Identifier: Apache-2.0
// Where two architectures of one space differ.
import {CELL_NAMES, EDGES_PER_CELL, type Cell, type CellName, type Edge, type Genotype} from './darts';
import {lastVertex, type Nb101Cell} from './nb101';

export interface EdgeDifference {
  cell: CellName;
  /** Number of the edge in each of the two. */
  from: number;
  to: number;
}

/** Edges into one node come in the order of their sources, so that they are matched by what they are. */
export function dartsDifferences(a: Genotype, b: Genotype): EdgeDifference[] {
  return CELL_NAMES.flatMap((cell) =>
    Array.from({length: EDGES_PER_CELL / 2}, (_, node) => [2 * node, 2 * node + 1]).flatMap((pair) => {
      const lost = unmatched(a[cell], b[cell], pair);
      const gained = unmatched(b[cell], a[cell], pair);
      return lost.map((from, i) => ({cell, from, to: gained[i]}));
    }),
  );
}

const same = (a: Edge, b: Edge): boolean => a.source === b.source && a.operation === b.operation;

// Sources of a pair differ, so that no edge occurs twice.
const unmatched = (cell: Cell, other: Cell, pair: number[]): number[] =>
  pair.filter((edge) => !pair.some((candidate) => same(cell[edge], other[candidate])));

export interface CellDifference {
  vertices: ReadonlySet<number>;
  edges: ReadonlySet<number>; // indices into edges
}

/** What of `cell` is not in `other`; empty where their vertices cannot be matched one by one. */
export function nb101Difference(cell: Nb101Cell, other: Nb101Cell): CellDifference {
  if (lastVertex(cell) !== lastVertex(other)) return {vertices: new Set(), edges: new Set()};
  const known = new Set(other.edges.map(String));
  return {
    vertices: new Set(cell.operations.flatMap((operation, i) => (operation === other.operations[i] ? [] : [i + 1]))),
    edges: new Set(cell.edges.flatMap((edge, i) => (known.has(String(edge)) ? [] : [i]))),
  };
}
