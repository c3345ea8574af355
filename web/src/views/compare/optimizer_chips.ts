// SPDX-License-Identifier: Apache-2.0
// Chooses the optimizers of a study among all that the engine lists.
import {element} from '../../dom/element';
import {BASELINE} from '../../drawing/series_style';
import {seriesSwatch} from '../../drawing/swatch';
import {text} from '../../i18n/text';
import {optimizerName} from '../../study/optimizer_text';
import type {Page} from '../page';

export class OptimizerChips {
  readonly node: HTMLElement;
  private readonly chips = element('div', {class: 'chips'});
  private readonly all: HTMLButtonElement;

  constructor(private readonly page: Page) {
    this.all = element('button', {
      type: 'button',
      class: 'quiet',
      id: 'all-optimizers',
      onclick: () => this.toggleAll(),
    });
    this.node = element(
      'fieldset',
      {class: 'group'},
      element('legend', {class: 'visually-hidden'}, text('settings.optimizers')),
      element(
        'div',
        {class: 'row spread'},
        element('span', {class: 'small muted', 'aria-hidden': 'true'}, text('settings.optimizers')),
        this.all,
      ),
      this.chips,
    );
  }

  show(optimizers: string[]): void {
    const focused = (document.activeElement as HTMLElement | null)?.dataset.optimizer;
    const chosen = new Set(optimizers.map(optimizerName));
    this.all.textContent = text(this.everyoneIn(chosen) ? 'settings.baseline_only' : 'settings.all');
    this.chips.replaceChildren(
      ...this.page.info.optimizers.map(({name, title, citation}) =>
        element(
          'button',
          {
            type: 'button',
            class: 'chip',
            'data-optimizer': name,
            'aria-pressed': String(chosen.has(name)),
            'aria-disabled': name === BASELINE && chosen.has(name) ? 'true' : undefined,
            title: name === BASELINE ? text('settings.baseline') : citation,
            onclick: () => this.toggle(name),
          },
          seriesSwatch(name),
          title,
        ),
      ),
    );
    if (focused) this.chips.querySelector<HTMLElement>(`[data-optimizer="${focused}"]`)?.focus();
  }

  private everyoneIn(chosen: ReadonlySet<string>): boolean {
    return this.page.info.optimizers.every(({name}) => chosen.has(name));
  }

  private toggle(name: string): void {
    const {optimizers} = this.page.store.get();
    const chosen = optimizers.some((text) => optimizerName(text) === name);
    if (chosen && name === BASELINE) return;
    this.choose(chosen ? optimizers.filter((text) => optimizerName(text) !== name) : [...optimizers, name]);
  }

  // Those that are chosen keep their options.
  private toggleAll(): void {
    const {optimizers} = this.page.store.get();
    const chosen = new Set(optimizers.map(optimizerName));
    if (this.everyoneIn(chosen)) this.choose([BASELINE]);
    else
      this.choose([
        ...optimizers,
        ...this.page.info.optimizers.map(({name}) => name).filter((name) => !chosen.has(name)),
      ]);
  }

  private choose(optimizers: string[]): void {
    const order = this.page.info.optimizers.map(({name}) => name);
    const place = (text: string) => order.indexOf(optimizerName(text));
    this.page.store.set({optimizers: [...optimizers].sort((a, b) => place(a) - place(b))});
  }
}
