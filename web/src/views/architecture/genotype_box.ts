// SPDX-License-Identifier: Apache-2.0
// The architecture as text, in any form the engine reads; a text it refuses is kept and explained.
import {element} from '../../dom/element';
import {EngineError} from '../../engine/types';
import {text} from '../../i18n/text';
import {fromCompact, type Genotype} from '../../space/darts';
import {copyButton} from '../copy_button';
import {errorNote} from '../error_note';
import type {Page} from '../page';

export class GenotypeBox {
  readonly node: HTMLElement;
  readonly copy = copyButton(text('architecture.copy'), () => this.area.value);
  private readonly area: HTMLTextAreaElement;
  private readonly complaint = element('div', {id: 'genotype-error'});

  constructor(
    private readonly page: Page,
    private readonly onRead: (genotype: Genotype) => void,
  ) {
    this.area = element('textarea', {
      class: 'code',
      rows: 9,
      spellcheck: 'false',
      autocapitalize: 'off',
      autocomplete: 'off',
      id: 'genotype',
      'aria-describedby': 'genotype-error',
      onpaste: () => setTimeout(() => void this.read()),
      onkeydown: (event: KeyboardEvent) =>
        event.key === 'Enter' && (event.ctrlKey || event.metaKey) && void this.read(),
    });
    this.node = element(
      'section',
      {class: 'group'},
      element('label', {}, text('genotype.label'), this.area),
      this.complaint,
      element(
        'div',
        {class: 'row spread'},
        element('span', {class: 'small muted'}, text('genotype.hint')),
        element(
          'button',
          {type: 'button', id: 'use-genotype', onclick: () => void this.read()},
          text('genotype.apply'),
        ),
      ),
    );
  }

  /** The engine's spelling of the architecture on show. */
  show(spelling: string): void {
    this.area.value = spelling;
    this.complaint.replaceChildren();
    this.area.removeAttribute('aria-invalid');
  }

  private async read(): Promise<void> {
    const {benchmark} = this.page.store.get();
    if (this.page.loader.state(benchmark).state !== 'ready') {
      this.complaint.replaceChildren(element('p', {class: 'small muted'}, text('genotype.loading')));
    }
    try {
      await this.page.loader.load(benchmark);
      const compact = await this.page.engine.convert(benchmark, this.area.value, 'compact');
      this.show(await this.page.engine.convert(benchmark, compact, 'genotype'));
      this.onRead(fromCompact(compact));
    } catch (reason) {
      if (!(reason instanceof EngineError)) throw reason;
      this.area.setAttribute('aria-invalid', 'true');
      this.complaint.replaceChildren(errorNote(reason));
    }
  }
}
