// SPDX-License-Identifier: Apache-2.0
// The five phases of an evaluation by name, and the buttons that go forward and back through them.
import {element, setUnavailable} from '../../dom/element';
import {whole} from '../../i18n/numbers';
import {text, type TextKey} from '../../i18n/text';
import {MOST_TRACED} from '../../state/properties';
import type {TracedTrial} from '../../engine/types';
import {neighbouringPlace, phasesOf, type TracePlace} from '../../study/trace_phases';

type Step = 'evaluation-back' | 'back' | 'forward' | 'evaluation-forward';
const LABELS: Record<Step, TextKey> = {
  'evaluation-back': 'trace.evaluation_back',
  back: 'trace.back',
  forward: 'trace.forward',
  'evaluation-forward': 'trace.evaluation_forward',
};

export class PhaseControls {
  readonly node: HTMLElement;
  private readonly phases = element('ol', {class: 'phases', 'aria-label': text('trace.phases')});
  private readonly buttons: Record<Step, HTMLButtonElement>;
  private readonly slider: HTMLInputElement;
  private readonly position = element('output', {class: 'small muted', id: 'trace-position'});
  private targets: Partial<Record<Step, TracePlace>> = {};

  constructor(private readonly onGo: (place: TracePlace) => void) {
    this.buttons = Object.fromEntries(
      (Object.keys(LABELS) as Step[]).map((step) => [
        step,
        element(
          'button',
          {
            type: 'button',
            id: `trace-${step}`,
            class: step === 'forward' ? 'primary' : undefined,
            onclick: () => this.go(step),
          },
          text(LABELS[step]),
        ),
      ]),
    ) as Record<Step, HTMLButtonElement>;
    this.slider = element('input', {
      type: 'range',
      id: 'trace-slider',
      min: 1,
      max: MOST_TRACED,
      'aria-label': text('trace.slider'),
      oninput: () => this.onGo({trial: Number(this.slider.value) - 1, phase: 5}),
    });
    this.node = element(
      'div',
      {class: 'group'},
      element(
        'div',
        {class: 'row spread'},
        this.phases,
        element('div', {class: 'row trace-buttons'}, ...Object.values(this.buttons)),
      ),
      this.slider,
      this.position,
    );
  }

  show(trials: readonly TracedTrial[], place: TracePlace): void {
    const trial = trials[place.trial];
    const happening = new Set(trial ? phasesOf(trial) : []);
    this.phases.replaceChildren(
      ...[1, 2, 3, 4, 5].map((phase) =>
        element(
          'li',
          {
            'aria-current': phase === place.phase ? 'step' : undefined,
            class: happening.has(phase) ? undefined : 'void',
          },
          text(`trace.phase.${trial?.move ?? 'random'}.${phase}` as TextKey),
        ),
      ),
    );
    this.targets = {
      'evaluation-back': place.trial > 0 ? {trial: place.trial - 1, phase: place.phase} : undefined,
      back: neighbouringPlace(trials, place, -1),
      forward: neighbouringPlace(trials, place, 1),
      'evaluation-forward': trials[place.trial + 1] ? {trial: place.trial + 1, phase: place.phase} : undefined,
    };
    for (const step of Object.keys(LABELS) as Step[]) setUnavailable(this.buttons[step], !this.targets[step]);
    this.slider.value = String(place.trial + 1);
    this.position.textContent = text(trials.length < MOST_TRACED ? 'trace.position_so_far' : 'trace.position', {
      evaluation: whole(place.trial + 1),
      known: whole(trials.length),
      total: whole(MOST_TRACED),
    });
  }

  private go(step: Step): void {
    const target = this.targets[step];
    if (target) this.onGo(target);
  }
}
