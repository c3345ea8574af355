// SPDX-License-Identifier: Apache-2.0
// Orders and places the slots (nodes and lanes) of a layered drawing.

export interface Slot {
  depth: number;
  height: number;
  before: Slot[]; // neighbours one layer to the left
  after: Slot[]; // and to the right
  rank: number; // relative place within its layer, 0 to 1
  y: number; // centre
}

export interface Link {
  source: number;
  target: number;
  /** The slots from source to target; inner ones are lanes through the layers that the link passes. */
  chain: Slot[];
}

/**
 * A slot for each node and a lane for each layer that a link passes. Depths are of nodes; the heights of nodes by number.
 */
export function makeSlots<L extends Link>(
  depths: number[],
  heights: number[],
  links: L[],
  laneHeight: (link: L) => number,
): {slots: Slot[]; layers: Slot[][]} {
  const layers: Slot[][] = Array.from({length: Math.max(...depths) + 1}, () => []);
  const add = (depth: number, height: number): Slot => {
    const slot = {depth, height, before: [], after: [], rank: 0, y: 0};
    layers[depth].push(slot);
    return slot;
  };
  const slots = depths.map((depth, node) => add(depth, heights[node]));
  for (const link of links) {
    link.chain.push(slots[link.source]);
    for (let depth = depths[link.source] + 1; depth < depths[link.target]; depth++)
      link.chain.push(add(depth, laneHeight(link)));
    link.chain.push(slots[link.target]);
    for (let i = 1; i < link.chain.length; i++) {
      link.chain[i - 1].after.push(link.chain[i]);
      link.chain[i].before.push(link.chain[i - 1]);
    }
  }
  return {slots, layers};
}

/** Longest path from a node without sources. Links must be ordered so that a node's own come before those it feeds. */
export function longestPaths(nodes: number, links: Link[]): number[] {
  const depths = new Array<number>(nodes).fill(0);
  for (const {source, target} of links) depths[target] = Math.max(depths[target], depths[source] + 1);
  return depths;
}

const ORDERING_SWEEPS = 8;
const PLACING_SWEEPS = 24;

/** Sorts each layer by the mean rank of its neighbours, sweeping right and left in turn. */
export function orderWithinLayers(layers: Slot[][]): void {
  rank(layers);
  for (let sweep = 0; sweep < ORDERING_SWEEPS; sweep++) {
    const rightward = sweep % 2 === 0;
    for (let i = 1; i < layers.length - 1; i++) {
      const layer = layers[rightward ? i : layers.length - 1 - i];
      const wish = new Map(
        layer.map((slot) => {
          const neighbours = rightward ? slot.before : slot.after;
          return [slot, neighbours.length ? mean(neighbours.map((neighbour) => neighbour.rank)) : slot.rank];
        }),
      );
      layer.sort((a, b) => wish.get(a)! - wish.get(b)!);
      rank(layers);
    }
  }
}

function rank(layers: Slot[][]): void {
  for (const layer of layers) layer.forEach((slot, i) => (slot.rank = (i + 0.5) / layer.length));
}

/** Gives every slot a y near its neighbours', keeping the order and the heights; centred around 0 at first. */
export function placeVertically(layers: Slot[][]): void {
  for (const layer of layers) stack(layer);
  for (let sweep = 0; sweep < PLACING_SWEEPS; sweep++) {
    const rightward = sweep % 2 === 1;
    for (const layer of rightward ? layers : [...layers].reverse())
      settle(layer, sweep < PLACING_SWEEPS / 2 ? 'both' : rightward ? 'before' : 'after');
  }
}

function stack(layer: Slot[]): void {
  let y = -layer.reduce((sum, slot) => sum + slot.height, 0) / 2;
  for (const slot of layer) {
    slot.y = y + slot.height / 2;
    y += slot.height;
  }
}

// Wishes may overlap: the mean of pushing them down from above and up from below keeps both order and balance.
function settle(layer: Slot[], side: 'before' | 'after' | 'both'): void {
  const wishes = layer.map((slot) => wishOf(slot, side));
  const distance = (i: number) => (layer[i].height + layer[i - 1].height) / 2;
  const down = [...wishes];
  const up = [...wishes];
  for (let i = 1; i < layer.length; i++) down[i] = Math.max(down[i], down[i - 1] + distance(i));
  for (let i = layer.length - 2; i >= 0; i--) up[i] = Math.min(up[i], up[i + 1] - distance(i + 1));
  layer.forEach((slot, i) => (slot.y = (down[i] + up[i]) / 2));
}

function wishOf(slot: Slot, side: 'before' | 'after' | 'both'): number {
  const all = [...slot.before, ...slot.after];
  const chosen = side === 'both' ? all : slot[side].length ? slot[side] : all;
  return chosen.length ? mean(chosen.map(({y}) => y)) : slot.y;
}

const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
