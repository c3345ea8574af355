// SPDX-License-Identifier: Apache-2.0
// Draws an optimizer's evaluations by age: what it keeps, what it considered, the parent, the child.
import {svg} from '../dom/element';
import type {TracedTrial} from '../engine/types';
import {tick, whole} from '../i18n/numbers';
import {keepingOf, CHOOSE, CONSIDER, EVALUATE, KEEP, MAKE, type TracePlace} from '../study/trace_phases';
import {NARROW} from './label_room';
import {frameLines, placementOf, type Placement} from './plot_frame';
import {seriesStyle} from './series_style';

export interface PopulationPlot {
  trials: readonly TracedTrial[];
  place: TracePlace;
  optimizer: string;
  width: number;
  label: string;
  quantity: string;
  unit: string;
  /** The heading of the column in which older trials stand that take part. */
  older: string;
  onChoose(trial: number): void;
}

/** Evaluations that have room side by side. */
const WIDE_WINDOW = 80;
const NARROW_WINDOW = 40;
const LEAST_WINDOW = 20;
/** Of the evaluations on show: those far below the others would flatten them. */
const LOWEST_SHARE = 0.05;
/** Of the window's width, where the window does not begin with the first evaluation. */
const OLDER_SHARE = {wide: 0.04, narrow: 0.1};
/** In percentage points: the axis stands still while evaluations come. */
const ACCURACY_STEP = 0.25;
const OLDER_INSET = 11;

interface Scene extends PopulationPlot {
  first: number; // of the window
  at: Placement;
}

export function populationPlot(plot: PopulationPlot): SVGSVGElement {
  const {trials, place, width} = plot;
  const narrow = width < NARROW;
  const height = narrow ? 220 : 280;
  const span = narrow ? NARROW_WINDOW : WIDE_WINDOW;
  const first = Math.max(0, place.trial + 1 - span);
  const older = first > 0 ? span * (narrow ? OLDER_SHARE.narrow : OLDER_SHARE.wide) : 0;
  const frame = {
    width,
    height,
    xRange: [first + 0.5 - older, Math.max(place.trial + 1, first + LEAST_WINDOW) + 0.5] as [number, number],
    yRange: accuracyRange(trials.slice(first, place.trial + 1)),
    quantity: plot.quantity,
    unit: plot.unit,
    xTick: whole,
    yTick: (value: number) => tick(value),
  };
  const scene: Scene = {...plot, first, at: placementOf(frame)};
  return svg(
    'svg',
    {
      width,
      height,
      role: 'img',
      'aria-label': plot.label,
      class: 'population',
      color: seriesStyle(plot.optimizer).color,
    },
    ...frameLines(frame, scene.at),
    ...olderColumn(scene),
    ...descent(scene),
    ...trials.slice(first, place.trial).map((_, i) => mark(scene, first + i)),
    ...child(scene),
  );
}

function accuracyRange(trials: readonly TracedTrial[]): [number, number] {
  const values = trials.map(({val_accuracy}) => val_accuracy * 100).sort((a, b) => a - b);
  const low = values[Math.floor(LOWEST_SHARE * (values.length - 1))];
  const high = values[values.length - 1];
  const margin = (high - low) * 0.12;
  return [
    Math.floor((low - margin) / ACCURACY_STEP) * ACCURACY_STEP,
    Math.ceil((high + margin) / ACCURACY_STEP + 0.2) * ACCURACY_STEP,
  ];
}

// The parent and those considered may be older than the window: they stand in a column of their own.
function position({at, first, trials}: Scene, trial: number): [number, number] {
  const y = at.y(trials[trial].val_accuracy * 100);
  return [trial < first ? at.left + OLDER_INSET : at.x(trial + 1), Math.min(at.bottom, Math.max(at.top - 4, y))];
}

function olderColumn(scene: Scene): SVGElement[] {
  const {trials, place, first, at, older} = scene;
  const {parent, considered} = trials[place.trial];
  const part = new Set([...considered, ...(parent === undefined ? [] : [parent])].filter((trial) => trial < first));
  if (part.size === 0) return [];
  return [
    svg('path', {
      d: `M${at.left + 2 * OLDER_INSET} ${at.top}V${at.bottom}`,
      class: 'hairline',
      'stroke-dasharray': '2 3',
    }),
    svg('text', {x: at.left + OLDER_INSET, y: at.bottom + 30, 'text-anchor': 'middle', class: 'muted'}, older),
    ...[...part].map((trial) => mark(scene, trial)),
  ];
}

function mark(scene: Scene, trial: number): SVGElement {
  const {trials, place, onChoose} = scene;
  const {parent, considered, members: after} = trials[place.trial];
  const before = trials[place.trial - 1]?.members ?? [];
  const [x, y] = position(scene, trial);
  const members = place.phase < KEEP ? before : after;
  const keepsNone = before.length === 0 && after.length === 0;
  const chosen = trial === parent && place.phase >= CHOOSE;
  const drawn = considered.includes(trial) || (trial === parent && place.phase >= CONSIDER);
  const left = place.phase === KEEP && before.includes(trial) && !after.includes(trial);
  return svg(
    'g',
    {class: 'trial', 'data-trial': trial, onclick: () => onChoose(trial)},
    drawn && svg('circle', {cx: x, cy: y, r: 9, class: chosen ? 'node highlight' : 'node open'}),
    chosen
      ? svg('rect', {x: x - 4, y: y - 4, width: 8, height: 8, class: 'on-highlight'})
      : svg('circle', {cx: x, cy: y, r: 4, class: members.includes(trial) || keepsNone ? 'alive' : 'alive faint'}),
    left && svg('path', {d: `M${x - 7} ${y - 7}l14 14m0-14l-14 14`, class: 'removed'}),
  );
}

// From parent to child, dashed until the child is evaluated.
function descent(scene: Scene): SVGElement[] {
  const {trials, place} = scene;
  const {parent} = trials[place.trial];
  if (parent === undefined || place.phase < MAKE) return [];
  const [x, y] = position(scene, parent);
  const [childX, childY] = childPosition(scene);
  const rise = Math.min(48, 16 + Math.abs(childX - x) / 4);
  const d = `M${x} ${y}C${(x + childX) / 2} ${Math.min(y, childY) - rise} ${childX - 8} ${childY - rise} ${childX} ${childY}`;
  return [svg('path', {d, class: 'descent', 'stroke-dasharray': place.phase < EVALUATE ? '2 3' : 'none'})];
}

// Before its answer is known, the child stands at its parent's height.
function childPosition(scene: Scene): [number, number] {
  const {trials, place, at} = scene;
  const [x, y] = position(scene, place.trial);
  if (place.phase >= EVALUATE) return [x, y];
  const {parent} = trials[place.trial];
  return [x, parent === undefined ? (at.top + at.bottom) / 2 : position(scene, parent)[1]];
}

function child(scene: Scene): SVGElement[] {
  const {trials, place} = scene;
  if (place.phase < MAKE) return [];
  const [x, y] = childPosition(scene);
  const known = place.phase >= EVALUATE;
  const keeping = keepingOf(trials, place.trial);
  const refused = place.phase === KEEP && keeping.members.length > 0 && !keeping.joined;
  return [
    svg('circle', {cx: x, cy: y, r: 8, class: known ? 'node highlight' : 'node'}),
    svg('circle', {cx: x, cy: y, r: 3, class: known ? 'on-highlight' : 'given'}),
    ...(refused ? [svg('path', {d: `M${x - 7} ${y - 7}l14 14m0-14l-14 14`, class: 'removed'})] : []),
  ];
}
