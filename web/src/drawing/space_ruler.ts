// SPDX-License-Identifier: Apache-2.0
// A logarithmic ruler of space sizes; from each space an edge runs down to its small multiple.
import {svg} from '../dom/element';
import {text} from '../i18n/text';

export interface RulerMark {
  /** Decimal logarithm of the number of architectures. */
  exponent: number;
  /** Where the edge ends below the ruler, in pixels from its left. */
  target: number;
}

const LAST_EXPONENT = 18.3;  // a little beyond the largest space, DARTS cells with 1.08e18
const BASELINE_Y = 23;

export function spaceRuler(marks: RulerMark[], width: number, height: number, label: string): SVGSVGElement {
  const x = (exponent: number) => 8 + ((width - 68) * exponent) / LAST_EXPONENT;
  const exponents = [0, 3, 6, 9, 12, 15, 18];
  return svg('svg', {width, height, role: 'img', 'aria-label': label},
    svg('path', {d: `M8 ${BASELINE_Y}H${width - 4}`, class: 'axis'}),
    ...exponents.flatMap((exponent) => [
      svg('path', {d: `M${x(exponent)} ${BASELINE_Y - 3}v6`, class: 'axis'}),
      svg('text', {x: x(exponent), y: 13, class: 'muted', 'text-anchor': exponent ? 'middle' : 'start'},
        '10', svg('tspan', {dy: -4, 'font-size': 8}, String(exponent))),
    ]),
    svg('text', {x: x(10.5), y: 13, class: 'muted', 'text-anchor': 'middle'}, text('hero.ruler_unit')),
    ...marks.map(({exponent, target}) => {
      const at = x(exponent);
      return svg('path', {d: `M${at} ${BASELINE_Y}C${at} 58 ${target} 36 ${target} ${height}`, class: 'node open'});
    }),
    ...marks.map(({exponent}) => svg('circle', {cx: x(exponent), cy: BASELINE_Y, r: 5.5, class: 'node highlight'})));
}
