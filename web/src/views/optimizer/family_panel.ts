// SPDX-License-Identifier: Apache-2.0
// Parent beside child, with what differs highlighted.
import {element, replace} from '../../dom/element';
import {cellGraph} from '../../drawing/cell_graph';
import {nb101Graph} from '../../drawing/nb101_graph';
import type {TracedTrial} from '../../engine/types';
import {percent} from '../../i18n/numbers';
import {text} from '../../i18n/text';
import * as darts from '../../space/darts';
import {dartsDifferences, nb101Difference} from '../../space/difference';
import * as nb101 from '../../space/nb101';
import {DARTS_SPACE} from '../../space/spelling';
import {CHOOSE, EVALUATE, MAKE} from '../../study/trace_phases';
import {trialName} from './reason_text';

export interface Family {
  space: string;
  trial: number;
  child: TracedTrial;
  parent: TracedTrial | undefined;
  phase: number;
}

interface Drawing {
  title: string;
  /** Undefined: nothing to draw yet. */
  graph?: (width: number) => SVGSVGElement;
}

export class FamilyPanel {
  readonly node = element('div', {class: 'cells family'});
  private family: Family | undefined;

  constructor() {
    new ResizeObserver(() => this.draw()).observe(this.node);
  }

  show(family: Family): void {
    this.family = family;
    this.draw();
  }

  private draw(): void {
    if (!this.family || this.node.clientWidth === 0) return;
    const drawings = drawingsOf(this.family);
    const hosts = drawings.map(({title}) => ({title, host: element('div', {class: 'cell-host'})}));
    replace(this.node, ...hosts.map(({title, host}) => element('div', {}, element('h3', {}, title), host)));
    hosts.forEach(({host}, i) => {
      const {graph} = drawings[i];
      host.replaceChildren(
        graph ? graph(host.clientWidth) : element('p', {class: 'small muted'}, text('trace.not_yet')),
      );
    });
  }
}

function drawingsOf(family: Family): Drawing[] {
  return family.space === DARTS_SPACE ? dartsDrawings(family) : cellDrawings(family);
}

// Of both, the cell in which they differ; both cells where that is in both. Where there is no parent, or the child is the
// parent itself, the child's cells alone.
function dartsDrawings(family: Family): Drawing[] {
  const child = darts.fromCompact(family.child.architecture);
  const another = family.parent?.architecture !== family.child.architecture ? family.parent : undefined;
  const parent = another && darts.fromCompact(another.architecture);
  const differences = parent ? dartsDifferences(parent, child) : [];
  const touched = new Set(differences.map(({cell}) => cell));
  const cells = darts.CELL_NAMES.filter((cell) => touched.size !== 1 || touched.has(cell));
  const changed = (cell: darts.CellName, side: 'from' | 'to') =>
    new Set(differences.filter((difference) => difference.cell === cell).map((difference) => difference[side]));
  const shown = family.phase >= MAKE;
  return cells.flatMap((cell) => [
    ...(parent
      ? [
          {
            title: parentTitle(family, text(`cell.${cell}`)),
            graph:
              family.phase >= CHOOSE
                ? (width: number) =>
                    cellGraph(parent[cell], cell, width, {changed: shown ? changed(cell, 'from') : undefined})
                : undefined,
          },
        ]
      : []),
    {
      title: childTitle(family, text(`cell.${cell}`)),
      graph: shown ? (width: number) => cellGraph(child[cell], cell, width, {changed: changed(cell, 'to')}) : undefined,
    },
  ]);
}

function cellDrawings(family: Family): Drawing[] {
  const child = nb101.fromCompact(family.space, family.child.architecture);
  const parent = family.parent && nb101.fromCompact(family.space, family.parent.architecture);
  const shown = family.phase >= MAKE;
  const graph = (cell: nb101.Nb101Cell, other: nb101.Nb101Cell | undefined) => (width: number) =>
    nb101Graph(cell, width, undefined, other && shown ? nb101Difference(cell, other) : undefined);
  return [
    ...(parent ? [{title: parentTitle(family), graph: family.phase >= CHOOSE ? graph(parent, child) : undefined}] : []),
    {title: childTitle(family), graph: shown ? graph(child, parent) : undefined},
  ];
}

function parentTitle({child, parent, phase}: Family, cell?: string): string {
  if (phase < CHOOSE) return text('trace.no_parent_yet');
  return titled(text('trace.parent', {name: trialName(child.parent!)}), cell, parent!.val_accuracy);
}

function childTitle({child, trial, phase}: Family, cell?: string): string {
  if (phase < MAKE) return text('trace.no_child_yet');
  return titled(
    text('trace.child', {name: trialName(trial)}),
    cell,
    phase >= EVALUATE ? child.val_accuracy : undefined,
  );
}

function titled(name: string, cell: string | undefined, accuracy: number | undefined): string {
  const result =
    accuracy === undefined ? text('trace.not_evaluated') : text('trace.accuracy', {accuracy: percent(accuracy)});
  return [name, cell && cell[0].toLowerCase() + cell.slice(1), result].filter(Boolean).join(', ');
}
