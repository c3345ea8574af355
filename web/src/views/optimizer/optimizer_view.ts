// SPDX-License-Identifier: Apache-2.0
// Optimizer: one run of one optimizer, evaluation by evaluation, forward and back, with the reason behind each.
import {element, replace} from '../../dom/element';
import {populationPlot} from '../../drawing/population_plot';
import type {StudySpec} from '../../engine/types';
import {whole} from '../../i18n/numbers';
import {text} from '../../i18n/text';
import {MOST_TRACED, type PageState} from '../../state/properties';
import {optimizerName, parseOptimizer, withoutDefaults} from '../../study/optimizer_text';
import {TraceController} from '../../study/trace_controller';
import {EVALUATE, phasesOf, type TracePlace} from '../../study/trace_phases';
import {errorNote} from '../error_note';
import {knownIdentity, optimizerTitle, spaceOf, type Page, type View} from '../page';
import {FamilyPanel} from './family_panel';
import {PhaseControls} from './phase_controls';
import {reasonText} from './reason_text';
import {RungPanel} from './rung_panel';
import {TraceSettings} from './trace_settings';
import {trialFacts, trialTable} from './trial_facts';

export class OptimizerView implements View {
  readonly node: HTMLElement;
  private readonly trace: TraceController;
  private readonly settings: TraceSettings;
  private readonly controls: PhaseControls;
  private readonly plot = element('div', {id: 'population'});
  private readonly why = element('p', {class: 'why', id: 'why', 'aria-live': 'polite'});
  private readonly facts = element('div', {});
  private readonly status = element('div', {id: 'trace-status', role: 'status'});
  private readonly body: HTMLElement;
  private readonly rungs: RungPanel;
  private readonly family = new FamilyPanel();
  private readonly table = element('div', {class: 'scroll'});
  private readonly tableFold: HTMLDetailsElement;

  constructor(private readonly page: Page) {
    const {store, engine, loader} = page;
    const go = (place: TracePlace) => store.set({evaluation: place.trial + 1, tracePhase: place.phase});
    this.trace = new TraceController(engine, loader);
    this.settings = new TraceSettings(page);
    this.controls = new PhaseControls(go);
    this.rungs = new RungPanel((trial) => go({trial, phase: 5}));
    this.tableFold = element(
      'details',
      {ontoggle: () => this.draw()},
      element('summary', {class: 'small'}, text('trace.table')),
      this.table,
    );
    this.body = element(
      'div',
      {class: 'bench', id: 'trace'},
      element('div', {class: 'panel'}, this.controls.node),
      element(
        'div',
        {class: 'panel group'},
        element('figure', {}, this.plot, element('figcaption', {}, text('trace.caption'))),
        this.why,
        this.facts,
        this.tableFold,
      ),
      this.rungs.node,
      element('div', {class: 'panel'}, this.family.node),
    );
    this.node = element(
      'section',
      {},
      element('h1', {class: 'view-title'}, text('trace.title')),
      this.settings.node,
      this.status,
      this.body,
    );
    this.trace.subscribe(() => this.draw());
    store.subscribe((state) => this.node.hidden || this.show(state));
    new ResizeObserver(() => this.draw()).observe(this.plot);
  }

  onShow(): void {
    this.show(this.page.store.get());
  }

  onThemeChange(): void {
    // Drawn in SVG with CSS colours, which follow the theme by themselves.
  }

  private show(state: PageState): void {
    this.settings.show(state);
    void this.trace.show(this.spec(state), {optimizer: 0, run: state.tracedRun - 1});
    this.draw();
  }

  private spec({benchmark, traced, tracedRun, seed, noise}: PageState): StudySpec {
    const optimizer = withoutDefaults(parseOptimizer(traced), this.page.info.optimizers);
    return {benchmark, optimizers: [optimizer], runs: tracedRun, evaluations: MOST_TRACED, seed, noise};
  }

  // The wished evaluation may not be there yet: then the last that is.
  private place({evaluation, tracePhase}: PageState): TracePlace {
    const {trials} = this.trace.state();
    const trial = Math.min(evaluation, trials.length) - 1;
    const phases = phasesOf(trials[trial]);
    return {trial, phase: phases.find((phase) => phase >= tracePhase) ?? phases[phases.length - 1]};
  }

  private draw(): void {
    const {phase, trials, error} = this.trace.state();
    const state = this.page.store.get();
    this.body.hidden = trials.length === 0;
    replace(
      this.status,
      error && errorNote(error, () => this.show(state)),
      !error && trials.length === 0 && phase !== 'waiting' && text('trace.loading'),
    );
    if (trials.length === 0 || this.node.hidden) return;
    const place = this.place(state);
    const trial = trials[place.trial];
    const {benchmark, traced} = state;
    const space = spaceOf(this.page, benchmark);
    const fullEpochs = knownIdentity(this.page, benchmark)?.fidelities.max ?? trial.fidelity;
    this.controls.show(trials, place);
    this.why.textContent = reasonText({trials, space, fullEpochs}, place);
    replace(this.facts, trialFacts(trial));
    this.drawPopulation(place, traced);
    const evaluated = place.phase >= EVALUATE;
    this.rungs.show(
      trials.slice(0, place.trial + (evaluated ? 1 : 0)),
      evaluated ? place.trial : undefined,
      traced,
      fullEpochs,
    );
    const parent = trial.parent === undefined ? undefined : trials[trial.parent];
    this.family.show({space, trial: place.trial, child: trial, parent, phase: place.phase});
    if (this.tableFold.open) replace(this.table, trialTable(trials.slice(0, place.trial + 1)));
  }

  private drawPopulation(place: TracePlace, optimizer: string): void {
    const width = this.plot.clientWidth;
    if (width === 0) return;
    const {trials} = this.trace.state();
    this.plot.replaceChildren(
      populationPlot({
        trials,
        place,
        optimizer,
        width,
        label: text('trace.figure', {
          optimizer: optimizerTitle(this.page, optimizerName(optimizer)),
          evaluation: whole(place.trial + 1),
        }),
        quantity: text('trace.quantity'),
        unit: text('trace.unit'),
        older: text('trace.older'),
        onChoose: (trial) => this.page.store.set({evaluation: trial + 1, tracePhase: 5}),
      }),
    );
  }
}
