// SPDX-License-Identifier: Apache-2.0
// Which run is watched: benchmark, optimizer with its options, seed and number of the run.
import {element} from '../../dom/element';
import {text} from '../../i18n/text';
import {LIMITS, type PageState} from '../../state/properties';
import {optimizerName} from '../../study/optimizer_text';
import {benchmarkChoice} from '../benchmark_choice';
import {NumberField, wholeNumberField} from '../number_field';
import {optionForm} from '../option_form';
import type {Page} from '../page';

export class TraceSettings {
  readonly node: HTMLElement;
  private readonly optimizer: HTMLSelectElement;
  private readonly seed: NumberField;
  private readonly run: NumberField;
  private readonly complaint = element('p', {class: 'small error', role: 'alert'});
  private readonly options: HTMLElement;
  private readonly form = element('div', {});
  private shown = '';

  constructor(private readonly page: Page) {
    const {store} = page;
    this.optimizer = element(
      'select',
      {id: 'traced', onchange: () => store.set({traced: this.optimizer.value, evaluation: 1, tracePhase: 5})},
      ...page.info.optimizers.map(({name, title}) => element('option', {value: name}, title)),
    );
    this.seed = this.field('trace-seed', 'settings.seed', LIMITS.seed, (seed) => store.set({seed}));
    this.run = this.field('trace-run', 'trace.run', LIMITS.tracedRun, (tracedRun) => store.set({tracedRun}));
    this.options = element(
      'details',
      {class: 'options', id: 'trace-options'},
      element('summary', {class: 'small'}, text('trace.options')),
      this.form,
    );
    this.node = element(
      'div',
      {class: 'trace-settings'},
      element('label', {}, text('settings.benchmark'), benchmarkChoice(page)),
      element('label', {}, text('trace.optimizer'), this.optimizer),
      this.seed.node,
      this.run.node,
      this.options,
      this.complaint,
    );
  }

  show({traced, seed, tracedRun}: PageState): void {
    const name = optimizerName(traced);
    this.optimizer.value = name;
    this.seed.show(seed);
    this.run.show(tracedRun);
    if (traced === this.shown) return;
    this.shown = traced;
    const info = this.page.info.optimizers.find((known) => known.name === name);
    this.options.hidden = !info || info.options.length === 0;
    if (!info) return;
    const focused = document.activeElement?.id;
    this.form.replaceChildren(
      element('p', {class: 'small muted citation'}, info.citation),
      optionForm(info, traced, 'trace', (next) => this.page.store.set({traced: next})),
    );
    if (focused) this.form.querySelector<HTMLElement>(`[id="${focused}"]`)?.focus();
  }

  private field(
    id: string,
    label: 'settings.seed' | 'trace.run',
    limits: {min: number; max: number},
    onChange: (value: number) => void,
  ): NumberField {
    return wholeNumberField(id, text(label), limits, onChange, (complaint) => (this.complaint.textContent = complaint));
  }
}
