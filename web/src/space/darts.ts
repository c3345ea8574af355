// SPDX-License-Identifier: Apache-2.0
// DARTS cells as the page edits and draws them (Liu et al., arXiv 1806.09055). The engine alone judges validity.

/** NAS-Bench-301's order; the position is the index in every encoding and the digit in the address. */
export const OPERATIONS = [
  'max_pool_3x3',
  'avg_pool_3x3',
  'skip_connect',
  'sep_conv_3x3',
  'sep_conv_5x5',
  'dil_conv_3x3',
  'dil_conv_5x5',
] as const;

const BENCHMARKS = new Set(['nb301', 'fashion-darts']);

/** No table holds the DARTS space: every answer of a benchmark over it is a model's. */
export const isSurrogate = (benchmark: string): boolean => BENCHMARKS.has(benchmark);

export const CELL_NAMES = ['normal', 'reduce'] as const;
export type CellName = (typeof CELL_NAMES)[number];

/** The second-order architecture of Liu et al. 2018, as in the address. */
export const DARTS_V2 = '03130313021302250010102200221022';

export const EDGES_PER_CELL = 8;
/** Nodes 0 and 1 are the outputs of the two previous cells; 2 to 5 are computed; the output concatenates 2 to 5. */
export const INPUT_NODES = 2;
export const INTERMEDIATE_NODES = 4;

export interface Edge {
  source: number;
  operation: number; // index into OPERATIONS
}

/** Edges 2i and 2i + 1 enter node i + 2. */
export type Cell = readonly Edge[];
export type Genotype = Readonly<Record<CellName, Cell>>;

export const targetOf = (edge: number): number => (edge >> 1) + INPUT_NODES;

/** The other edge into the same node. */
export const twinOf = (edge: number): number => edge ^ 1;

export const hasWeights = (operation: number): boolean => operation >= 3;

/** The genotype with one edge changed, in canonical form (the sources of a node ascend), and where that edge is now. */
export function withEdge(
  genotype: Genotype,
  cell: CellName,
  edge: number,
  change: Partial<Edge>,
): {genotype: Genotype; edge: number} {
  const edges = genotype[cell].map((old, i) => (i === edge ? {...old, ...change} : old));
  const twin = twinOf(edge);
  const swapped = edges[edge].source > edges[twin].source !== edge > twin;
  if (swapped) [edges[edge], edges[twin]] = [edges[twin], edges[edge]];
  return {genotype: {...genotype, [cell]: edges}, edge: swapped ? twin : edge};
}

/** 32 digits, (source, operation) for the 16 edges: how an architecture stands in the address. */
export function toCode(genotype: Genotype): string {
  return CELL_NAMES.flatMap((cell) => genotype[cell])
    .map(({source, operation}) => `${source}${operation}`)
    .join('');
}

/** Undefined where the text is not the code of an architecture. */
export function fromCode(code: string): Genotype | undefined {
  if (!/^[0-9]{32}$/.test(code)) return undefined;
  const edges = Array.from({length: 2 * EDGES_PER_CELL}, (_, i) => ({
    source: +code[2 * i],
    operation: +code[2 * i + 1],
  }));
  const genotype = {normal: edges.slice(0, EDGES_PER_CELL), reduce: edges.slice(EDGES_PER_CELL)};
  return CELL_NAMES.every((cell) => isValid(genotype[cell])) ? genotype : undefined;
}

function isValid(cell: Cell): boolean {
  return cell.every(
    ({source, operation}, i) =>
      source < targetOf(i) && operation < OPERATIONS.length && source !== cell[twinOf(i)].source,
  );
}

/** The compact form, one of the engine's spellings: [[[source, operation], …], […]]. */
export function toCompact(genotype: Genotype): string {
  return JSON.stringify(CELL_NAMES.map((cell) => genotype[cell].map(({source, operation}) => [source, operation])));
}

/** Reads the engine's compact form, which writes pairs in parentheses. */
export function fromCompact(text: string): Genotype {
  const cells = JSON.parse(text.replaceAll('(', '[').replaceAll(')', ']')) as [number, number][][];
  const [normal, reduce] = cells.map((cell) => cell.map(([source, operation]) => ({source, operation})));
  return {normal, reduce};
}
