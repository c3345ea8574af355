// SPDX-License-Identifier: Apache-2.0
// The live anytime figure on a canvas (uPlot): medians as steps, quartile bands, markers, labels at line ends.
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import {tick} from '../i18n/numbers';
import type {RegretCurve} from '../study/regret';
import type {Scale} from '../state/properties';
import {resolveColor} from './css_color';
import {drawEndLabels, drawMarkers, type LabelledSeries} from './figure_overlay';
import {labelRoom, NARROW} from './label_room';
import {seriesStyle} from './series_style';
import {axisTicks} from './ticks';

export interface FigureContent {
  curves: RegretCurve[];
  scale: Scale;
  /** x from the first evaluation to the end of the budget, so that the axis stands still while curves grow. */
  xRange: [number, number];
  yRange: [number, number];
  /** Bands of these alone are drawn. */
  banded: ReadonlySet<string>;
  label(optimizer: string): string;
}

/** `index` is a position on the curves' common x; null: the pointer left. */
export type CursorListener = (index: number | null) => void;

const BAND_OPACITY = 0.13;
/** uPlot.Scale.Distr, whose names exist only in its types. */
const LINEAR = 1;
const LOGARITHMIC = 3;
const PER_OPTIMIZER = 3; // series: lower quartile, upper quartile, median

export class AnytimeFigure {
  private plot: uPlot | undefined;
  private content: FigureContent | undefined;
  private signature = '';

  constructor(
    private readonly host: HTMLElement,
    private readonly onCursor: CursorListener,
  ) {
    new ResizeObserver(() => this.resize()).observe(host);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.redraw());
  }

  show(content: FigureContent): void {
    const previous = this.content;
    this.content = content;
    const signature = this.signatureOf(content);
    if (!this.plot || !previous || signature !== this.signature) {
      this.signature = signature;
      this.rebuild();
    } else {
      this.plot.setData(alignedData(content));
    }
  }

  /** After a change of theme: colours are fixed when the plot is built. */
  redraw(): void {
    if (this.content) this.rebuild();
  }

  /** Moves the cursor to a position on the common x. */
  showCursor(index: number): void {
    const {plot, content} = this;
    if (!plot || !content?.curves.length) return;
    const left = plot.valToPos(content.curves[0].x[index], 'x');
    plot.setCursor({left, top: plot.bbox.height / devicePixelRatio / 2});
  }

  private signatureOf({curves, scale, xRange, yRange, banded}: FigureContent): string {
    return JSON.stringify([curves.map(({optimizer}) => optimizer), scale, xRange, yRange, [...banded]]);
  }

  private size(): {width: number; height: number} {
    const width = Math.max(240, Math.floor(this.host.clientWidth));
    return {width, height: width < NARROW ? 300 : Math.min(560, Math.max(340, Math.round(width * 0.56)))};
  }

  private resize(): void {
    const {width, height} = this.size();
    if (this.plot && (this.plot.width !== width || this.plot.height !== height)) this.rebuild();
  }

  private rebuild(): void {
    const content = this.content;
    if (!content || this.host.clientWidth === 0) return;
    this.plot?.destroy();
    this.plot = new uPlot(this.options(content), alignedData(content), this.host);
  }

  private options(content: FigureContent): uPlot.Options {
    const {width, height} = this.size();
    const color = (token: string) => resolveColor(this.host, token);
    const series = content.curves.map(({optimizer}) => labelled(optimizer, content.label(optimizer), color));
    const narrow = width < NARROW;
    const distribution = content.scale === 'log' ? LOGARITHMIC : LINEAR;
    const axis = {
      stroke: color('var(--muted)'),
      font: '11px system-ui, sans-serif',
      gap: 4,
      filter: (_: uPlot, ticks: number[]) => ticks, // uPlot would drop some of ours on a logarithmic axis
      values: (_: uPlot, ticks: number[]) => ticks.map(tick),
    };
    return {
      width,
      height,
      legend: {show: false},
      padding: [8, labelRoom(width), 0, 0],
      cursor: {y: false, drag: {x: false, y: false}, points: {size: 8, fill: color('var(--highlight)')}},
      scales: {
        x: {time: false, distr: distribution, range: () => content.xRange},
        y: {distr: distribution, range: () => content.yRange},
      },
      axes: [
        {
          ...axis,
          size: 26,
          grid: {show: false},
          ticks: {stroke: color('var(--control)'), width: 1, size: 5},
          border: {show: true, stroke: color('var(--control)'), width: 1},
          splits: () => axisTicks(...content.xRange, content.scale, narrow ? 4 : 8),
        },
        {
          ...axis,
          size: 44,
          grid: {stroke: color('var(--hairline)'), width: 1},
          ticks: {show: false},
          splits: () => axisTicks(...content.yRange, content.scale, 9),
        },
      ],
      series: [{}, ...series.flatMap(threeSeries)],
      bands: series.flatMap(({optimizer, color: stroke}, i) =>
        content.banded.has(optimizer)
          ? [
              {
                series: [PER_OPTIMIZER * i + 2, PER_OPTIMIZER * i + 1] as uPlot.Band.Bounds,
                fill: withAlpha(stroke, BAND_OPACITY),
              },
            ]
          : [],
      ),
      hooks: {
        draw: [
          (plot) => {
            const surface = color('var(--surface)');
            drawMarkers(plot, series, content.scale, surface);
            drawEndLabels(plot, series, color('var(--ink)'));
          },
        ],
        setCursor: [
          (plot) =>
            this.onCursor(plot.cursor.left !== undefined && plot.cursor.left >= 0 ? (plot.cursor.idx ?? null) : null),
        ],
      },
    };
  }
}

function labelled(optimizer: string, label: string, color: (token: string) => string): LabelledSeries {
  const style = seriesStyle(optimizer);
  return {optimizer, label, color: color(style.color), dash: style.dash, marker: style.marker};
}

function threeSeries({color, dash}: LabelledSeries): uPlot.Series[] {
  const paths = uPlot.paths.stepped!({align: 1});
  const edge = {paths, stroke: 'transparent', width: 0, points: {show: false}};
  return [edge, edge, {paths, stroke: color, width: 2, dash, points: {show: false}}];
}

// Values outside the range are drawn at its border: on a logarithmic axis, regret of zero or less has no place.
function alignedData({curves, yRange: [low, high]}: FigureContent): uPlot.AlignedData {
  if (curves.length === 0) return [[]];
  const within = (values: number[]) => values.map((value) => Math.min(high, Math.max(low, value)));
  return [curves[0].x, ...curves.flatMap((curve) => [within(curve.low), within(curve.high), within(curve.median)])];
}

// "rgb(1, 2, 3)" -> "rgba(1, 2, 3, 0.13)"
function withAlpha(color: string, alpha: number): string {
  return color.replace(
    /^rgba?\(([^)]+?)\)$/,
    (_, channels: string) => `rgba(${channels.split(',').slice(0, 3).join(',')}, ${alpha})`,
  );
}
