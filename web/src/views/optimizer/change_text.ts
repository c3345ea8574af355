// SPDX-License-Identifier: Apache-2.0
// Says what changed between two architectures, in a few words.
import {sourceLabel} from '../../drawing/cell_graph';
import {operationLabel} from '../../drawing/operation_style';
import {whole} from '../../i18n/numbers';
import {text} from '../../i18n/text';
import {INPUT_NODES, OPERATIONS, targetOf, fromCompact as dartsFromCompact, EDGES_PER_CELL} from '../../space/darts';
import {dartsDifferences, type EdgeDifference} from '../../space/difference';
import {fromCompact} from '../../space/nb101';
import {DARTS_SPACE} from '../../space/spelling';
import {describeEdit} from '../architecture/nb101_edit';

/** Both in compact form. "normal cell, node 2: sep 3×3 → skip", or how many edges differ. */
export function changeText(space: string, from: string, to: string): string {
  if (from === to) return text('trace.change.none');
  if (space === DARTS_SPACE) return dartsChange(from, to);
  const {place, change} = describeEdit(fromCompact(space, from), fromCompact(space, to));
  return text('trace.change', {place, change});
}

function dartsChange(from: string, to: string): string {
  const [a, b] = [dartsFromCompact(from), dartsFromCompact(to)];
  const differences = dartsDifferences(a, b);
  if (differences.length !== 1)
    return text('trace.change.many', {count: whole(differences.length), total: whole(2 * EDGES_PER_CELL)});
  const [difference] = differences;
  return text('trace.change', {
    place: text('trace.change.place', {
      cell: text(difference.cell === 'normal' ? 'trace.change.normal' : 'trace.change.reduce'),
      node: targetOf(difference.to) - INPUT_NODES,
    }),
    change: edgeChange(difference, a[difference.cell], b[difference.cell]),
  });
}

type Edges = readonly {source: number; operation: number}[];

function edgeChange({from, to}: EdgeDifference, before: Edges, after: Edges): string {
  const [old, now] = [before[from], after[to]];
  const name = (operation: number) => operationLabel(OPERATIONS[operation], 'name');
  const operation = text('neighbours.operation', {from: name(old.operation), to: name(now.operation)});
  const source = text('neighbours.source', {from: sourceLabel(old.source), to: sourceLabel(now.source)});
  if (old.source === now.source) return operation;
  return old.operation === now.operation ? source : `${operation}, ${source}`;
}
