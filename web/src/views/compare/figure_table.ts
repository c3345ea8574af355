// SPDX-License-Identifier: Apache-2.0
// The anytime figure as a table: decades of the budget, and its end. `exact`: regret is against the optimum.
import {element} from '../../dom/element';
import {seriesSwatch} from '../../drawing/swatch';
import type {Axis} from '../../engine/types';
import {decimal, tick, whole} from '../../i18n/numbers';
import {text} from '../../i18n/text';
import {stepValue, type RegretCurve} from '../../study/regret';
import {axisTicks} from '../../drawing/ticks';
import {optimizerTitle, type Page} from '../page';

const DECADES = 5;

export function figureTable(page: Page, curves: RegretCurve[], axis: Axis, exact: boolean): HTMLTableElement {
  const xs = curves[0].x;
  const last = xs[xs.length - 1];
  const columns = [...axisTicks(xs[0], last, 'log', DECADES).filter((x) => x >= xs[0] && x < last), last];
  const heading = (x: number) => (axis === 'evaluations' ? whole(x) : tick(x));
  const cell = ({x, low, median, high}: RegretCurve, at: number) => {
    const [a, b, c] = [median, low, high].map((values) => stepValue(x, values, at) ?? NaN);
    return element(
      'td',
      {},
      decimal(a, 3),
      element('span', {class: 'muted quartiles'}, ` ${decimal(b, 3)}–${decimal(c, 3)}`),
    );
  };
  return element(
    'table',
    {class: 'data'},
    element('caption', {class: 'small muted'}, text(exact ? 'figure.table_caption_exact' : 'figure.table_caption')),
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        element('th', {scope: 'col', class: 'name'}, text('result.optimizer')),
        ...columns.map((x) => element('th', {scope: 'col'}, `${heading(x)} ${text(`figure.unit.${axis}`)}`)),
      ),
    ),
    element(
      'tbody',
      {},
      ...curves.map((curve) =>
        element(
          'tr',
          {},
          element(
            'th',
            {scope: 'row', class: 'name'},
            seriesSwatch(curve.optimizer, 20),
            optimizerTitle(page, curve.optimizer),
          ),
          ...columns.map((x) => cell(curve, x)),
        ),
      ),
    ),
  );
}
