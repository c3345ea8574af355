// SPDX-License-Identifier: Apache-2.0
// How the weights of a supernet's choices change: a row for each alternative, a column for each epoch, from the lightest
// (faint) to the heaviest (strong) of the choice. The column of the epoch under way has an outline.
import {svg} from '../dom/element';
import {decimal} from '../i18n/numbers';

export interface HeatRow {
  label: string;
  /** A CSS colour. */
  color: string;
  /** From 0 to 1, by epoch. */
  weights: number[];
  running?: number;
}

export interface HeatGroup {
  label: string;
  rows: HeatRow[];
}

export interface HeatStrip {
  groups: HeatGroup[];
  epochs: number;
  current: number | undefined;
  width: number;
  sides: {left: number; right: number};
  quantity: string;
  label: string;
}

const ROW = 13;
const GAP = 5;
const FAINTEST = 0.06;
const TOP = 22;
/** Between the row's name and its cells. */
const LABEL_GAP = 6;

export function heatStrip(strip: HeatStrip): SVGSVGElement {
  const {groups, width, sides, epochs, current} = strip;
  const rows = groups.reduce((sum, group) => sum + group.rows.length, 0);
  const height = TOP + rows * ROW + groups.length * GAP;
  const column = (width - sides.left - sides.right) / epochs;
  const x = (epoch: number) => rounded(sides.left + (epoch - 1) * column);
  const marks: (SVGElement | false)[] = [];
  let y = TOP;
  for (const group of groups) {
    const opacity = opacityOf(group);
    marks.push(svg('text', {x: 0, y: y + ROW - 3, class: 'muted'}, group.label));
    for (const row of group.rows) {
      marks.push(...rowMarks(row, y, {x, column, left: sides.left, opacity}));
      y += ROW;
    }
    y += GAP;
  }
  return svg(
    'svg',
    {width, height, role: 'img', 'aria-label': strip.label, class: 'heat'},
    svg('text', {x: 0, y: 11, class: 'muted'}, strip.quantity),
    ...marks,
    current !== undefined &&
      svg('rect', {
        x: x(current),
        y: TOP - 1,
        width: rounded(column),
        height: height - TOP - GAP + 2,
        class: 'current-column',
      }),
  );
}

interface Columns {
  x(epoch: number): number;
  column: number;
  left: number;
  opacity(weight: number): number;
}

/** Weights of one choice lie close together for long: they are spread over what the eye tells apart. */
function opacityOf({rows}: HeatGroup): (weight: number) => number {
  const all = rows.flatMap(({weights, running}) => (running === undefined ? weights : [...weights, running]));
  const [low, high] = [Math.min(...all), Math.max(...all)];
  if (high === low) return () => (FAINTEST + 1) / 2;
  return (weight) => FAINTEST + ((1 - FAINTEST) * (weight - low)) / (high - low);
}

function rowMarks(
  {label, color, weights, running}: HeatRow,
  y: number,
  {x, column, left, opacity}: Columns,
): SVGElement[] {
  const cell = (epoch: number, weight: number, className?: string) =>
    svg('rect', {
      x: x(epoch),
      y,
      width: rounded(column + 0.2), // no seams between columns
      height: ROW - 1,
      fill: color,
      'fill-opacity': opacity(weight).toFixed(3),
      class: className,
    });
  const last = running ?? weights[weights.length - 1];
  return [
    svg('text', {x: left - LABEL_GAP, y: y + ROW - 3, 'text-anchor': 'end'}, label),
    ...weights.map((weight, i) => cell(i + 1, weight)),
    ...(running === undefined ? [] : [cell(weights.length + 1, running, 'running')]),
    ...(last === undefined
      ? []
      : [
          svg(
            'text',
            {x: x(weights.length + (running === undefined ? 1 : 2)) + LABEL_GAP, y: y + ROW - 3, class: 'muted'},
            decimal(last, 2),
          ),
        ]),
  ];
}

const rounded = (value: number): number => Math.round(value * 10) / 10;
