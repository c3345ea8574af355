// SPDX-License-Identifier: Apache-2.0
// All architectures one edit away, best first; choosing one goes there.
import {element, svg} from '../../dom/element';
import type {Evaluation, Neighbour} from '../../engine/types';
import {percent, signedPoints, whole} from '../../i18n/numbers';
import {text} from '../../i18n/text';
import type {EditDescription} from './subject';

type Describe = (neighbour: Neighbour) => EditDescription;

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
  private describe: Describe = () => ({place: '', change: ''});

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

  hide(): void {
    this.node.hidden = true;
  }

  /** `epochs`: which the differences are for. */
  show(neighbours: Neighbour[], evaluation: Evaluation, epochs: number, describe: Describe): void {
    this.neighbours = neighbours;
    this.describe = describe;
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
            edit: describe(worst).change,
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
    this.more.hidden = this.neighbours.length <= SHOWN_AT_FIRST;
    this.more.textContent = this.all
      ? text('neighbours.fewer', {count: whole(SHOWN_AT_FIRST)})
      : text('neighbours.more', {count: whole(this.neighbours.length)});
  }

  private row(neighbour: Neighbour, rank: number, largest: number): HTMLElement {
    const {place, change: edit} = this.describe(neighbour);
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
