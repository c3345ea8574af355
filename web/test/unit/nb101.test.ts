// SPDX-License-Identifier: Apache-2.0
import {describe, expect, it} from 'vitest';
import type {Box} from '../../src/drawing/cell_layout';
import {layoutNb101} from '../../src/drawing/nb101_layout';
import {
  fromCode,
  fromCompact,
  INCEPTION,
  isOfSpace,
  lastVertex,
  stackChannels,
  toCode,
  toCompact,
  vertexChannels,
  verticesInUse,
  type Nb101Cell,
} from '../../src/space/nb101';
import {spellingOf} from '../../src/space/spelling';
import {describeEdit} from '../../src/views/architecture/nb101_edit';

const SPACES = ['nb1shot1-1', 'nb1shot1-2', 'nb1shot1-3'];
const inception = fromCode(INCEPTION)!;
const chain: Nb101Cell = {operations: [0], edges: [[0, 1], [1, 2]]}; // prettier-ignore

describe('cells of NAS-Bench-101', () => {
  it('round through the code and the compact form', () => {
    expect(toCode(inception)).toBe(INCEPTION);
    expect(fromCompact('nb101', toCompact('nb101', inception))).toEqual(inception);
  });

  it('are read as the engine writes them', () => {
    expect(fromCompact('nb101', '[[0], [(0, 1), (1, 2)]]')).toEqual(chain);
    expect(fromCompact('nb1shot1-1', '[[0, 2, 1, 1], [[0], [0, 1], [0, 2], [1, 3], [2, 4]]]').edges).toEqual([
      [0, 1],
      [0, 2],
      [1, 2],
      [0, 3],
      [2, 3],
      [1, 4],
      [3, 4],
      [2, 5],
      [4, 5],
    ]);
  });

  it.each(['', '-', '0-', '0-10', '0-03', '3-0112', '000000-01', '0-011'])('have no code %j', (code) =>
    expect(fromCode(code)).toBeUndefined(),
  );

  it.each(SPACES)('the standard one of %s is of that space and of no other', (space) => {
    const {standard, toCompact: compactOf} = spellingOf(space);
    expect(compactOf(standard)).toBeDefined();
    expect(SPACES.filter((other) => isOfSpace(other, fromCode(standard)!))).toEqual([space]);
  });
});

describe('channels', () => {
  const wired = (operations: number, edges: [number, number][]): Nb101Cell => ({
    operations: new Array<number>(operations).fill(0),
    edges,
  });
  // The checks of NAS-Bench-101's compute_vertex_channels (nasbench/lib/model_builder.py).
  it.each([
    ['a chain', wired(2, [[0, 1], [1, 2], [2, 3]]), 16, [16, 16]],
    ['two branches', wired(3, [[0, 1], [0, 2], [1, 4], [2, 3], [3, 4]]), 15, [8, 7, 7]],
    ['three branches', wired(3, [[0, 1], [0, 2], [0, 3], [1, 4], [2, 4], [3, 4]]), 8, [3, 3, 2]],
  ] as const)('of %s', (_, cell, output, expected) => {
    expect(vertexChannels(cell as Nb101Cell, output).slice(1, -1)).toEqual(expected);
  }); // prettier-ignore

  it("are those of the benchmark's network", () => {
    expect(stackChannels('nb1shot1-1')).toEqual([128, 256, 512]);
    expect(stackChannels('fashion-1shot1-1')).toEqual([4, 8, 16]);
  });

  it('are none where nothing reads the vertex', () => {
    const loose = wired(2, [[0, 1], [0, 2], [1, 3]]); // prettier-ignore
    expect([...verticesInUse(loose)].sort()).toEqual([0, 1, 3]);
    expect(vertexChannels(loose, 128)).toEqual([0, 128, 0, 128]);
  });
});

describe('what differs between a cell and its neighbour', () => {
  const change = (to: Nb101Cell) => describeEdit(chain, to);
  it.each([
    ['an operation', {...chain, operations: [2]}, {place: 'node 1', change: 'conv 3×3 → max 3×3'}],
    ['a source', {...chain, edges: [[0, 1], [0, 2]]}, {place: 'output', change: 'from 1 → input'}],
    ['an edge more', {...chain, edges: [[0, 1], [0, 2], [1, 2]]}, {place: 'output', change: 'from 1 → input, 1'}],
    ['a vertex more', {operations: [0, 1], edges: [[0, 1], [1, 2], [2, 3]]}, {place: 'node', change: '+ conv 1×1, 2 → 3 edges'}],
  ] as const)('%s', (_, to, expected) => expect(change(to as unknown as Nb101Cell)).toEqual(expected)); // prettier-ignore
});

describe.each([232, 320, 520, 720])('the layout of a cell %i px wide', (width) => {
  const cells = [
    inception,
    fromCode('-01')!,
    fromCode('00000-011223344556')!,
    fromCode('00000-010203040506162636')!,
    ...SPACES.map((space) => fromCode(spellingOf(space).standard)!),
  ];
  const overlap = (a: Box, b: Box) =>
    a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

  it('keeps nodes apart and inside the picture', () => {
    for (const cell of cells) {
      const {nodes, input, height} = layoutNb101(cell, width);
      const boxes = [input, ...nodes];
      expect(boxes.filter((box, i) => boxes.slice(i + 1).some((other) => overlap(box, other)))).toEqual([]);
      expect(boxes.filter(({x, y, width: w, height: h}) => x < 0 || y < 0 || x + w > width || y + h > height)).toEqual(
        [],
      );
    }
  });

  it('runs from left to right', () => {
    for (const cell of cells) {
      const {nodes, input, output} = layoutNb101(cell, width);
      const lefts = [input, ...nodes].map(({x}) => x);
      lefts[lastVertex(cell)] = output.x;
      expect(cell.edges.filter(([source, target]) => lefts[source] >= lefts[target])).toEqual([]);
    }
  });
});
