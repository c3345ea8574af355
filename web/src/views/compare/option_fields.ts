// SPDX-License-Identifier: Apache-2.0
// A form for the options of the chosen optimizers, made from the engine's option tables.
import {element} from '../../dom/element';
import type {OptimizerInfo, OptionInfo} from '../../engine/types';
import {tick} from '../../i18n/numbers';
import {text} from '../../i18n/text';
import {formatOptimizer, optimizerName, parseOptimizer, withoutDefaults} from '../../study/optimizer_text';
import type {Page} from '../page';

export class OptionFields {
  readonly node = element(
    'details',
    {class: 'options'},
    element('summary', {class: 'small'}, text('settings.options')),
  );
  private readonly body = element('div', {class: 'group'});
  private shown = '';

  constructor(private readonly page: Page) {
    this.node.append(this.body);
  }

  show(optimizers: string[]): void {
    const key = optimizers.join(',');
    if (key === this.shown) return;
    this.shown = key;
    const tables = optimizers.map((optimizer) => this.fields(optimizer)).filter((fields) => fields !== undefined);
    this.node.hidden = tables.length === 0;
    const focused = document.activeElement?.id;
    this.body.replaceChildren(...tables);
    if (focused) this.body.querySelector<HTMLElement>(`[id="${focused}"]`)?.focus();
  }

  private fields(optimizer: string): HTMLElement | undefined {
    const info = this.page.info.optimizers.find(({name}) => name === optimizerName(optimizer));
    if (!info || info.options.length === 0) return undefined;
    const values = parseOptimizer(optimizer).options;
    return element(
      'fieldset',
      {class: 'group'},
      element('legend', {class: 'small muted'}, info.title),
      element(
        'div',
        {class: 'three-fields'},
        ...info.options.map((option) =>
          element(
            'label',
            {title: describe(option)},
            option.name.replaceAll('_', ' '),
            this.field(optimizer, info, option, values[option.name] ?? option.default),
          ),
        ),
      ),
    );
  }

  private field(optimizer: string, info: OptimizerInfo, option: OptionInfo, value: number | string): HTMLElement {
    const id = `option-${info.name}-${option.name}`;
    if (option.choices) {
      const select: HTMLSelectElement = element(
        'select',
        {id, onchange: () => this.change(optimizer, info, option, select.value)},
        ...option.choices.map((choice) => element('option', {value: choice, selected: choice === value}, choice)),
      );
      return select;
    }
    const step = Number.isInteger(option.default) ? 1 : 'any';
    const input: HTMLInputElement = element('input', {
      id,
      type: 'number',
      value,
      min: option.min,
      max: option.max,
      step,
      onchange: () => {
        input.setAttribute('aria-invalid', String(!input.checkValidity() || input.value === ''));
        if (input.checkValidity() && input.value !== '') this.change(optimizer, info, option, Number(input.value));
        else input.reportValidity();
      },
    });
    return input;
  }

  private change(optimizer: string, info: OptimizerInfo, option: OptionInfo, value: number | string): void {
    const {name, options} = parseOptimizer(optimizer);
    const next = formatOptimizer(withoutDefaults({name, options: {...options, [option.name]: value}}, [info]));
    const {optimizers} = this.page.store.get();
    this.page.store.set({optimizers: optimizers.map((text) => (text === optimizer ? next : text))});
  }
}

function describe({description, min, max}: OptionInfo): string {
  if (min === undefined || max === undefined) return description;
  return text('settings.option_range', {description, min: tick(min), max: tick(max)});
}
