// SPDX-License-Identifier: Apache-2.0
// Draws a bracket of successive halving: a row for each rung, the longest trainings above; whoever was promoted is joined
// with its place on the next rung. Rows have scales of their own: more epochs raise all accuracies alike.
import {svg} from '../dom/element';
import {promotedOf, type Bracket} from '../study/brackets';
import {seriesStyle} from './series_style';

export interface RungPlot {
  bracket: Bracket;
  /** In per cent, by trial. */
  accuracy(trial: number): number;
  /** The least and the most accurate after so many epochs, in per cent. */
  range(epochs: number): [number, number];
  /** The trial that is looked at; undefined: not evaluated yet. */
  current: number | undefined;
  /** Of the top rung. */
  fullEpochs: number;
  optimizer: string;
  width: number;
  label: string;
  rungLabel(epochs: number, count: number): string;
  rangeLabel(low: number, high: number): string;
  onChoose(trial: number): void;
}

const ROW = 48;
const TOP = 28;
const BOTTOM = 12;
const SIDE = 9;

export function rungPlot(plot: RungPlot): SVGSVGElement {
  const {bracket, width, current} = plot;
  const {rungs} = bracket;
  const height = TOP + (rungs.length - 1) * ROW + BOTTOM;
  const y = (rung: number) => TOP + (rungs.length - 1 - rung) * ROW;
  const x = (trial: number, rung: number) => {
    const [low, high] = plot.range(rungs[rung].epochs);
    const share = high > low ? (plot.accuracy(trial) - low) / (high - low) : 1;
    return Math.round(10 * (SIDE + (width - 2 * SIDE) * share)) / 10;
  };
  const promoted = promotedOf(bracket);
  return svg(
    'svg',
    {width, height, role: 'img', 'aria-label': plot.label, class: 'rungs', color: seriesStyle(plot.optimizer).color},
    ...rungs.map((_, rung) => svg('path', {d: `M0 ${y(rung)}H${width}`, class: 'hairline'})),
    ...rungs.flatMap(({places}, rung) =>
      places.map(
        ({trial, from}) =>
          from !== undefined &&
          svg('path', {d: `M${x(from, rung - 1)} ${y(rung - 1)}L${x(trial, rung)} ${y(rung)}`, class: 'promotion'}),
      ),
    ),
    ...rungs.flatMap(({epochs, places}, rung) => [
      svg('text', {x: 0, y: y(rung) - 14, class: 'halo'}, plot.rungLabel(epochs, places.length)),
      svg(
        'text',
        {x: width, y: y(rung) - 14, 'text-anchor': 'end', class: 'muted halo'},
        plot.rangeLabel(...plot.range(epochs)),
      ),
    ]),
    ...rungs.flatMap(({epochs, places}, rung) =>
      places.map(({trial}) =>
        svg(
          'g',
          {class: 'trial', 'data-trial': trial, onclick: () => plot.onChoose(trial)},
          trial === current && svg('circle', {cx: x(trial, rung), cy: y(rung), r: 8, class: 'node highlight'}),
          svg('circle', {
            cx: x(trial, rung),
            cy: y(rung),
            r: trial === current ? 3 : 4,
            class:
              trial === current
                ? 'on-highlight'
                : promoted.has(trial) || epochs === plot.fullEpochs
                  ? 'alive'
                  : 'dropped',
          }),
        ),
      ),
    ),
  );
}
