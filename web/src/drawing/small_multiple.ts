// SPDX-License-Identifier: Apache-2.0
// A still anytime figure in SVG, drawn from stored curves before anything else has loaded.
import {svg} from '../dom/element';
import {tick, whole} from '../i18n/numbers';
import type {RegretCurve} from '../study/regret';
import {labelRoom} from './label_room';
import {seriesStyle} from './series_style';
import {spreadLabels} from './spread_labels';
import {markerShape} from './swatch';
import {axisTicks} from './ticks';

export interface SmallMultiple {
  curves: RegretCurve[];
  width: number;
  height: number;
  /** Range of regret in percentage points; shared by all multiples of a page so that they compare. */
  regretRange: [number, number];
  quantity: string;
  unit: string;
  label: string;
  /** Drawn last and heavier. */
  subject: string;
  seriesLabel(optimizer: string): string;
}

interface Frame {
  left: number;
  right: number;
  top: number;
  bottom: number;
  x(value: number): number;
  y(value: number): number;
}

const LABEL_GAP = 14;

export function smallMultiple(figure: SmallMultiple): SVGSVGElement {
  const frame = frameOf(figure);
  const subjectLast = [...figure.curves].sort(
    (a, b) => Number(a.optimizer === figure.subject) - Number(b.optimizer === figure.subject),
  );
  return svg(
    'svg',
    {width: figure.width, height: figure.height, role: 'img', 'aria-label': figure.label},
    ...axes(figure, frame),
    ...subjectLast.map((curve) => band(curve, frame)),
    ...subjectLast.map((curve, i) => line(curve, frame, curve.optimizer === figure.subject, i / subjectLast.length)),
    ...endLabels(figure, frame),
  );
}

function frameOf({curves, width, height, regretRange: [low, high]}: SmallMultiple): Frame {
  const xs = curves.flatMap(({x}) => [x[0], x[x.length - 1]]);
  const [first, last] = [Math.min(...xs), Math.max(...xs)];
  const left = 36;
  const right = width - labelRoom(width);
  const top = 24;
  const bottom = height - 32;
  return {
    left,
    right,
    top,
    bottom,
    x: (value) => left + (right - left) * logShare(value, first, last),
    y: (value) => bottom - (bottom - top) * logShare(Math.min(high, Math.max(low, value)), low, high),
  };
}

const logShare = (value: number, low: number, high: number) => Math.log(value / low) / Math.log(high / low);

function axes({curves, regretRange, quantity, unit, width, height}: SmallMultiple, frame: Frame): SVGElement[] {
  const xs = curves[0].x;
  const horizontal = axisTicks(...regretRange, 'log', Math.max(3, (frame.bottom - frame.top) / 20));
  const vertical = axisTicks(xs[0], xs[xs.length - 1], 'log', 5);
  return [
    ...horizontal.flatMap((value) => [
      svg('path', {d: `M${frame.left} ${frame.y(value)}H${frame.right}`, class: 'hairline'}),
      svg('text', {x: frame.left - 6, y: frame.y(value) + 4, 'text-anchor': 'end', class: 'muted'}, tick(value)),
    ]),
    ...vertical.flatMap((value) => [
      svg('path', {d: `M${frame.x(value)} ${frame.bottom}v5`, class: 'axis'}),
      svg('text', {x: frame.x(value), y: frame.bottom + 17, 'text-anchor': 'middle', class: 'muted'}, whole(value)),
    ]),
    svg('path', {d: `M${frame.left} ${frame.bottom}H${frame.right}`, class: 'axis'}),
    svg('text', {x: 0, y: 11, class: 'muted'}, quantity),
    svg('text', {x: width, y: height - 15, 'text-anchor': 'end', class: 'muted'}, unit),
  ];
}

function steps(xs: number[], values: number[], frame: Frame): string {
  return xs
    .map((x, i) =>
      i ? `H${round(frame.x(x))}V${round(frame.y(values[i]))}` : `M${round(frame.x(x))} ${round(frame.y(values[i]))}`,
    )
    .join('');
}

function stepsBack(xs: number[], values: number[], frame: Frame): string {
  const last = xs.length - 1;
  let path = `L${round(frame.x(xs[last]))} ${round(frame.y(values[last]))}`;
  for (let i = last - 1; i >= 0; i--) path += `H${round(frame.x(xs[i + 1]))}V${round(frame.y(values[i]))}`;
  return `${path}H${round(frame.x(xs[0]))}Z`;
}

function band({optimizer, x, low, high}: RegretCurve, frame: Frame): SVGElement {
  return svg('path', {
    d: steps(x, low, frame) + stepsBack(x, high, frame),
    class: 'band',
    color: seriesStyle(optimizer).color,
  });
}

function line({optimizer, x, median}: RegretCurve, frame: Frame, subject: boolean, stagger: number): SVGElement {
  const style = seriesStyle(optimizer);
  const markers = [1.6, 8, 40, 200].map((value) => value * 5 ** stagger).filter((value) => value < x[x.length - 1]);
  return svg(
    'g',
    {color: style.color},
    svg('path', {
      d: steps(x, median, frame),
      class: subject ? 'line subject' : 'line',
      'stroke-dasharray': style.dash.join(' ') || 'none',
    }),
    ...markers.map((value) => {
      const i = Math.max(
        0,
        x.findLastIndex((point) => point <= value),
      );
      return markerShape(style.marker, round(frame.x(value)), round(frame.y(median[i])));
    }),
  );
}

function endLabels({curves, subject, seriesLabel}: SmallMultiple, frame: Frame): SVGElement[] {
  const ends = curves.map(({median}) => frame.y(median[median.length - 1]));
  const places = spreadLabels(ends, LABEL_GAP, frame.top, frame.bottom);
  return curves.map(({optimizer}, i) =>
    svg(
      'g',
      {color: seriesStyle(optimizer).color},
      svg('path', {
        d: `M${frame.right + 3} ${round(ends[i])}L${frame.right + 14} ${round(places[i])}`,
        class: 'leader',
      }),
      svg(
        'text',
        {x: frame.right + 18, y: round(places[i]) + 4, class: optimizer === subject ? 'strong' : undefined},
        seriesLabel(optimizer),
      ),
    ),
  );
}

const round = (value: number): number => Math.round(value * 10) / 10;
