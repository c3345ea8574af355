// SPDX-License-Identifier: Apache-2.0
// Where a DARTS cell's nodes, edges and tags go: layered by longest path from left to right, crossings reduced by
// barycentres (Sugiyama et al. 1981), long edges in lanes of their own, and a tag's place reserved at every edge's end.
import {EDGES_PER_CELL, INPUT_NODES, INTERMEDIATE_NODES, targetOf, type Cell} from '../space/darts';
import {lanePath} from './lane_path';
import {longestPaths, makeSlots, orderWithinLayers, placeVertically, type Link, type Slot} from './layered_slots';

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface CellLayout {
  width: number;
  height: number;
  inputs: Box[];
  nodes: {x: number; y: number; radius: number}[];
  output: {x: number; y: number; barTop: number; barBottom: number};
  /** Paths and tags by edge number. */
  edges: {path: string; tag: Box}[];
  /** From each computed node to the concatenation. */
  concatenation: string[];
  /** Whether tags have room for names; else they carry codes. */
  longTags: boolean;
}

const INPUT_WIDTH = 30;
const INPUT_HEIGHT = 24;
const MARGIN_LEFT = 36;
const MARGIN_RIGHT = 34;
const MARGIN_TOP = 10;
const OUTPUT = INPUT_NODES + INTERMEDIATE_NODES;
/** Tags with names need layers this wide. */
const LONG_TAG_LAYER = 104;
const LONG_TAG = 58;
const SHORT_TAG = 26;
const TAG_GAP = 3;

interface CellLink extends Link {
  /** Number of the cell's edge; -1 for a link to the concatenation. */
  edge: number;
}

interface Measures {
  compact: boolean;
  tagWidth: number;
  tagHeight: number;
  radius: number;
  layerX(slot: Slot): number;
}

export function layoutCell(cell: Cell, width: number): CellLayout {
  const links = linksOf(cell);
  const depths = longestPaths(OUTPUT + 1, links);
  const measures = measure(width, depths[OUTPUT]);
  const heights = depths.map((_, node) => (node < INPUT_NODES || node === OUTPUT ? 30 : 2 * measures.tagHeight + 12));
  const {slots, layers} = makeSlots(depths, heights, links, ({edge}) => (edge < 0 ? 6 : 12));
  orderWithinLayers(layers);
  placeVertically(layers);
  const shift = MARGIN_TOP - Math.min(...layers.flat().map(({y, height}) => y - height / 2));
  for (const slot of layers.flat()) slot.y += shift;
  const lanesOut = links.filter(({edge}) => edge < 0).map(({chain}) => chain[chain.length - 2].y);
  slots[OUTPUT].y = lanesOut.reduce((sum, y) => sum + y, 0) / lanesOut.length;
  const bottom = Math.max(
    ...layers.flat().map(({y, height}) => y + height / 2),
    slots[OUTPUT].y + 24,
    Math.max(...lanesOut) + 26,
  );
  return {
    width,
    height: Math.ceil(bottom + 4),
    longTags: measures.tagWidth === LONG_TAG,
    inputs: slots
      .slice(0, INPUT_NODES)
      .map(({y}) => ({x: 0, y: y - INPUT_HEIGHT / 2, width: INPUT_WIDTH, height: INPUT_HEIGHT})),
    nodes: slots
      .slice(INPUT_NODES, OUTPUT)
      .map((slot) => ({x: measures.layerX(slot), y: slot.y, radius: measures.radius})),
    output: {
      x: measures.layerX(slots[OUTPUT]),
      y: slots[OUTPUT].y,
      barTop: Math.min(...lanesOut) - 6,
      barBottom: Math.max(...lanesOut) + 6,
    },
    edges: placeEdges(links, slots, measures),
    concatenation: links
      .filter(({edge}) => edge < 0)
      .map((link) => linkPath(link, measures, measures.layerX(slots[OUTPUT]), undefined)),
  };
}

function linksOf(cell: Cell): CellLink[] {
  const reading = cell.map(({source}, edge) => ({source, target: targetOf(edge), chain: [], edge}));
  const leaving = Array.from({length: INTERMEDIATE_NODES}, (_, i) => ({
    source: INPUT_NODES + i,
    target: OUTPUT,
    chain: [],
    edge: -1,
  }));
  return [...reading, ...leaving];
}

function measure(width: number, last: number): Measures {
  const compact = width < 400;
  const layerWidth = (width - MARGIN_LEFT - MARGIN_RIGHT) / Math.max(1, last - 1);
  const radius = compact ? 8 : 10;
  return {
    compact,
    radius,
    tagWidth: layerWidth >= LONG_TAG_LAYER ? LONG_TAG : SHORT_TAG,
    tagHeight: compact ? 22 : 24,
    layerX: ({depth}) =>
      depth === 0 ? 12 : depth === last ? width - 14 : MARGIN_LEFT + layerWidth * depth - radius - 6,
  };
}

function placeEdges(links: CellLink[], slots: Slot[], measures: Measures): CellLayout['edges'] {
  const placed = new Array<CellLayout['edges'][number]>(EDGES_PER_CELL);
  for (let target = INPUT_NODES; target < OUTPUT; target++) {
    const entering = links
      .filter((link) => link.target === target && link.edge >= 0)
      .sort((a, b) => cameFrom(a) - cameFrom(b) || a.source - b.source);
    entering.forEach((link, i) => {
      const portY = slots[target].y + (i - 0.5) * (measures.tagHeight + TAG_GAP);
      const tagX = measures.layerX(slots[target]) - measures.radius - 2 - measures.tagWidth;
      placed[link.edge] = {
        path: linkPath(link, measures, tagX, portY),
        tag: {x: tagX, y: portY - measures.tagHeight / 2, width: measures.tagWidth, height: measures.tagHeight},
      };
    });
  }
  return placed;
}

const cameFrom = ({chain}: CellLink): number => chain[chain.length - 2].y;

// Straight through the lane beside another node's tags; level at the end where `endY` is undefined.
function linkPath({chain}: CellLink, measures: Measures, endX: number, endY: number | undefined): string {
  const half = (measures.tagWidth + 2 * measures.radius + 2) / 2;
  const startX = chain[0].depth === 0 ? INPUT_WIDTH : measures.layerX(chain[0]) + measures.radius;
  const lanes = chain.slice(1, -1).map((slot) => {
    const x = measures.layerX(slot);
    return {left: x - half, right: x + half, y: slot.y};
  });
  const level = lanes[lanes.length - 1]?.y ?? chain[0].y;
  return lanePath({x: startX, y: chain[0].y}, lanes, {x: endX, y: endY ?? level});
}
