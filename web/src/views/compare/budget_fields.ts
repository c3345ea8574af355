// SPDX-License-Identifier: Apache-2.0
// How much a study may spend: runs, and for each of them evaluations or simulated time; and by which random numbers.
import {usualWorkers} from '../../engine/crew';
import {Choice} from '../../dom/choice';
import {element} from '../../dom/element';
import {SECONDS_PER_DAY, whole} from '../../i18n/numbers';
import {text, type TextKey} from '../../i18n/text';
import {LIMITS, MOST_SIMULATED_SECONDS, type PageState} from '../../state/properties';
import type {Page} from '../page';
import {NumberField, wholeNumberField} from '../number_field';

const BUDGETS = ['evaluations', 'simulated_time'] as const;
type Budget = (typeof BUDGETS)[number];

/** Where somebody chooses simulated time: that of a hundred trainings in the DARTS space, or so. */
const FIRST_SIMULATED_DAYS = 10;

export class BudgetFields {
  readonly node: HTMLElement;
  private readonly budget: Choice<Budget>;
  private readonly runs: NumberField;
  private readonly evaluations: NumberField;
  private readonly days: NumberField;
  private readonly seed: NumberField;
  private readonly workers: NumberField;
  private readonly complaint = element('p', {class: 'small error', role: 'alert'});
  private readonly note = element('p', {class: 'small muted'});
  private readonly noise: HTMLInputElement;
  private readonly continueTraining: HTMLInputElement;

  constructor(private readonly page: Page) {
    const {store} = page;
    this.budget = new Choice({label: text('settings.budget'), onChoose: (budget) => this.choose(budget)});
    this.runs = this.field('runs', 'settings.runs', LIMITS.runs, (runs) => store.set({runs}));
    this.evaluations = this.field('evaluations', 'settings.evaluations', LIMITS.evaluations, (evaluations) =>
      store.set({evaluations}),
    );
    this.seed = this.field('seed', 'settings.seed', LIMITS.seed, (seed) => store.set({seed}));
    this.days = new NumberField({
      id: 'gpu-days',
      label: text('settings.gpu_days'),
      min: 0.01,
      max: MOST_SIMULATED_SECONDS / SECONDS_PER_DAY,
      whole: false,
      onChange: (days) => store.set({simulatedSeconds: days! * SECONDS_PER_DAY}),
      onComplaint: (complaint) => (this.complaint.textContent = complaint),
    });
    this.workers = new NumberField({
      id: 'workers',
      label: text('settings.workers'),
      ...LIMITS.workers,
      whole: true,
      placeholder: whole(usualWorkers(navigator.hardwareConcurrency)),
      onChange: (workers) => store.set({workers}),
      onComplaint: (complaint) => (this.complaint.textContent = complaint),
    });
    this.noise = checkbox('noise', (noise) => store.set({noise}));
    this.continueTraining = checkbox('continue-training', (continueTraining) => store.set({continueTraining}));
    this.node = element(
      'div',
      {class: 'stack'},
      element(
        'div',
        {class: 'row'},
        element('span', {class: 'small muted'}, text('settings.budget')),
        this.budget.node,
      ),
      element('div', {class: 'three-fields'}, this.runs.node, this.evaluations.node, this.days.node, this.seed.node),
      this.complaint,
      this.note,
      checked(this.noise, 'settings.noise'),
      checked(this.continueTraining, 'settings.continue_training'),
      element(
        'div',
        {class: 'workers'},
        this.workers.node,
        element('p', {class: 'small muted'}, text('settings.workers_note')),
      ),
    );
  }

  show(state: PageState): void {
    const {simulatedSeconds} = state;
    const timed = simulatedSeconds !== undefined;
    this.budget.show(
      BUDGETS.map((value) => ({value, content: [text(`settings.budget.${value}`)]})),
      timed ? 'simulated_time' : 'evaluations',
    );
    this.evaluations.node.hidden = timed;
    this.days.node.hidden = !timed;
    this.note.hidden = !timed;
    this.note.textContent = text('settings.budget_note', {most: whole(LIMITS.evaluations.max)});
    this.runs.show(state.runs);
    this.evaluations.show(state.evaluations);
    this.days.show(timed ? simulatedSeconds / SECONDS_PER_DAY : undefined);
    this.seed.show(state.seed);
    this.workers.show(state.workers);
    this.noise.checked = state.noise;
    this.continueTraining.checked = state.continueTraining;
  }

  private choose(budget: Budget): void {
    const simulatedSeconds = budget === 'evaluations' ? undefined : FIRST_SIMULATED_DAYS * SECONDS_PER_DAY;
    this.page.store.set({simulatedSeconds});
  }

  private field(
    id: string,
    label: TextKey,
    limits: {min: number; max: number},
    onChange: (value: number) => void,
  ): NumberField {
    return wholeNumberField(id, text(label), limits, onChange, (complaint) => (this.complaint.textContent = complaint));
  }
}

function checkbox(id: string, onChange: (checked: boolean) => void): HTMLInputElement {
  const input: HTMLInputElement = element('input', {type: 'checkbox', id, onchange: () => onChange(input.checked)});
  return input;
}

function checked(input: HTMLInputElement, label: TextKey): HTMLElement {
  return element('label', {class: 'check'}, input, element('span', {class: 'small'}, text(label)));
}
