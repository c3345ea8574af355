// SPDX-License-Identifier: Apache-2.0
// What drives a prediction, folded until it is asked for; the code of its table comes when it is opened.
import {element, replace} from '../../dom/element';
import {EngineError, type Neighbour} from '../../engine/types';
import {text} from '../../i18n/text';
import {fromCompact} from '../../space/darts';
import {errorNote} from '../error_note';

export class EffectsFold {
  private readonly body = element('div', {});
  readonly node = element(
    'details',
    {class: 'group ruled', id: 'effects', hidden: true, ontoggle: () => void this.draw()},
    element('summary', {}, text('effects.title')),
    element('p', {class: 'small muted'}, text('effects.note')),
    this.body,
  );
  private compact = '';
  private neighbours: Neighbour[] = [];

  hide(): void {
    this.node.hidden = true;
  }

  /** Of an architecture of the DARTS space; `neighbours` are all of its. */
  show(compact: string, neighbours: Neighbour[]): void {
    this.compact = compact;
    this.neighbours = neighbours;
    this.node.hidden = false;
    void this.draw();
  }

  private async draw(): Promise<void> {
    if (!this.node.open || this.node.hidden) return;
    try {
      const {edgeTable} = await import('./edge_table');
      replace(this.body, edgeTable(fromCompact(this.compact), this.neighbours));
    } catch (reason) {
      if (!(reason instanceof TypeError)) throw reason; // a failed import is a TypeError
      const error = new EngineError({code: 'view_missing', where: '', message: text('page.view_missing')});
      replace(
        this.body,
        errorNote(error, () => void this.draw()),
      );
    }
  }
}
