// SPDX-License-Identifier: Apache-2.0
// Where the vertices and edges of a NAS-Bench-101 cell go: layered by longest path from left to right (layered_slots.ts).
import {lastVertex, type Nb101Cell} from '../space/nb101';
import type {Box} from './cell_layout';
import {lanePath} from './lane_path';
import {longestPaths, makeSlots, orderWithinLayers, placeVertically, type Link, type Slot} from './layered_slots';

export interface Nb101Layout {
  height: number;
  input: Box;
  output: {x: number; y: number};
  /** By interior vertex, from vertex 1 on. */
  nodes: Box[];
  /** Paths by edge. */
  edges: string[];
  /** Whether nodes have room for names; else they carry codes. */
  longLabels: boolean;
}

const INPUT_SIDE = 18;
export const OUTPUT_RADIUS = 10;
const NODE_HEIGHT = 24;
const LONG_NODE = 64;
const SHORT_NODE = 30;
/** Nodes with names need layers this wide. */
const LONG_NODE_LAYER = 92;
/** Between the middle of the input or output and the nearest layer. */
const END_ROOM = 24;
const MARGIN = 12;
const SLOT_HEIGHT = 34;
const LANE_HEIGHT = 14;
/** Below input and output, for their names. */
const NAME_ROOM = 30;

interface Measures {
  nodeWidth: number;
  /** The output's layer. */
  last: number;
  x(slot: Slot): number;
}

export function layoutNb101(cell: Nb101Cell, width: number): Nb101Layout {
  const last = lastVertex(cell);
  const links: Link[] = cell.edges.map(([source, target]) => ({source, target, chain: []}));
  const depths = longestPaths(last + 1, links);
  depths[last] = Math.max(depths[last], ...depths.slice(0, last).map((depth) => depth + 1)); // loose ends may be deep
  const {slots, layers} = makeSlots(
    depths,
    depths.map(() => SLOT_HEIGHT),
    links,
    () => LANE_HEIGHT,
  );
  orderWithinLayers(layers);
  placeVertically(layers);
  const shift = MARGIN / 2 - Math.min(...layers.flat().map(({y, height}) => y - height / 2));
  for (const slot of layers.flat()) slot.y += shift;
  const measures = measure(width, depths[last]);
  const [input, output] = [slots[0], slots[last]];
  const bottom = Math.max(
    ...layers.flat().map(({y, height}) => y + height / 2),
    input.y + NAME_ROOM,
    output.y + NAME_ROOM,
  );
  return {
    height: Math.ceil(bottom + 4),
    input: {x: MARGIN - INPUT_SIDE / 2, y: input.y - INPUT_SIDE / 2, width: INPUT_SIDE, height: INPUT_SIDE},
    output: {x: measures.x(output), y: output.y},
    nodes: slots.slice(1, last).map((slot) => ({
      x: measures.x(slot) - measures.nodeWidth / 2,
      y: slot.y - NODE_HEIGHT / 2,
      width: measures.nodeWidth,
      height: NODE_HEIGHT,
    })),
    edges: links.map(({chain}) => edgePath(chain, measures)),
    longLabels: measures.nodeWidth === LONG_NODE,
  };
}

function measure(width: number, last: number): Measures {
  const layerWidth = (width - 2 * (MARGIN + END_ROOM)) / Math.max(1, last - 1);
  const nodeWidth = layerWidth >= LONG_NODE_LAYER ? LONG_NODE : SHORT_NODE;
  return {
    nodeWidth,
    last,
    x: ({depth}) =>
      depth === 0 ? MARGIN : depth === last ? width - MARGIN - 2 : MARGIN + END_ROOM + layerWidth * (depth - 0.5),
  };
}

function edgePath(chain: Slot[], {x, nodeWidth, last}: Measures): string {
  const [start, end] = [chain[0], chain[chain.length - 1]];
  const lanes = chain
    .slice(1, -1)
    .map((slot) => ({left: x(slot) - nodeWidth / 2, right: x(slot) + nodeWidth / 2, y: slot.y}));
  return lanePath({x: x(start) + (start.depth === 0 ? INPUT_SIDE / 2 : nodeWidth / 2), y: start.y}, lanes, {
    x: x(end) - (end.depth === last ? OUTPUT_RADIUS : nodeWidth / 2),
    y: end.y,
  });
}
