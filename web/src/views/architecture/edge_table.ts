// SPDX-License-Identifier: Apache-2.0
// The table of what each edge's operation does for the prediction: a row for each edge, a column for each operation.
import {element} from '../../dom/element';
import {sourceLabel} from '../../drawing/cell_graph';
import {operationLabel} from '../../drawing/operation_style';
import {signedPoints} from '../../i18n/numbers';
import {text} from '../../i18n/text';
import {INPUT_NODES, OPERATIONS, targetOf, type Genotype} from '../../space/darts';
import type {Neighbour} from '../../engine/types';
import {edgeEffects, type EdgeEffects} from '../../study/edge_effects';
import {dataTable} from '../data_table';

export function edgeTable(genotype: Genotype, neighbours: readonly Neighbour[]): HTMLElement {
  return dataTable(
    'edge-effects',
    [text('effects.edge'), ...OPERATIONS.map((name) => operationLabel(name, 'name')), text('effects.worth')],
    edgeEffects(genotype, neighbours).map((effects) => [
      element('th', {scope: 'row', class: 'name'}, edgeName(effects)),
      ...effects.differences.map((difference, i) => cell(difference, i === effects.operation)),
      element('td', {class: 'number'}, element('strong', {}, signedPoints(effects.worth))),
    ]),
  );
}

function cell(difference: number | undefined, present: boolean): HTMLElement {
  if (present) return element('td', {class: 'present'}, text('effects.present'));
  return element('td', {class: 'number'}, difference === undefined ? '' : signedPoints(difference));
}

function edgeName({cell, edge, source}: EdgeEffects): string {
  return text('effects.place', {
    cell: text(cell === 'normal' ? 'neighbours.normal' : 'neighbours.reduce'),
    source: sourceLabel(source),
    node: targetOf(edge) - INPUT_NODES,
  });
}
