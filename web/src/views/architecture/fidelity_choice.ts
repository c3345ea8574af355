// SPDX-License-Identifier: Apache-2.0
// For how many epochs the benchmark is asked: a slider where it answers for all, else the budgets on offer.
import {Choice} from '../../dom/choice';
import {element} from '../../dom/element';
import type {Identity} from '../../engine/types';
import {whole} from '../../i18n/numbers';
import {text} from '../../i18n/text';
import type {Page} from '../page';

/** `wanted` where the benchmark answers for it, else the most it does. */
export function epochsOnOffer({fidelities: {min, max, steps}}: Identity, wanted: number | undefined): number {
  const offered = wanted !== undefined && wanted >= min && wanted <= max && (!steps || steps.includes(wanted));
  return offered ? wanted : max;
}

export class FidelityChoice {
  readonly node: HTMLElement;
  private readonly slider: HTMLInputElement;
  private readonly value = element('output', {class: 'number'});
  private readonly range: HTMLElement;
  private readonly steps: Choice<number>;
  private readonly budgets: HTMLElement;
  private most = 0;

  constructor(page: Page) {
    const choose = (epochs: number) => page.store.set({epochs: epochs === this.most ? undefined : epochs});
    this.slider = element('input', {type: 'range', id: 'epochs', oninput: () => choose(Number(this.slider.value))});
    this.steps = new Choice({label: text('prediction.epochs'), onChoose: choose});
    this.range = element(
      'label',
      {class: 'range'},
      element('span', {class: 'row spread'}, text('prediction.epochs'), this.value),
      this.slider,
    );
    this.budgets = element(
      'div',
      {class: 'row spread'},
      element('span', {class: 'small muted'}, text('prediction.epochs')),
      this.steps.node,
    );
    this.node = element('div', {}, this.range, this.budgets);
  }

  show({fidelities: {min, max, steps}}: Identity, epochs: number): void {
    this.most = max;
    this.range.hidden = steps !== undefined;
    this.budgets.hidden = steps === undefined;
    if (steps) {
      this.steps.show(
        steps.map((value) => ({value, content: [whole(value)]})),
        epochs,
      );
      return;
    }
    Object.assign(this.slider, {min: String(min), max: String(max)});
    this.slider.value = String(epochs);
    this.value.textContent = whole(epochs);
  }
}
