// SPDX-License-Identifier: Apache-2.0
// What is searched: space, table, method with its options, length, seed; and the command that prints the same.
import {element, replace} from '../../dom/element';
import type {OptimizerInfo} from '../../engine/types';
import {whole} from '../../i18n/numbers';
import {text} from '../../i18n/text';
import {LIMITS, type PageState} from '../../state/properties';
import {EPOCHS_OPTION, searchCommand} from '../../state/search_spec';
import {optimizerName} from '../../study/optimizer_text';
import {copyButton} from '../copy_button';
import {foldedSettings} from '../folded_settings';
import {wholeNumberField} from '../number_field';
import {optionForm} from '../option_form';
import type {Page} from '../page';
import {LookupChoice} from './lookup_choice';

export class SearchSettings {
  readonly node: HTMLElement;
  private readonly summary = element('span', {class: 'small muted'});
  private readonly lookup: LookupChoice;
  private readonly method: HTMLSelectElement;
  private readonly form = element('div', {});
  private readonly complaint = element('p', {class: 'small error', role: 'alert'});
  private readonly epochs = this.field('search-epochs', 'search.epochs', LIMITS.searchEpochs, (searchEpochs) => ({
    searchEpochs,
  }));
  private readonly seed = this.field('search-seed', 'settings.seed', LIMITS.seed, (seed) => ({seed}));
  private readonly command = element('span', {class: 'command', id: 'search-command'});
  private shown = '';

  constructor(
    private readonly page: Page,
    private readonly methods: OptimizerInfo[],
  ) {
    const {store} = page;
    this.lookup = new LookupChoice(page);
    this.method = element(
      'select',
      {id: 'search-method', onchange: () => store.set({method: this.method.value})},
      ...methods.map(({name, title}) => element('option', {value: name}, title)),
    );
    this.node = element(
      'form',
      {class: 'stack', 'aria-label': text('search.settings'), onsubmit: (event: Event) => event.preventDefault()},
      foldedSettings(
        this.summary,
        this.lookup.node,
        element('label', {}, text('search.method'), this.method),
        element('div', {class: 'two-fields'}, this.epochs.node, this.seed.node),
        element('p', {class: 'small muted'}, text('search.epochs_note')),
        this.complaint,
        element(
          'details',
          {class: 'options', id: 'search-options'},
          element('summary', {class: 'small'}, text('search.options')),
          this.form,
        ),
      ),
      element(
        'div',
        {class: 'group'},
        element('span', {class: 'small muted'}, text('search.command')),
        element(
          'div',
          {class: 'code'},
          this.command,
          copyButton(text('page.copy'), () => this.command.textContent ?? ''),
        ),
      ),
    );
  }

  show(state: PageState): void {
    this.lookup.show(state.lookup);
    this.method.value = optimizerName(state.method);
    this.epochs.show(state.searchEpochs);
    this.seed.show(state.seed);
    this.summary.textContent = text('search.summary', {
      lookup: state.lookup,
      method: optimizerName(state.method),
      epochs: whole(state.searchEpochs),
      seed: state.seed,
    });
    replace(
      this.command,
      ...searchCommand(state, this.methods).flatMap((part, i) => [
        i > 0 && ' ',
        element('span', {class: 'unbroken'}, part),
      ]),
    );
    this.showOptions(state.method);
  }

  private showOptions(method: string): void {
    if (method === this.shown) return;
    this.shown = method;
    const info = this.methods.find(({name}) => name === optimizerName(method));
    if (!info) return;
    const focused = document.activeElement?.id;
    // Its length has a field of its own.
    const options = info.options.filter(({name}) => name !== EPOCHS_OPTION);
    this.form.replaceChildren(
      element('p', {class: 'small muted citation'}, info.citation),
      optionForm({...info, options}, method, 'search', (next) => this.page.store.set({method: next})),
    );
    if (focused) this.form.querySelector<HTMLElement>(`[id="${focused}"]`)?.focus();
  }

  private field(
    id: string,
    label: 'search.epochs' | 'settings.seed',
    limits: {min: number; max: number},
    change: (value: number) => Partial<PageState>,
  ) {
    return wholeNumberField(
      id,
      text(label),
      limits,
      (value) => this.page.store.set(change(value)),
      (complaint) => (this.complaint.textContent = complaint),
    );
  }
}
