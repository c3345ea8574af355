// SPDX-License-Identifier: Apache-2.0
// Lines over the epochs of a search. Plots of one search share the horizontal axis, so that they can stand in a stack.
import {svg} from '../dom/element';
import {tick, whole} from '../i18n/numbers';
import {frameLines, placementOf, type Placement} from './plot_frame';
import {spreadLabels} from './spread_labels';

export interface EpochSeries {
  label: string;
  /** By epoch, from the first on. */
  values: number[];
  /** Of the epoch under way: drawn hollow. */
  running?: number;
  dashed?: boolean;
}

export interface EpochPlot {
  series: EpochSeries[];
  /** Whether the vertical axis begins at 0, or near the least value. */
  fromZero: boolean;
  epochs: number;
  /** The epoch that is looked at, 1-based. */
  current: number | undefined;
  width: number;
  height: number;
  /** Pixels left of the first epoch and right of the last one; the same in all plots of a stack. */
  sides: {left: number; right: number};
  quantity: string;
  unit: string;
  label: string;
}

const LABEL_GAP = 14;
/** Of the range, above the largest value and, where it does not begin at 0, below the least. */
const HEADROOM = 0.05;
/** So that ticks differ in the digits they show. */
const LEAST_RANGE = 1e-3;

export function epochPlot(plot: EpochPlot): SVGSVGElement {
  const {series, epochs, current, width, height, sides} = plot;
  const frame = {
    width,
    height,
    xRange: [0, epochs] as [number, number],
    yRange: rangeOf(plot),
    quantity: plot.quantity,
    unit: plot.unit,
    xTick: (epoch: number) => (Number.isInteger(epoch) ? whole(epoch) : ''),
    yTick: tick,
    sides,
  };
  const at = placementOf(frame);
  return svg(
    'svg',
    {width, height, role: 'img', 'aria-label': plot.label, class: 'epoch-plot'},
    ...frameLines(frame, at),
    current !== undefined && svg('path', {d: `M${at.x(current)} ${at.top}V${at.bottom}`, class: 'current-line'}),
    ...series.flatMap((each) => line(each, at, current)),
    ...endLabels(series, at),
  );
}

function rangeOf({series, fromZero}: EpochPlot): [number, number] {
  const all = series.flatMap(({values, running}) => (running === undefined ? values : [...values, running]));
  if (all.length === 0) return [0, 1];
  const high = Math.max(...all);
  const low = fromZero ? 0 : Math.min(...all);
  const margin = (high - low) * HEADROOM + Math.max(0, LEAST_RANGE - (high - low)) / 2;
  return [fromZero ? 0 : low - margin, high + margin];
}

function line({values, running, dashed}: EpochSeries, at: Placement, current: number | undefined): SVGElement[] {
  const points = values.map((value, i) => `${at.x(i + 1)} ${at.y(value)}`);
  const marks: SVGElement[] = [];
  if (points.length > 0)
    marks.push(svg('path', {d: `M${points.join('L')}`, class: 'line', 'stroke-dasharray': dashed ? '5 3' : 'none'}));
  if (running !== undefined)
    marks.push(svg('circle', {cx: at.x(values.length + 1), cy: at.y(running), r: 3.5, class: 'node'}));
  if (current !== undefined && current <= values.length)
    marks.push(svg('circle', {cx: at.x(current), cy: at.y(values[current - 1]), r: 4.5, class: 'node highlight'}));
  return marks;
}

function endLabels(series: EpochSeries[], at: Placement): SVGElement[] {
  const drawn = series.filter(({values}) => values.length > 0);
  const ends = drawn.map(({values}) => at.y(values[values.length - 1]));
  const places = spreadLabels(ends, LABEL_GAP, at.top, at.bottom);
  return drawn.flatMap(({label, values}, i) => [
    svg('path', {d: `M${at.x(values.length) + 3} ${ends[i]}L${at.right + 6} ${places[i]}`, class: 'leader faint'}),
    svg('text', {x: at.right + 10, y: places[i] + 4}, label),
  ]);
}
