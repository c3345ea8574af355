// SPDX-License-Identifier: Apache-2.0
// Any cell of the space, typed or pasted in a form that the engine reads.
import {element} from '../../dom/element';
import {EngineError} from '../../engine/types';
import {text} from '../../i18n/text';
import {errorNote} from '../error_note';
import type {Page} from '../page';

export class CellText {
  readonly node: HTMLElement;
  private readonly area: HTMLTextAreaElement;
  private readonly complaint = element('div', {id: 'cell-text-error'});

  constructor(
    private readonly page: Page,
    private readonly onRead: (compact: string) => void,
  ) {
    this.area = element('textarea', {
      class: 'code',
      rows: 2,
      spellcheck: 'false',
      autocapitalize: 'off',
      autocomplete: 'off',
      id: 'cell-text',
      'aria-describedby': 'cell-text-error',
    });
    this.node = element(
      'details',
      {},
      element('summary', {class: 'small'}, text('cell_training.other')),
      element(
        'div',
        {class: 'group'},
        element('label', {}, text('genotype.label_cell'), this.area),
        this.complaint,
        element(
          'button',
          {type: 'button', id: 'use-cell-text', onclick: () => void this.read()},
          text('genotype.apply'),
        ),
      ),
    );
  }

  private async read(): Promise<void> {
    const {engine, loader, store} = this.page;
    const {lookup} = store.get();
    try {
      await loader.load(lookup);
      this.onRead(await engine.convert(lookup, this.area.value, 'compact'));
      this.complaint.replaceChildren();
      this.area.removeAttribute('aria-invalid');
    } catch (reason) {
      if (!(reason instanceof EngineError)) throw reason;
      this.area.setAttribute('aria-invalid', 'true');
      this.complaint.replaceChildren(errorNote(reason));
    }
  }
}
