// SPDX-License-Identifier: Apache-2.0
// The bench's figure with its axes, reading, caption, downloads and data table.
import {Choice} from '../../dom/choice';
import {element, replace} from '../../dom/element';
import {AnytimeFigure} from '../../drawing/anytime_figure';
import {costRange, LEAST_REGRET, regretRange} from '../../drawing/figure_range';
import {labelRoom, NARROW} from '../../drawing/label_room';
import {BASELINE} from '../../drawing/series_style';
import {AXES, type Axis, type Comparison} from '../../engine/types';
import {decimal, tick, whole} from '../../i18n/numbers';
import {text} from '../../i18n/text';
import {SCALES, type Scale} from '../../state/properties';
import {optimizerName} from '../../study/optimizer_text';
import {endsOf} from '../../study/ends';
import {regretCurve, type RegretCurve} from '../../study/regret';
import type {BenchState, StudyController} from '../../study/study_controller';
import {optimizerTitle, type Page} from '../page';
import {provenanceBadge, provenanceSentence, provenancesOf} from '../provenance_badge';
import {Downloads} from './downloads';
import {figureTable} from './figure_table';

/** With more methods, bands would hide each other. */
const MOST_BANDS = 5;
/** Letters that have room beside a wide figure. */
const LONGEST_LABEL = 24;
const PAGE_STEP = 10;

export class FigurePanel {
  readonly node: HTMLElement;
  private readonly axis: Choice<Axis>;
  private readonly scale: Choice<Scale>;
  private readonly quantity = element('p', {class: 'small muted quantity'});
  private readonly canvas = element('div', {class: 'plot-host'});
  private readonly empty = element('p', {class: 'plot-empty muted'}, text('figure.empty'));
  private readonly plot: HTMLElement;
  private readonly unit = element('p', {class: 'small muted unit'});
  private readonly caption = element('figcaption', {});
  private readonly reading = element('output', {class: 'small reading', id: 'reading'}, text('figure.hint'));
  private readonly table = element('div', {class: 'scroll'});
  private readonly figure: AnytimeFigure;
  private curves: RegretCurve[] = [];
  private position = 0;

  constructor(
    private readonly page: Page,
    private readonly controller: StudyController,
    opener: HTMLButtonElement,
  ) {
    const {store} = page;
    this.axis = new Choice({label: text('figure.axis'), onChoose: (axis) => store.set({axis})});
    this.scale = new Choice({label: text('figure.scale'), onChoose: (scale) => store.set({scale})});
    this.figure = new AnytimeFigure(this.canvas, (index) => this.read(index));
    this.plot = element(
      'div',
      {
        class: 'plot',
        id: 'plot',
        tabindex: 0,
        role: 'slider',
        'aria-label': text('figure.slider'),
        'aria-valuemin': 0,
        onkeydown: (event: KeyboardEvent) => this.move(event),
      },
      this.canvas,
      this.empty,
    );
    this.node = element(
      'section',
      {class: 'panel figure-panel group'},
      element(
        'div',
        {class: 'row spread'},
        element('h2', {class: 'computed'}, text('figure.title')),
        element('div', {class: 'row'}, this.axis.node, this.scale.node),
      ),
      element('figure', {}, this.quantity, this.plot, this.unit, this.caption),
      this.reading,
      new Downloads(page, controller, opener).node,
      element('details', {}, element('summary', {class: 'small'}, text('figure.table')), this.table),
    );
    controller.subscribe(() => this.draw());
    store.subscribe((_, changed) => (changed.has('axis') || changed.has('scale')) && this.draw());
  }

  draw(): void {
    const {axis, scale} = this.page.store.get();
    this.axis.show(
      AXES.map((value) => ({value, content: [text(`figure.axis.${value}`)]})),
      axis,
    );
    this.scale.show(
      SCALES.map((value) => ({value, content: [text(`figure.scale.${value}`)]})),
      scale,
    );
    const state = this.controller.state();
    const {shown} = state;
    this.curves = shown
      ? shown.curves[axis].map((curve) => regretCurve(curve, shown.identity.best_known.val_accuracy))
      : [];
    const drawn = this.curves.length > 0 && this.curves[0].x.length > 0;
    this.canvas.classList.toggle('invisible', !drawn);
    this.empty.hidden = drawn;
    if (shown && drawn) this.drawComparison(shown, state, axis, scale);
  }

  redraw(): void {
    this.figure.redraw();
  }

  private drawComparison(shown: Comparison, {counts}: BenchState, axis: Axis, scale: Scale): void {
    const share = counts ? counts.evaluations / Math.max(1, counts.evaluations_total) : 1;
    const some = this.curves.length > MOST_BANDS;
    this.figure.show({
      curves: this.curves,
      scale,
      banded: this.banded(some),
      xRange: costRange(this.curves, axis, scale, shown.spec.evaluations, share),
      yRange: regretRange(this.curves, scale),
      label: (optimizer) => this.shortLabel(optimizer),
    });
    const model = shown.identity.model.name;
    const exact = shown.identity.best_known.is_optimum;
    this.quantity.textContent = text(exact ? 'figure.quantity_exact' : 'figure.quantity', {model});
    this.unit.textContent = text(`figure.unit.${axis}`);
    this.unit.style.paddingRight = `${labelRoom(this.canvas.clientWidth)}px`;
    this.plot.setAttribute('aria-valuemax', String(this.curves[0].x.length - 1));
    this.showCaption(shown, some, scale);
    this.table.replaceChildren(figureTable(this.page, this.curves, axis, exact));
  }

  private banded(some: boolean): ReadonlySet<string> {
    const all = this.curves.map(({optimizer}) => optimizer);
    if (!some) return new Set(all);
    const best = this.curves.reduce((a, b) => (b.median[b.median.length - 1] < a.median[a.median.length - 1] ? b : a));
    return new Set([best.optimizer, ...all.filter((optimizer) => optimizerName(optimizer) === BASELINE)]);
  }

  private shortLabel(optimizer: string): string {
    const title = optimizerTitle(this.page, optimizer);
    return this.canvas.clientWidth < NARROW || title.length > LONGEST_LABEL
      ? optimizerName(optimizer).toUpperCase()
      : title;
  }

  private showCaption(shown: Comparison, some: boolean, scale: Scale): void {
    const {best_known: best} = shown.identity;
    const ends = endsOf(shown);
    const floored = scale === 'log' && this.curves.some(({low}) => low.some((value) => value < LEAST_REGRET));
    replace(
      this.caption,
      text('figure.caption', {runs: whole(shown.spec.runs), some: some ? text('figure.caption_some') : ''}),
      ' ',
      floored && `${text(best.is_optimum ? 'figure.floor_exact' : 'figure.floor', {floor: decimal(LEAST_REGRET, 2)})} `,
      provenanceSentence(this.page, shown.spec.benchmark),
      ' ',
      ends && `${text('figure.modelled', {measured: whole(ends.measured), total: whole(ends.total)})} `,
      ...provenancesOf(shown).flatMap((kind) => [provenanceBadge(kind), ' ']),
    );
  }

  private move(event: KeyboardEvent): void {
    if (this.curves.length === 0) return;
    const last = this.curves[0].x.length - 1;
    const step = {
      ArrowRight: 1,
      ArrowUp: 1,
      ArrowLeft: -1,
      ArrowDown: -1,
      PageUp: PAGE_STEP,
      PageDown: -PAGE_STEP,
      Home: -last,
      End: last,
    }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = Math.min(last, Math.max(0, this.position + step));
    this.read(next);
    this.figure.showCursor(next);
  }

  private read(index: number | null): void {
    if (index === null || this.curves.length === 0) return;
    this.position = Math.min(index, this.curves[0].x.length - 1);
    const {axis} = this.page.store.get();
    const x = this.curves[0].x[this.position];
    const values = this.curves
      .map(({optimizer, median}) => ({optimizer, regret: median[this.position]}))
      .sort((a, b) => a.regret - b.regret)
      .map(({optimizer, regret}) => `${optimizerTitle(this.page, optimizer)} ${decimal(regret, 3)}`);
    const reading = text('figure.reading', {
      x: axis === 'evaluations' ? whole(x) : tick(x),
      unit: text(`figure.unit.${axis}`),
      values: values.join(', '),
    });
    this.reading.textContent = reading;
    this.plot.setAttribute('aria-valuenow', String(this.position));
    this.plot.setAttribute('aria-valuetext', reading);
  }
}
