// SPDX-License-Identifier: Apache-2.0
import {describe, expect, it} from 'vitest';
import {layoutCell, type Box} from '../../src/drawing/cell_layout';
import {EDGES_PER_CELL, targetOf, twinOf, type Cell} from '../../src/space/darts';

// All 180 topologies of a cell, with operations that do not matter here.
function topologies(): Cell[] {
  let cells: Cell[] = [[]];
  for (let edge = 0; edge < EDGES_PER_CELL; edge += 2) {
    const target = targetOf(edge);
    const pairs = Array.from({length: target}, (_, b) => Array.from({length: b}, (_, a) => [a, b])).flat();
    cells = cells.flatMap((cell) => pairs.map((pair) => [...cell, ...pair.map((source) => ({source, operation: 3}))]));
  }
  return cells;
}

const overlap = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

describe.each([232, 320, 520, 900])('the layout of a cell %i px wide', (width) => {
  const layouts = topologies().map((cell) => ({cell, layout: layoutCell(cell, width)}));

  it('covers every topology', () => expect(layouts).toHaveLength(180));

  it('keeps tags apart', () => {
    for (const {layout} of layouts) {
      const tags = layout.edges.map(({tag}) => tag);
      const colliding = tags.filter((tag, i) => tags.slice(i + 1).some((other) => overlap(tag, other)));
      expect(colliding).toEqual([]);
    }
  });

  it('stays inside the picture', () => {
    for (const {layout} of layouts) {
      const outside = layout.edges.filter(
        ({tag: {x, y, width: w, height: h}}) => x < 0 || y < 0 || x + w >= width || y + h > layout.height,
      );
      expect(outside).toEqual([]);
    }
  });

  it('runs from left to right', () => {
    for (const {cell, layout} of layouts) {
      const backward = cell.filter(
        ({source}, edge) => source >= 2 && layout.nodes[source - 2].x >= layout.edges[edge].tag.x,
      );
      expect(backward).toEqual([]);
    }
  });

  it('puts both tags of a node beside it', () => {
    for (const {layout} of layouts) {
      const astray = layout.edges.filter(({tag}, edge) => {
        const node = layout.nodes[targetOf(edge) - 2];
        return (
          tag.x !== layout.edges[twinOf(edge)].tag.x || Math.abs(node.x - (tag.x + tag.width) - node.radius - 2) > 1e-6
        );
      });
      expect(astray).toEqual([]);
    }
  });
});
