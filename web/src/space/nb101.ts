// SPDX-License-Identifier: Apache-2.0
// Cells of NAS-Bench-101 (Ying et al., arXiv 1902.09635) and of the three spaces of NAS-Bench-1Shot1, which are parts of
// it (Zela et al., arXiv 2001.10422), as the page draws them. The engine alone judges validity.

/** The engine's order; the position is the digit in the address. */
export const CELL_OPERATIONS = ['conv3x3', 'conv1x1', 'maxpool3x3'] as const;

/** Vertex 0 is the input, the last one the output; operations are those of the vertices between. */
export interface Nb101Cell {
  operations: number[]; // indices into CELL_OPERATIONS
  edges: [source: number, target: number][]; // by target, then source
}

export type StackChannels = readonly [first: number, second: number, third: number];

/** Of the cells in a benchmark's network: NAS-Bench-101's on CIFAR-10, or that of docs/fashion.md. */
export const stackChannels = (benchmark: string): StackChannels =>
  isFashion(benchmark) ? [4, 8, 16] : [128, 256, 512];

/** Whether its networks were really trained here, on Fashion-MNIST. */
export const isFashion = (benchmark: string): boolean => benchmark.startsWith('fashion-');

export const MOST_VERTICES = 7;

/** How many parents the nodes have, from node 1 to the output (arXiv 2001.10422, section 3). */
const PARENT_COUNTS: Record<string, number[]> = {
  'nb1shot1-1': [1, 2, 2, 2, 2],
  'nb1shot1-2': [1, 1, 2, 2, 3],
  'nb1shot1-3': [1, 1, 1, 2, 2, 2],
};

/** Configurations that only differ in blocks that nothing reads are one cell of NAS-Bench-101; counted by enumeration. */
const DISTINCT_CELLS: Record<string, number> = {'nb1shot1-1': 2685, 'nb1shot1-2': 7773, 'nb1shot1-3': 55_854};

/** Undefined where every architecture of the space is a cell of its own. */
export const distinctCells = (space: string): number | undefined => DISTINCT_CELLS[space];

/** Of NAS-Bench-101's README: an Inception-like cell. */
export const INCEPTION = '10002-010203340516264656';

export const lastVertex = ({operations}: Nb101Cell): number => operations.length + 1;

export const sourcesOf = ({edges}: Nb101Cell, vertex: number): number[] =>
  edges.filter(([, target]) => target === vertex).map(([source]) => source);

export const targetsOf = ({edges}: Nb101Cell, vertex: number): number[] =>
  edges.filter(([source]) => source === vertex).map(([, target]) => target);

/** Operations, a hyphen, and two digits for each edge: how a cell stands in the address. */
export function toCode({operations, edges}: Nb101Cell): string {
  return `${operations.join('')}-${edges.map((edge) => edge.join('')).join('')}`;
}

/** Undefined where the text is not the code of a cell that can be drawn. */
export function fromCode(code: string): Nb101Cell | undefined {
  const parts = /^([0-2]{0,5})-((?:[0-6][0-6])+)$/.exec(code);
  if (!parts) return undefined;
  const cell = {
    operations: [...parts[1]].map(Number),
    edges: parts[2].match(/../g)!.map(([source, target]): [number, number] => [Number(source), Number(target)]),
  };
  const last = lastVertex(cell);
  return cell.edges.every(([source, target]) => source < target && target <= last) ? cell : undefined;
}

/** Whether `cell` is drawn as the space prescribes: NAS-Bench-101 prescribes nothing. */
export function isOfSpace(space: string, cell: Nb101Cell): boolean {
  const counts = PARENT_COUNTS[space];
  if (!counts) return true;
  return lastVertex(cell) === counts.length && counts.every((count, i) => sourcesOf(cell, i + 1).length === count);
}

/** A cell to begin with: of the one-shot spaces, 3×3 convolutions that read the nearest nodes. */
export function standardCode(space: string): string {
  const counts = PARENT_COUNTS[space];
  if (!counts) return INCEPTION;
  const edges = counts.flatMap((count, i) =>
    Array.from({length: count}, (_, parent): [number, number] => [i + 1 - count + parent, i + 1]),
  );
  return toCode({operations: counts.slice(1).map(() => 0), edges});
}

/** The compact form, one of the engine's spellings: edges as pairs, or by node the list of its parents. */
export function toCompact(space: string, cell: Nb101Cell): string {
  const wiring =
    space in PARENT_COUNTS ? Array.from({length: lastVertex(cell)}, (_, i) => sourcesOf(cell, i + 1)) : cell.edges;
  return JSON.stringify([cell.operations, wiring]);
}

/** Reads the engine's compact form, which writes pairs in parentheses. */
export function fromCompact(space: string, text: string): Nb101Cell {
  const [operations, wiring] = JSON.parse(text.replaceAll('(', '[').replaceAll(')', ']')) as [number[], number[][]];
  const edges =
    space in PARENT_COUNTS
      ? wiring.flatMap((sources, i) => sources.map((source): [number, number] => [source, i + 1]))
      : (wiring as [number, number][]);
  return {operations, edges};
}

/** The vertices on a path from input to output; the others vanish before a cell is trained. */
export function verticesInUse(cell: Nb101Cell): Set<number> {
  const last = lastVertex(cell);
  const fromInput = new Set([0]);
  for (let vertex = 1; vertex <= last; vertex++)
    if (sourcesOf(cell, vertex).some((source) => fromInput.has(source))) fromInput.add(vertex);
  const used = new Set([last]);
  for (let vertex = last - 1; vertex >= 0; vertex--)
    if (fromInput.has(vertex) && targetsOf(cell, vertex).some((target) => used.has(target))) used.add(vertex);
  return used;
}

/**
 * Channels by vertex in a cell that gives out `output` ones (NAS-Bench-101's compute_vertex_channels): those that feed
 * the output share its concatenation, the remainder to the first; any other is as wide as its widest reader.
 */
export function vertexChannels(cell: Nb101Cell, output: number): number[] {
  const last = lastVertex(cell);
  const used = verticesInUse(cell);
  const readers = (vertex: number) => targetsOf(cell, vertex).filter((target) => used.has(target));
  const concatenated = sourcesOf(cell, last).filter((source) => source > 0 && used.has(source));
  const channels = new Array<number>(last + 1).fill(0);
  channels[last] = output;
  concatenated.forEach((vertex, i) => {
    channels[vertex] = Math.floor(output / concatenated.length) + (i < output % concatenated.length ? 1 : 0);
  });
  for (let vertex = last - 1; vertex > 0; vertex--)
    if (used.has(vertex) && channels[vertex] === 0)
      channels[vertex] = Math.max(...readers(vertex).map((target) => channels[target]));
  return channels;
}
