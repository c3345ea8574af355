// SPDX-License-Identifier: Apache-2.0
// A cell of NAS-Bench-101 as a drawing, with the operation and widths of the vertex that is pointed at or focused.
import {element} from '../dom/element';
import {describeVertex, nb101Graph} from '../drawing/nb101_graph';
import {operationKey} from '../drawing/operation_key';
import {text} from '../i18n/text';
import {CELL_OPERATIONS, lastVertex, verticesInUse, type Nb101Cell, type StackChannels} from '../space/nb101';

/** A cell of five operations in a row is as wide as it is readable. */
const WIDEST = 720;

export class Nb101Figure {
  readonly node: HTMLElement;
  private readonly host = element('div', {class: 'cell-host'});
  private readonly reading = element('output', {class: 'small reading'});
  private shown: {cell: Nb101Cell; channels: StackChannels} | undefined;

  constructor() {
    this.node = element('div', {class: 'group nb101-figure'}, this.host, this.reading, operationKey(CELL_OPERATIONS));
    new ResizeObserver(() => this.draw()).observe(this.node);
  }

  show(cell: Nb101Cell, channels: StackChannels): void {
    this.shown = {cell, channels};
    this.draw();
  }

  private draw(): void {
    const width = Math.min(WIDEST, this.host.clientWidth);
    if (!this.shown || width === 0) return;
    const {cell, channels} = this.shown;
    const onPoint = (vertex?: number) => this.read(cell, channels, vertex);
    this.host.replaceChildren(nb101Graph(cell, width, {channels, onPoint}));
    onPoint();
  }

  private read(cell: Nb101Cell, channels: StackChannels, vertex: number | undefined): void {
    const loose = verticesInUse(cell).size < lastVertex(cell) + 1;
    this.reading.textContent =
      vertex === undefined ? text(loose ? 'cell.hint_loose' : 'cell.hint') : describeVertex(cell, vertex, channels);
  }
}
