// SPDX-License-Identifier: Apache-2.0
// Draws a cell of NAS-Bench-101: the square is given, operations stand in rounded nodes, the double ring is the result.
import {svg} from '../dom/element';
import {text} from '../i18n/text';
import {
  CELL_OPERATIONS,
  lastVertex,
  sourcesOf,
  vertexChannels,
  verticesInUse,
  type Nb101Cell,
  type StackChannels,
} from '../space/nb101';
import type {CellDifference} from '../space/difference';
import {layoutNb101, OUTPUT_RADIUS, type Nb101Layout} from './nb101_layout';
import {operationLabel, operationStyle} from './operation_style';

/** What becomes of a cell that can be pointed at. */
export interface Pointing {
  channels: StackChannels;
  /** Undefined: no vertex is pointed at any more. */
  onPoint: (vertex: number | undefined) => void;
}

/** "convolution 3×3: 43, 86 and 171 channels in stacks 1, 2 and 3"; `vertex` is an interior one. */
export function describeVertex(cell: Nb101Cell, vertex: number, channels: StackChannels): string {
  const operation = operationLabel(CELL_OPERATIONS[cell.operations[vertex - 1]], 'full');
  if (!verticesInUse(cell).has(vertex)) return text('cell.loose', {operation});
  const [first, second, third] = channels.map((output) => vertexChannels(cell, output)[vertex]);
  return text('cell.channels', {operation, first, second, third});
}

/** With `pointing`, nodes carry data-vertex and can be focused. */
export function nb101Graph(
  cell: Nb101Cell,
  width: number,
  pointing?: Pointing,
  changed: CellDifference = {vertices: new Set(), edges: new Set()},
): SVGSVGElement {
  const layout = layoutNb101(cell, width);
  const used = verticesInUse(cell);
  const drawing = svg(
    'svg',
    {
      width,
      height: layout.height,
      role: pointing ? 'group' : 'img',
      'aria-label': describe(cell),
      class: 'cell-graph',
    },
    ...cell.edges.map((_, i) => changed.edges.has(i) && svg('path', {d: layout.edges[i], class: 'edge-halo'})),
    ...cell.edges.flatMap(([source, target], i) =>
      edgeLine(layout.edges[i], used.has(source) && used.has(target) ? 'edge wire' : 'edge wire loose'),
    ),
    ...ends(layout, width),
    ...cell.operations.map((_, i) =>
      node(cell, i + 1, layout, {
        used: used.has(i + 1),
        changed: changed.vertices.has(i + 1),
        channels: pointing?.channels,
      }),
    ),
  );
  if (pointing) listen(drawing, pointing.onPoint);
  return drawing;
}

function listen(drawing: SVGSVGElement, onPoint: Pointing['onPoint']): void {
  const vertexAt = (event: Event) => {
    const node = (event.target as Element).closest<SVGElement>('[data-vertex]');
    return node ? Number(node.dataset.vertex) : undefined;
  };
  for (const kind of ['pointerover', 'focusin', 'click']) drawing.addEventListener(kind, (e) => onPoint(vertexAt(e)));
  for (const kind of ['pointerleave', 'focusout']) drawing.addEventListener(kind, () => onPoint(undefined));
}

function describe(cell: Nb101Cell): string {
  const name = (vertex: number) =>
    vertex === 0
      ? text('cell.input')
      : vertex === lastVertex(cell)
        ? text('cell.output')
        : `${vertex} ${operationLabel(CELL_OPERATIONS[cell.operations[vertex - 1]], 'name')}`;
  return Array.from({length: lastVertex(cell)}, (_, i) =>
    text('cell.vertex_reads', {
      vertex: name(i + 1),
      sources: sourcesOf(cell, i + 1)
        .map(name)
        .join(', '),
    }),
  ).join('; ');
}

function edgeLine(path: string, className: string): SVGElement[] {
  return [
    svg('path', {d: path, class: 'edge-gap', 'stroke-width': 4.5}),
    svg('path', {d: path, class: className, 'stroke-width': 1.5}),
  ];
}

function ends({input, output}: Nb101Layout, width: number): SVGElement[] {
  const below = (y: number) => y + 25;
  return [
    svg('rect', {...input, class: 'given'}),
    svg('text', {x: 0, y: below(input.y + input.height / 2), class: 'muted halo'}, text('cell.input')),
    svg('circle', {cx: output.x, cy: output.y, r: OUTPUT_RADIUS, class: 'node'}),
    svg('circle', {cx: output.x, cy: output.y, r: 4.5, class: 'given'}),
    svg('text', {x: width, y: below(output.y), 'text-anchor': 'end', class: 'muted halo'}, text('cell.output')),
  ];
}

function node(
  cell: Nb101Cell,
  vertex: number,
  layout: Nb101Layout,
  {used, changed, channels}: {used: boolean; changed: boolean; channels?: StackChannels},
): SVGElement {
  const name = CELL_OPERATIONS[cell.operations[vertex - 1]];
  const {x, y, width, height} = layout.nodes[vertex - 1];
  const style = operationStyle(name);
  return svg(
    'g',
    {
      class: `tag${used ? '' : ' loose'}${changed ? ' selected' : ''}`,
      ...(channels && {
        tabindex: 0,
        role: 'img',
        'aria-label': describeVertex(cell, vertex, channels),
        'data-vertex': vertex,
      }),
    },
    svg('rect', {
      x,
      y,
      width,
      height,
      rx: height / 2,
      stroke: style.color,
      'stroke-width': style.width,
      'stroke-dasharray': style.dash,
    }),
    svg(
      'text',
      {x: x + width / 2, y: y + height / 2 + 4, 'text-anchor': 'middle'},
      operationLabel(name, layout.longLabels ? 'name' : 'code'),
    ),
  );
}
