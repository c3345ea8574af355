// SPDX-License-Identifier: Apache-2.0
// The brackets of a multi-fidelity method: the current one and those before it.
import {element, replace} from '../../dom/element';
import {rungPlot} from '../../drawing/rung_plot';
import type {TracedTrial} from '../../engine/types';
import {decimal, whole} from '../../i18n/numbers';
import {text} from '../../i18n/text';
import {bracketsOf, type Bracket} from '../../study/brackets';

/** The last of them. */
const MOST_SHOWN = 4;

export class RungPanel {
  readonly node: HTMLElement;
  private readonly plots = element('div', {class: 'rung-plots'});
  private draw = () => {};

  constructor(private readonly onChoose: (trial: number) => void) {
    this.node = element(
      'section',
      {class: 'panel group', id: 'rungs'},
      element('h2', {}, text('rungs.title')),
      element('figure', {}, this.plots, element('figcaption', {}, text('rungs.caption'))),
    );
    new ResizeObserver(() => this.draw()).observe(this.plots);
  }

  /** `trials` that are evaluated; `current` among them is looked at. */
  show(trials: readonly TracedTrial[], current: number | undefined, optimizer: string, fullEpochs: number): void {
    const brackets = bracketsOf(trials).slice(-MOST_SHOWN);
    this.node.hidden = brackets.length === 0;
    this.draw = () => this.drawBrackets(brackets, trials, current, optimizer, fullEpochs);
    this.draw();
  }

  private drawBrackets(
    brackets: Bracket[],
    trials: readonly TracedTrial[],
    current: number | undefined,
    optimizer: string,
    fullEpochs: number,
  ): void {
    if (this.plots.clientWidth === 0) return;
    const hosts = brackets.map((bracket) => ({bracket, host: element('div', {})}));
    replace(
      this.plots,
      ...hosts.map(({bracket, host}) =>
        element('div', {}, element('h3', {}, text('rungs.bracket', {number: whole(bracket.number + 1)})), host),
      ),
    );
    for (const {bracket, host} of hosts)
      host.replaceChildren(
        rungPlot({
          bracket,
          accuracy: (trial) => trials[trial].val_accuracy * 100,
          range: (epochs) => rangeAfter(trials, epochs),
          current,
          fullEpochs,
          optimizer,
          width: host.clientWidth,
          label: describe(bracket),
          rungLabel: (epochs, count) => text('rungs.rung', {epochs: whole(epochs), count: whole(count)}),
          rangeLabel: (low, high) => text('rungs.range', {low: decimal(low, 1), high: decimal(high, 1)}),
          onChoose: this.onChoose,
        }),
      );
  }
}

function describe({number, rungs}: Bracket): string {
  const rows = rungs.map(({epochs, places}) =>
    text('rungs.rung', {epochs: whole(epochs), count: whole(places.length)}),
  );
  return text('rungs.label', {number: whole(number + 1), rungs: rows.join('; ')});
}

function rangeAfter(trials: readonly TracedTrial[], epochs: number): [number, number] {
  const accuracies = trials.filter(({fidelity}) => fidelity === epochs).map(({val_accuracy}) => val_accuracy * 100);
  return [Math.min(...accuracies), Math.max(...accuracies)];
}
