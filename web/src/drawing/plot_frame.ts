// SPDX-License-Identifier: Apache-2.0
// The frame of a still plot with linear axes: hairlines, ticks, quantity above, unit at the bottom right.
import {svg} from '../dom/element';
import {axisTicks} from './ticks';

export interface PlotFrame {
  width: number;
  height: number;
  xRange: [number, number];
  yRange: [number, number];
  quantity: string;
  unit: string;
  /** Pixels beside the plot; absent: as usual. */
  sides?: {left: number; right: number};
  xTick(value: number): string;
  yTick(value: number): string;
}

export interface Placement {
  left: number;
  right: number;
  top: number;
  bottom: number;
  x(value: number): number;
  y(value: number): number;
}

const SIDES = {left: 44, right: 12};
const TOP = 26;
const BOTTOM = 36;
/** Pixels that a tick with its label needs. */
const X_TICK_ROOM = 90;
const Y_TICK_ROOM = 28;

export function placementOf({width, height, xRange, yRange, sides = SIDES}: PlotFrame): Placement {
  const [left, right, top, bottom] = [sides.left, width - sides.right, TOP, height - BOTTOM];
  const share = (value: number, [low, high]: [number, number]) => (value - low) / (high - low || 1);
  return {
    left,
    right,
    top,
    bottom,
    x: (value) => rounded(left + (right - left) * share(value, xRange)),
    y: (value) => rounded(bottom - (bottom - top) * share(value, yRange)),
  };
}

export function frameLines(frame: PlotFrame, place: Placement): SVGElement[] {
  const {width, height, xRange, yRange, quantity, unit, xTick, yTick} = frame;
  const {left, right, top, bottom} = place;
  const within = (values: number[], [low, high]: [number, number]) => values.filter((v) => v >= low && v <= high);
  const xs = within(axisTicks(...xRange, 'linear', Math.max(2, (right - left) / X_TICK_ROOM)), xRange);
  const ys = within(axisTicks(...yRange, 'linear', Math.max(2, (bottom - top) / Y_TICK_ROOM)), yRange);
  return [
    ...ys.flatMap((value) => [
      svg('path', {d: `M${left} ${place.y(value)}H${right}`, class: 'hairline'}),
      svg('text', {x: left - 6, y: place.y(value) + 4, 'text-anchor': 'end', class: 'muted'}, yTick(value)),
    ]),
    ...xs.flatMap((value) => [
      svg('path', {d: `M${place.x(value)} ${bottom}v5`, class: 'axis'}),
      svg('text', {x: place.x(value), y: bottom + 17, 'text-anchor': 'middle', class: 'muted'}, xTick(value)),
    ]),
    svg('path', {d: `M${left} ${bottom}H${right}`, class: 'axis'}),
    svg('text', {x: 0, y: 11, class: 'muted'}, quantity),
    svg('text', {x: width, y: height - 4, 'text-anchor': 'end', class: 'muted'}, unit),
  ];
}

const rounded = (value: number): number => Math.round(value * 10) / 10;
