// SPDX-License-Identifier: Apache-2.0
// Both cells of a DARTS architecture as still drawings.
import {element} from '../../dom/element';
import {cellGraph} from '../../drawing/cell_graph';
import {operationKey} from '../../drawing/operation_key';
import {text} from '../../i18n/text';
import {CELL_NAMES, OPERATIONS, type Genotype} from '../../space/darts';

export class DartsFigure {
  readonly node: HTMLElement;
  private readonly drawings = CELL_NAMES.map((name) => ({name, host: element('div', {})}));
  private genotype: Genotype | undefined;

  constructor() {
    this.node = element(
      'div',
      {class: 'stack'},
      element(
        'div',
        {class: 'cells'},
        ...this.drawings.map(({name, host}) => element('div', {}, element('h3', {}, text(`cell.${name}`)), host)),
      ),
      operationKey(OPERATIONS),
    );
    new ResizeObserver(() => this.draw()).observe(this.node);
  }

  show(genotype: Genotype): void {
    this.genotype = genotype;
    this.draw();
  }

  private draw(): void {
    const width = this.drawings[0].host.clientWidth;
    if (!this.genotype || width === 0) return;
    for (const {name, host} of this.drawings) host.replaceChildren(cellGraph(this.genotype[name], name, width));
  }
}
