// SPDX-License-Identifier: Apache-2.0
// The architecture as text, in any form the engine reads; a text it refuses is kept and explained.
import {element} from '../../dom/element';
import {EngineError} from '../../engine/types';
import {text} from '../../i18n/text';
import {copyButton} from '../copy_button';
import {errorNote} from '../error_note';
import type {Page} from '../page';
import type {Subject} from './subject';

/** NAS-Bench-101's name of a cell, which the engine finds by looking through all cells the first time. */
const HASH = /^\s*[0-9a-f]{32}\s*$/;

export class ArchitectureText {
  readonly node: HTMLElement;
  readonly copy = copyButton(text('architecture.copy'), () => this.area.value);
  private readonly label = element('span', {});
  private readonly area: HTMLTextAreaElement;
  private readonly complaint = element('div', {id: 'genotype-error'});
  private subject: Subject | undefined;

  constructor(
    private readonly page: Page,
    private readonly onRead: (compact: string) => void,
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
      element('label', {}, this.label, this.area),
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

  /** Of another space: what stands here is not its text. */
  use(subject: Subject): void {
    if (subject === this.subject) return;
    this.subject = subject;
    this.label.textContent = subject.words.textLabel;
    this.show('');
  }

  /** The engine's spelling of the architecture on show. */
  show(spelling: string): void {
    this.area.value = spelling;
    this.complaint.replaceChildren();
    this.area.removeAttribute('aria-invalid');
  }

  private async read(): Promise<void> {
    const {subject} = this;
    if (!subject) return;
    const {benchmark} = this.page.store.get();
    const given = this.area.value;
    if (this.page.loader.state(benchmark).state !== 'ready') this.say(text('genotype.loading'));
    else if (HASH.test(given)) this.say(text('genotype.searching'));
    try {
      await this.page.loader.load(benchmark);
      const compact = await this.page.engine.convert(benchmark, given, 'compact');
      this.show(await this.page.engine.convert(benchmark, compact, subject.spelling.form));
      this.onRead(compact);
    } catch (reason) {
      if (!(reason instanceof EngineError)) throw reason;
      this.area.setAttribute('aria-invalid', 'true');
      this.complaint.replaceChildren(errorNote(reason));
    }
  }

  private say(message: string): void {
    this.complaint.replaceChildren(element('p', {class: 'small muted'}, message));
  }
}
