// SPDX-License-Identifier: Apache-2.0
// A logarithmic ruler of space sizes; from each space an edge runs down to its small multiple.
import {svg} from '../dom/element';
import {text} from '../i18n/text';

export interface RulerMark {
  /** Decimal logarithm of the number of architectures. */
  exponent: number;
  /** The box below that the edge leads into, in pixels from the ruler's left. */
  boxLeft: number;
  boxRight: number;
}

const LAST_EXPONENT = 18.3; // a little beyond the largest space, DARTS cells with 1.08e18
const BASELINE_Y = 23;
/** Edges enter their boxes at least so far from the corners. */
const CORNER = 24;
/** Narrower rulers have no room between their numbers. */
const UNIT_WIDTH = 900;

export function spaceRuler(marks: RulerMark[], width: number, height: number, label: string): SVGSVGElement {
  const x = (exponent: number) => 8 + ((width - 68) * exponent) / LAST_EXPONENT;
  const exponents = [0, 3, 6, 9, 12, 15, 18];
  return svg(
    'svg',
    {width, height, role: 'img', 'aria-label': label},
    svg('path', {d: `M8 ${BASELINE_Y}H${width - 4}`, class: 'axis'}),
    ...exponents.flatMap((exponent) => [
      svg('path', {d: `M${x(exponent)} ${BASELINE_Y - 3}v6`, class: 'axis'}),
      svg(
        'text',
        {x: x(exponent), y: 13, class: 'muted', 'text-anchor': exponent ? 'middle' : 'start'},
        '10',
        svg('tspan', {dy: -4, 'font-size': 8}, String(exponent)),
      ),
    ]),
    width >= UNIT_WIDTH &&
      svg('text', {x: x(10.5), y: 13, class: 'muted', 'text-anchor': 'middle'}, text('hero.ruler_unit')),
    ...marks.flatMap(({exponent, boxLeft, boxRight}) => {
      const from = x(exponent);
      const to = Math.min(boxRight - CORNER, Math.max(boxLeft + CORNER, from));
      return [
        svg('path', {d: `M${from} ${BASELINE_Y}C${from} 58 ${to} 36 ${to} ${height}`, class: 'node open'}),
        svg('circle', {cx: from, cy: BASELINE_Y, r: 5.5, class: 'node highlight'}),
        svg('circle', {cx: to, cy: height, r: 5.5, class: 'node highlight'}),
      ];
    }),
  );
}
