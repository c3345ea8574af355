// SPDX-License-Identifier: Apache-2.0
// Both cells as drawings whose tags are buttons, and the inspector of the selected edge.
import {Choice} from '../../dom/choice';
import {element} from '../../dom/element';
import {cellGraph, sourceLabel} from '../../drawing/cell_graph';
import {operationKey} from '../../drawing/operation_key';
import {operationLabel} from '../../drawing/operation_style';
import {operationSwatch} from '../../drawing/swatch';
import {text} from '../../i18n/text';
import {
  CELL_NAMES,
  EDGES_PER_CELL,
  INPUT_NODES,
  OPERATIONS,
  targetOf,
  twinOf,
  withEdge,
  type CellName,
  type Genotype,
} from '../../space/darts';

export interface CellEditorEvents {
  onEdit(genotype: Genotype): void;
  onUndo(): void;
}

export class CellEditor {
  readonly node: HTMLElement;
  private genotype: Genotype | undefined;
  private cell: CellName = 'normal';
  private edge = EDGES_PER_CELL - 1;
  private readonly hosts = CELL_NAMES.map((name) => ({
    name,
    host: element('div', {class: 'cell-host', 'data-cell': name}),
  }));
  private readonly title = element('h3', {});
  private readonly operations: Choice<number>;
  private readonly sources: Choice<number>;

  constructor(private readonly events: CellEditorEvents) {
    this.operations = new Choice({
      label: text('architecture.operation'),
      className: 'operations',
      buttonClass: 'chip',
      onChoose: (operation) => this.edit({operation}),
    });
    this.sources = new Choice({label: text('architecture.source'), onChoose: (source) => this.edit({source})});
    this.node = element(
      'div',
      {class: 'stack'},
      element(
        'div',
        {
          class: 'cells editor',
          onclick: (event: Event) => this.click(event),
          onkeydown: (event: KeyboardEvent) => this.key(event),
        },
        ...this.hosts.map(({name, host}) => element('div', {}, element('h2', {}, text(`cell.${name}`)), host)),
      ),
      operationKey(OPERATIONS),
      element(
        'div',
        {class: 'group ruled'},
        this.title,
        this.operations.node,
        element(
          'div',
          {class: 'row'},
          element('span', {class: 'small muted'}, text('architecture.source')),
          this.sources.node,
          element('span', {class: 'small muted keys-hint'}, text('architecture.keys')),
        ),
      ),
    );
    new ResizeObserver(() => this.genotype && this.draw()).observe(this.node);
  }

  show(genotype: Genotype): void {
    this.genotype = genotype;
    this.draw();
    this.inspect();
  }

  select(cell: string, edge: number): void {
    this.cell = CELL_NAMES.find((name) => name === cell) ?? this.cell;
    this.edge = edge;
    if (this.genotype) this.show(this.genotype);
  }

  private edit(change: {operation?: number; source?: number}): void {
    if (!this.genotype) return;
    const {genotype, edge} = withEdge(this.genotype, this.cell, this.edge, change);
    this.edge = edge;
    this.events.onEdit(genotype);
  }

  private draw(): void {
    const {genotype} = this;
    if (!genotype) return;
    const hadFocus = this.hosts.some(({host}) => host.contains(document.activeElement));
    for (const {name, host} of this.hosts) {
      const selected = name === this.cell ? this.edge : undefined;
      if (host.clientWidth > 0)
        host.replaceChildren(
          cellGraph(genotype[name], name, host.clientWidth, {editing: {selected, tabStop: selected}}),
        );
    }
    if (hadFocus) this.focusTag();
  }

  private focusTag(): void {
    this.node.querySelector<SVGElement>(`[data-cell="${this.cell}"] [data-edge="${this.edge}"]`)?.focus();
  }

  private inspect(): void {
    const {genotype, cell, edge} = this;
    if (!genotype) return;
    const {operation, source} = genotype[cell][edge];
    this.title.textContent = text('architecture.edge', {
      cell: text(`cell.${cell}`),
      node: targetOf(edge) - INPUT_NODES,
      place: text(edge % 2 === 0 ? 'architecture.first' : 'architecture.second'),
    });
    this.operations.show(
      OPERATIONS.map((name, value) => ({
        value,
        label: operationLabel(name, 'full'),
        content: [operationSwatch(name), operationLabel(name, 'name'), element('kbd', {}, String(value + 1))],
      })),
      operation,
    );
    const twin = genotype[cell][twinOf(edge)].source;
    this.sources.show(
      Array.from({length: targetOf(edge)}, (_, value) => ({
        value,
        content: [sourceLabel(value)],
        disabled: value === twin,
        label: value === twin ? text('architecture.twin', {source: sourceLabel(value)}) : undefined,
      })),
      source,
    );
  }

  private click(event: Event): void {
    const place = this.placeOf(event);
    if (!place) return;
    this.select(place.cell, place.edge);
    this.focusTag();
  }

  private key(event: KeyboardEvent): void {
    const place = this.placeOf(event);
    if (!place || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1}[event.key];
    if (step) this.moveBy(step);
    else if (event.key >= '1' && event.key <= String(OPERATIONS.length)) this.edit({operation: Number(event.key) - 1});
    else if (event.key.toLowerCase() === 'f') this.edit({source: this.nextSource()});
    else if (event.key.toLowerCase() === 'u') this.events.onUndo();
    else if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
  }

  // Through both cells' edges as through one list.
  private moveBy(step: number): void {
    const all = CELL_NAMES.length * EDGES_PER_CELL;
    const place = (CELL_NAMES.indexOf(this.cell) * EDGES_PER_CELL + this.edge + step + all) % all;
    this.select(CELL_NAMES[Math.floor(place / EDGES_PER_CELL)], place % EDGES_PER_CELL);
    this.focusTag();
  }

  private nextSource(): number {
    const cell = this.genotype![this.cell];
    const {source} = cell[this.edge];
    const free = Array.from({length: targetOf(this.edge)}, (_, i) => i).filter(
      (i) => i !== cell[twinOf(this.edge)].source,
    );
    return free[(free.indexOf(source) + 1) % free.length];
  }

  private placeOf(event: Event): {cell: string; edge: number} | undefined {
    const tag = (event.target as Element).closest<SVGElement>('[data-edge]');
    const host = tag?.closest<HTMLElement>('[data-cell]');
    return tag && host ? {cell: host.dataset.cell!, edge: Number(tag.dataset.edge)} : undefined;
  }
}
