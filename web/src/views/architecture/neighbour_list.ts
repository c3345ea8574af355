// SPDX-License-Identifier: Apache-2.0
// All architectures one edit away, best first; choosing one goes there.
import {element, svg} from '../../dom/element';
import {sourceLabel} from '../../drawing/cell_graph';
import {operationLabel} from '../../drawing/operation_style';
import type {Evaluation, Neighbour} from '../../engine/types';
import {percent, signedPoints, whole} from '../../i18n/numbers';
import {text} from '../../i18n/text';
import {INPUT_NODES, OPERATIONS, targetOf} from '../../space/darts';

const SHOWN_AT_FIRST = 12;
const BAR_WIDTH = 56;

export class NeighbourList {
  readonly node = element('section', {class: 'group ruled', hidden: true});
  private readonly title = element('h2', {});
  private readonly verdict = element('span', {class: 'small muted'});
  private readonly list = element('ol', {class: 'neighbours', id: 'neighbours'});
  private readonly note = element('p', {class: 'small muted'});
  private readonly more: HTMLButtonElement;
  private all = false;
  private neighbours: Neighbour[] = [];

  constructor(private readonly onChoose: (neighbour: Neighbour) => void) {
    this.more = element('button', {
      type: 'button',
      class: 'quiet',
      onclick: () => {
        this.all = !this.all;
        this.draw();
      },
    });
    this.node.append(
      element('div', {class: 'row'}, this.title, this.verdict),
      this.list,
      element('div', {class: 'row spread'}, this.note, this.more),
    );
  }

  show(neighbours: Neighbour[], evaluation: Evaluation, epochs: number): void {
    this.neighbours = neighbours;
    this.node.hidden = neighbours.length === 0;
    const better = neighbours.filter(({difference}) => difference > 0).length;
    this.title.textContent = text('neighbours.title', {count: whole(neighbours.length)});
    this.verdict.textContent =
      better > 0
        ? text('neighbours.better', {better: whole(better), rest: whole(neighbours.length - better)})
        : text('neighbours.none_better');
    const worst = neighbours[neighbours.length - 1];
    const spread = evaluation.val_accuracy_sd;
    this.note.textContent = worst
      ? [
          text('neighbours.note', {
            edit: describeEdit(worst),
            difference: signedPoints(worst.difference),
            epochs: whole(epochs),
          }),
          spread === undefined ? '' : text('neighbours.note_spread', {sd: percent(spread)}),
        ].join(' ')
      : '';
    this.draw();
  }

  private draw(): void {
    const count = this.all ? this.neighbours.length : Math.min(SHOWN_AT_FIRST, this.neighbours.length);
    const largest = Math.max(...this.neighbours.slice(0, count).map(({difference}) => Math.abs(difference)), 1e-4);
    this.list.replaceChildren(
      ...this.neighbours.slice(0, count).map((neighbour, i) => this.row(neighbour, i + 1, largest)),
    );
    this.more.textContent = this.all
      ? text('neighbours.fewer', {count: whole(SHOWN_AT_FIRST)})
      : text('neighbours.more', {count: whole(this.neighbours.length)});
  }

  private row(neighbour: Neighbour, rank: number, largest: number): HTMLElement {
    const place = text('neighbours.place', {
      cell: text(neighbour.cell === 'normal' ? 'neighbours.normal' : 'neighbours.reduce'),
      node: targetOf(neighbour.edge) - INPUT_NODES,
    });
    const edit = describeEdit(neighbour);
    const difference = signedPoints(neighbour.difference);
    return element(
      'li',
      {},
      element('span', {class: 'muted'}, whole(rank)),
      element(
        'button',
        {
          type: 'button',
          class: 'quiet',
          onclick: () => this.onChoose(neighbour),
          'aria-label': text('neighbours.go', {rank: whole(rank), place, edit, difference}),
        },
        place,
      ),
      element('span', {}, edit),
      differenceBar(neighbour.difference / largest),
      element('span', {class: 'number'}, difference),
    );
  }
}

function describeEdit({kind, from, to}: Neighbour): string {
  if (kind === 'source')
    return text('neighbours.source', {from: sourceLabel(Number(from)), to: sourceLabel(Number(to))});
  const label = (name: string | number) =>
    operationLabel(
      OPERATIONS.findIndex((known) => known === name),
      'name',
    );
  return text('neighbours.operation', {from: label(from), to: label(to)});
}

// Left of the middle: worse; right of it: better. `share` is from -1 to 1.
function differenceBar(share: number): SVGSVGElement {
  const middle = BAR_WIDTH / 2;
  return svg(
    'svg',
    {width: BAR_WIDTH, height: 8, 'aria-hidden': 'true'},
    svg('path', {d: `M${middle} 0V8`, class: 'axis'}),
    svg('path', {d: `M${middle} 4h${((middle - 1) * share).toFixed(1)}`, class: 'difference'}),
  );
}
