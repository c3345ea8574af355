// SPDX-License-Identifier: Apache-2.0
// A method keeps its colour, dash and marker in every view. The palette and its contrasts: tokens.css.
import {optimizerName} from '../study/optimizer_text';

export interface SeriesStyle {
  color: string; // a CSS colour, by token
  dash: number[];
  marker: MarkerName;
}

/** Outlines around (0, 0), about 9 px wide. */
export const MARKERS = {
  dot: 'M-3.2 0a3.2 3.2 0 1 0 6.4 0a3.2 3.2 0 1 0-6.4 0z',
  square: 'M-3.4-3.4h6.8v6.8h-6.8z',
  triangle: 'M0-4.4l4.4 8h-8.8z',
  'inverted-triangle': 'M0 4.4l4.4-8h-8.8z',
  diamond: 'M0-5.2L5.2 0 0 5.2-5.2 0z',
  hexagon: 'M4.4 0L2.2 3.8h-4.4L-4.4 0l2.2-3.8h4.4z',
  star: 'M0-5.4L1.3-1.7 5.1-1.7 2.1.7 3.2 4.4 0 2.1-3.2 4.4-2.1.7-5.1-1.7-1.3-1.7z',
  ring: 'M-3.2 0a3.2 3.2 0 1 0 6.4 0a3.2 3.2 0 1 0-6.4 0z',
  plus: 'M-4 0h8M0-4v8',
  cross: 'M-3-3l6 6m0-6l-6 6',
  bar: 'M0-4v8',
} as const;
export type MarkerName = keyof typeof MARKERS;

/** Drawn as an outline on the surface instead of filled. */
export const OPEN_MARKERS: ReadonlySet<MarkerName> = new Set(['ring', 'plus', 'cross', 'bar']);

const STYLES: Record<string, Omit<SeriesStyle, 'color'>> = {
  rs: {dash: [1, 4], marker: 'dot'},
  re: {dash: [], marker: 'square'},
  ls: {dash: [], marker: 'triangle'},
  bananas: {dash: [9, 3], marker: 'diamond'},
  tpe: {dash: [5, 3], marker: 'inverted-triangle'},
  de: {dash: [9, 3, 2, 3], marker: 'plus'},
  hyperband: {dash: [3, 3], marker: 'cross'},
  bohb: {dash: [], marker: 'hexagon'},
  smac: {dash: [9, 3], marker: 'star'},
  reinforce: {dash: [5, 3], marker: 'bar'},
  gp: {dash: [9, 3, 2, 3], marker: 'ring'},
};

/** The method every comparison is measured against; always drawn. */
export const BASELINE = 'rs';

/** `optimizer` as study/optimizer_text.ts writes it; its options make no difference. */
export function seriesStyle(optimizer: string): SeriesStyle {
  const name = optimizerName(optimizer);
  const known = STYLES[name];
  return known ? {...known, color: `var(--series-${name})`} : {dash: [2, 2], marker: 'ring', color: 'var(--muted)'};
}
