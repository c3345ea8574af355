// SPDX-License-Identifier: Apache-2.0
// What uPlot does not draw: markers along the medians, and labels with leaders at the lines' ends.
import type uPlot from 'uplot';
import type {Scale} from '../state/properties';
import {stepValue} from '../study/regret';
import {MARKERS, OPEN_MARKERS, type MarkerName} from './series_style';
import {spreadLabels} from './spread_labels';

export interface LabelledSeries {
  optimizer: string;
  label: string;
  color: string;
  dash: number[];
  marker: MarkerName;
}

const LABEL_GAP = 15;
const MARKERS_PER_LINE = 6;

export function drawMarkers(plot: uPlot, series: LabelledSeries[], scale: Scale, surface: string): void {
  const xs = plot.data[0] as number[];
  series.forEach((one, i) => {
    const median = plot.data[3 * i + 3] as number[];
    for (const x of markerPlaces(plot, scale, i / series.length)) {
      const y = stepValue(xs, median, x);
      if (y === undefined || x > xs[xs.length - 1]) continue;
      drawMarker(plot.ctx, one, plot.valToPos(x, 'x', true), plot.valToPos(y, 'y', true), surface);
    }
  });
}

// Evenly spread over the axis, staggered by series so that markers of close lines do not cover each other.
function markerPlaces(plot: uPlot, scale: Scale, stagger: number): number[] {
  const {min, max} = plot.scales.x as {min: number; max: number};
  return Array.from({length: MARKERS_PER_LINE}, (_, i) => {
    const share = (i + 0.25 + stagger * 0.75) / MARKERS_PER_LINE;
    return scale === 'log' ? min * (max / min) ** share : min + (max - min) * share;
  });
}

function drawMarker(
  context: CanvasRenderingContext2D,
  {marker, color}: LabelledSeries,
  x: number,
  y: number,
  surface: string,
): void {
  const outline = new Path2D(MARKERS[marker]);
  const open = OPEN_MARKERS.has(marker);
  context.save();
  context.translate(x, y);
  context.scale(devicePixelRatio, devicePixelRatio);
  context.lineWidth = open ? 2 : 1;
  context.fillStyle = open ? surface : color;
  context.strokeStyle = open ? color : surface;
  context.fill(outline);
  context.stroke(outline);
  context.restore();
}

export function drawEndLabels(plot: uPlot, series: LabelledSeries[], ink: string): void {
  const {ctx: context, bbox} = plot;
  const xs = plot.data[0] as number[];
  if (xs.length === 0) return;
  const ratio = devicePixelRatio;
  const ends = series.map((_, i) => plot.valToPos((plot.data[3 * i + 3] as number[])[xs.length - 1], 'y', true));
  const places = spreadLabels(ends, LABEL_GAP * ratio, bbox.top, bbox.top + bbox.height);
  const x = plot.valToPos(xs[xs.length - 1], 'x', true);
  context.save();
  context.font = `${11 * ratio}px system-ui, sans-serif`;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  context.lineWidth = ratio;
  series.forEach(({label, color}, i) => {
    context.strokeStyle = color;
    context.beginPath();
    context.moveTo(x + 3 * ratio, ends[i]);
    context.lineTo(x + 14 * ratio, places[i]);
    context.stroke();
    context.fillStyle = ink;
    context.fillText(label, x + 18 * ratio, places[i]);
  });
  context.restore();
}
