// SPDX-License-Identifier: Apache-2.0
// A field for a number of the page's state; what makes no sense is explained and changes nothing.
import {element} from '../dom/element';
import {tick, whole} from '../i18n/numbers';
import {text} from '../i18n/text';

export interface NumberFieldSettings {
  id: string;
  label: string;
  min: number;
  max: number;
  /** Whether only whole numbers make sense. */
  whole: boolean;
  /** Shown where the field is empty, which is an answer then. */
  placeholder?: string;
  onChange(value: number | undefined): void;
  /** Empty: all is well. */
  onComplaint(complaint: string): void;
}

/** A field that must hold a whole number. */
export function wholeNumberField(
  id: string,
  label: string,
  limits: {min: number; max: number},
  onChange: (value: number) => void,
  onComplaint: (complaint: string) => void,
): NumberField {
  return new NumberField({id, label, ...limits, whole: true, onChange: (value) => onChange(value!), onComplaint});
}

export class NumberField {
  readonly node: HTMLElement;
  private readonly input: HTMLInputElement;

  constructor(private readonly settings: NumberFieldSettings) {
    const {id, label, min, max, placeholder} = settings;
    this.input = element('input', {
      type: 'number',
      id,
      min,
      max,
      step: settings.whole ? 1 : 'any',
      inputmode: settings.whole ? 'numeric' : 'decimal',
      placeholder,
      onchange: () => this.take(),
    });
    this.node = element('label', {}, label, this.input);
  }

  show(value: number | undefined): void {
    if (this.input.value !== '' ? Number(this.input.value) === value : value === undefined) return;
    this.input.value = String(value ?? '');
    this.input.removeAttribute('aria-invalid');
  }

  private take(): void {
    const {min, max, label, placeholder, onChange, onComplaint} = this.settings;
    const empty = this.input.value === '' && !this.input.validity.badInput;
    const value = Number(this.input.value);
    const fits = !empty && value >= min && value <= max && (!this.settings.whole || Number.isSafeInteger(value));
    const valid = fits || (empty && placeholder !== undefined);
    const bound = this.settings.whole ? whole : tick;
    this.input.setAttribute('aria-invalid', String(!valid));
    onComplaint(
      valid
        ? ''
        : text(this.settings.whole ? 'settings.out_of_range' : 'settings.out_of_range_real', {
            field: label,
            min: bound(min),
            max: bound(max),
          }),
    );
    if (valid) onChange(empty ? undefined : value);
  }
}
