// SPDX-License-Identifier: Apache-2.0
// The options of one optimizer as a form, made from the engine's table: whatever it lists, nothing is known beforehand.
import {element, type Child} from '../dom/element';
import type {OptimizerInfo, OptionInfo} from '../engine/types';
import {tick} from '../i18n/numbers';
import {text} from '../i18n/text';
import {formatOptimizer, parseOptimizer, withoutDefaults} from '../study/optimizer_text';

/** `optimizer` as study/optimizer_text.ts writes it; `prefix` keeps the fields of several forms apart. */
export function optionForm(
  info: OptimizerInfo,
  optimizer: string,
  prefix: string,
  onChange: (optimizer: string) => void,
): HTMLElement {
  const values = parseOptimizer(optimizer).options;
  const change = (option: OptionInfo, value: number | string) => {
    const {name, options} = parseOptimizer(optimizer);
    onChange(formatOptimizer(withoutDefaults({name, options: {...options, [option.name]: value}}, [info])));
  };
  return element(
    'div',
    {class: 'group option-form'},
    ...info.options.map((option) => {
      const id = `${prefix}-${info.name}-${option.name}`;
      const value = values[option.name] ?? option.default;
      return element(
        'div',
        {class: 'option'},
        element('label', {for: id}, option.name.replaceAll('_', ' ')),
        field(id, option, value, (changed) => change(option, changed)),
        element('p', {class: 'small muted', id: `${id}-note`}, ...describe(option, value)),
      );
    }),
  );
}

function field(
  id: string,
  option: OptionInfo,
  value: number | string,
  onChange: (value: number | string) => void,
): HTMLElement {
  return option.choices ? choiceField(id, option.choices, value, onChange) : numberField(id, option, value, onChange);
}

function choiceField(
  id: string,
  choices: string[],
  value: number | string,
  onChange: (value: string) => void,
): HTMLSelectElement {
  const select: HTMLSelectElement = element(
    'select',
    {id, 'aria-describedby': `${id}-note`, onchange: () => onChange(select.value)},
    ...choices.map((choice) =>
      element('option', {value: choice, selected: choice === value}, choice.replaceAll('_', ' ')),
    ),
  );
  return select;
}

function numberField(
  id: string,
  {min, max, whole}: OptionInfo,
  value: number | string,
  onChange: (value: number) => void,
): HTMLInputElement {
  const input: HTMLInputElement = element('input', {
    id,
    type: 'number',
    value,
    min,
    max,
    step: whole ? 1 : 'any',
    'aria-describedby': `${id}-note`,
    onchange: () => {
      const valid = input.checkValidity() && input.value !== '';
      input.setAttribute('aria-invalid', String(!valid));
      if (valid) onChange(Number(input.value));
      else input.reportValidity();
    },
  });
  return input;
}

function describe({description, min, max, default: standard}: OptionInfo, value: number | string): Child[] {
  const parts = [description];
  if (min !== undefined && max !== undefined)
    parts.push(text('settings.option_range', {min: tick(min), max: tick(max)}));
  const written = typeof standard === 'number' ? tick(standard) : standard.replaceAll('_', ' ');
  const joined = parts.join('; ');
  return value === standard
    ? [joined]
    : [joined, '; ', element('strong', {}, text('settings.option_default', {standard: written}))];
}
