// SPDX-License-Identifier: Apache-2.0
// The options of the chosen optimizers, one form each, folded.
import {element} from '../../dom/element';
import {seriesSwatch} from '../../drawing/swatch';
import type {OptimizerInfo} from '../../engine/types';
import {whole} from '../../i18n/numbers';
import {text} from '../../i18n/text';
import {optimizerName, parseOptimizer} from '../../study/optimizer_text';
import {optionForm} from '../option_form';
import type {Page} from '../page';

export class OptionFields {
  readonly node = element(
    'details',
    {class: 'options'},
    element('summary', {class: 'small'}, text('settings.options')),
  );
  private readonly body = element('div', {class: 'group'});
  private readonly open = new Set<string>();
  private shown = '';

  constructor(private readonly page: Page) {
    this.node.append(this.body);
  }

  show(optimizers: string[]): void {
    const key = optimizers.join(',');
    if (key === this.shown) return;
    this.shown = key;
    const forms = optimizers.map((optimizer) => this.form(optimizer)).filter((form) => form !== undefined);
    this.node.hidden = forms.length === 0;
    const focused = document.activeElement?.id;
    this.body.replaceChildren(...forms);
    if (focused) this.body.querySelector<HTMLElement>(`[id="${focused}"]`)?.focus();
  }

  private form(optimizer: string): HTMLElement | undefined {
    const info = this.page.info.optimizers.find(({name}) => name === optimizerName(optimizer));
    if (!info) return undefined;
    const changed = Object.keys(parseOptimizer(optimizer).options).length;
    const details: HTMLDetailsElement = element(
      'details',
      {
        open: this.open.has(info.name),
        'data-options-of': info.name,
        ontoggle: () => (details.open ? this.open.add(info.name) : this.open.delete(info.name)),
      },
      element(
        'summary',
        {},
        seriesSwatch(info.name, 20),
        element('span', {}, info.title),
        element('span', {class: 'small muted'}, summaryOf(info, changed)),
      ),
      element('p', {class: 'small muted citation'}, info.citation),
      optionForm(info, optimizer, 'option', (next) => this.replace(optimizer, next)),
    );
    return details;
  }

  private replace(optimizer: string, next: string): void {
    const {optimizers} = this.page.store.get();
    this.page.store.set({optimizers: optimizers.map((text) => (text === optimizer ? next : text))});
  }
}

function summaryOf(info: OptimizerInfo, changed: number): string {
  const count = info.options.length;
  if (count === 0) return text('settings.no_options');
  const options = text(count === 1 ? 'settings.option_count_one' : 'settings.option_count', {count: whole(count)});
  return changed > 0 ? text('settings.options_changed', {options, changed: whole(changed)}) : options;
}
