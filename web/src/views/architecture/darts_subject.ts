// SPDX-License-Identifier: Apache-2.0
// The DARTS space in the Architecture view: two cells whose edges are edited.
import {sourceLabel} from '../../drawing/cell_graph';
import {operationLabel} from '../../drawing/operation_style';
import type {Neighbour} from '../../engine/types';
import {text} from '../../i18n/text';
import {
  CELL_NAMES,
  fromCompact,
  hasWeights,
  INPUT_NODES,
  OPERATIONS,
  targetOf,
  toCompact,
  type Genotype,
} from '../../space/darts';
import {DARTS_SPACE, spellingOf} from '../../space/spelling';
import {CellEditor} from './cell_editor';
import type {EditDescription, Subject} from './subject';

export class DartsSubject implements Subject {
  readonly node: HTMLElement;
  readonly spelling = spellingOf(DARTS_SPACE);
  readonly words = {
    title: text('architecture.title'),
    standard: text('architecture.preset.darts_v2'),
    textLabel: text('genotype.label'),
  };
  private readonly editor: CellEditor;

  constructor(onEdit: (compact: string) => void, onUndo: () => void) {
    this.editor = new CellEditor({onEdit: (genotype) => onEdit(toCompact(genotype)), onUndo});
    this.node = this.editor.node;
  }

  show(compact: string): void {
    this.editor.show(fromCompact(compact));
  }

  facts(compact: string): [string, string][] {
    return [[text('prediction.free'), text('prediction.free_of', {free: withoutWeights(fromCompact(compact))})]];
  }

  doubt(compact: string): string {
    return text('prediction.outside_sentence', {free: withoutWeights(fromCompact(compact))});
  }

  describe(_: string, {cell, edge = 0, kind, from, to}: Neighbour): EditDescription {
    const place = text('neighbours.place', {
      cell: text(cell === 'normal' ? 'neighbours.normal' : 'neighbours.reduce'),
      node: targetOf(edge) - INPUT_NODES,
    });
    const change =
      kind === 'source'
        ? text('neighbours.source', {from: sourceLabel(Number(from)), to: sourceLabel(Number(to))})
        : text('neighbours.operation', {from: nameOf(from), to: nameOf(to)});
    return {place, change};
  }

  follow({cell, edge}: Neighbour): void {
    if (cell !== undefined && edge !== undefined) this.editor.select(cell, edge);
  }
}

function nameOf(operation: string | number | undefined): string {
  const known = OPERATIONS.find((name) => name === operation);
  return known ? operationLabel(known, 'name') : String(operation);
}

function withoutWeights(genotype: Genotype): number {
  return CELL_NAMES.flatMap((name) => genotype[name]).filter(({operation}) => !hasWeights(operation)).length;
}
