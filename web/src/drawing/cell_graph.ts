// SPDX-License-Identifier: Apache-2.0
// Draws a cell: squares are given, circles computed, the double ring is the result; each edge ends in a tag.
import {svg} from '../dom/element';
import {text} from '../i18n/text';
import {INPUT_NODES, OPERATIONS, targetOf, type Cell, type CellName} from '../space/darts';
import {layoutCell, type CellLayout} from './cell_layout';
import {operationLabel, operationStyle} from './operation_style';

export interface CellEditing {
  /** Number of the selected edge, or undefined where it is in the other cell. */
  selected: number | undefined;
  /** The edge whose tag takes part in the tab order. */
  tabStop: number | undefined;
}

export function sourceLabel(source: number): string {
  return source < INPUT_NODES
    ? text(source === 0 ? 'cell.input_0' : 'cell.input_1')
    : text('cell.node', {node: source - INPUT_NODES});
}

const NONE: ReadonlySet<number> = new Set();

/** With `editing`, tags are buttons that carry data-edge; `changed` edges are highlighted. */
export function cellGraph(
  cell: Cell,
  name: CellName,
  width: number,
  {editing, changed = NONE}: {editing?: CellEditing; changed?: ReadonlySet<number>} = {},
): SVGSVGElement {
  const layout = layoutCell(cell, width);
  const label = `${text(`cell.${name}`)}: ${describe(cell)}`;
  const highlighted = editing?.selected === undefined ? changed : new Set([editing.selected]);
  return svg(
    'svg',
    {width, height: layout.height, role: editing ? 'group' : 'img', 'aria-label': label, class: 'cell-graph'},
    ...layout.concatenation.map((path) => svg('path', {d: path, class: 'concatenation'})),
    ...cell.map((_, i) => highlighted.has(i) && svg('path', {d: layout.edges[i].path, class: 'edge-halo'})),
    ...cell.flatMap((edge, i) => edgeLine(layout.edges[i].path, edge.operation)),
    ...nodes(layout),
    ...cell.map((_, i) => tag(cell, i, name, layout, highlighted.has(i), editing)),
  );
}

function describe(cell: Cell): string {
  return cell
    .map(({source, operation}, i) =>
      text('cell.reads', {
        node: targetOf(i) - INPUT_NODES,
        source: sourceLabel(source),
        operation: operationLabel(OPERATIONS[operation], 'full'),
      }),
    )
    .join('; ');
}

function edgeLine(path: string, operation: number): SVGElement[] {
  const style = operationStyle(OPERATIONS[operation]);
  return [
    svg('path', {d: path, class: 'edge-gap', 'stroke-width': style.width + 3}),
    svg('path', {
      d: path,
      class: 'edge',
      stroke: style.color,
      'stroke-width': style.width,
      'stroke-dasharray': style.dash,
    }),
  ];
}

function nodes({inputs, nodes: computed, output, width, height}: CellLayout): SVGElement[] {
  return [
    ...inputs.map((box, i) =>
      svg(
        'g',
        {},
        svg('rect', {...box, class: 'given'}),
        svg(
          'text',
          {x: box.x + 5, y: box.y + box.height / 2 + 3, class: 'on-given'},
          'c',
          svg('tspan', {dy: 3, 'font-size': 9}, `k−${INPUT_NODES - i}`),
        ),
      ),
    ),
    ...computed.map(({x, y, radius}, i) =>
      svg(
        'g',
        {},
        svg('circle', {cx: x, cy: y, r: radius, class: 'node'}),
        svg('text', {x, y: y + 4, 'text-anchor': 'middle'}, String(i)),
      ),
    ),
    svg('path', {d: `M${output.x} ${output.barTop}V${output.barBottom}`, class: 'bar'}),
    svg('circle', {cx: output.x, cy: output.y, r: 10, class: 'node'}),
    svg('circle', {cx: output.x, cy: output.y, r: 4.5, class: 'given'}),
    svg('text', {x: width, y: height - 3, 'text-anchor': 'end', class: 'muted halo'}, text('cell.concat')),
  ];
}

function tag(
  cell: Cell,
  i: number,
  name: CellName,
  {edges, longTags}: CellLayout,
  highlighted: boolean,
  editing?: CellEditing,
): SVGElement {
  const {operation, source} = cell[i];
  const {x, y, width, height} = edges[i].tag;
  const style = operationStyle(OPERATIONS[operation]);
  const button = editing && {
    role: 'button',
    tabindex: editing.tabStop === i ? 0 : -1,
    'data-edge': i,
    'aria-pressed': String(editing.selected === i),
    'aria-label': text('cell.tag', {
      cell: text(`cell.${name}`),
      node: targetOf(i) - INPUT_NODES,
      source: sourceLabel(source),
      operation: operationLabel(OPERATIONS[operation], 'full'),
    }),
  };
  return svg(
    'g',
    {class: highlighted ? 'tag selected' : 'tag', ...button},
    svg('rect', {
      x,
      y,
      width,
      height,
      rx: 3,
      stroke: style.color,
      'stroke-width': 1.5,
      'stroke-dasharray': style.dash === 'none' ? 'none' : '3 2',
    }),
    svg(
      'text',
      {x: x + width / 2, y: y + height / 2 + 4, 'text-anchor': 'middle'},
      operationLabel(OPERATIONS[operation], longTags ? 'name' : 'code'),
    ),
  );
}
