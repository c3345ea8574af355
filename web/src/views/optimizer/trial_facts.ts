// SPDX-License-Identifier: Apache-2.0
// What else is known of an evaluation, as a list, and all evaluations so far as a table.
import {element} from '../../dom/element';
import type {TracedTrial} from '../../engine/types';
import {decimal, percent, tick, whole} from '../../i18n/numbers';
import {text} from '../../i18n/text';
import {ownTime} from '../own_time';
import {trialName} from './reason_text';

export function trialFacts({runtime_seconds, fidelity, thinking_seconds, score}: TracedTrial): HTMLElement {
  const facts: [string, string][] = [
    [text('trace.epochs'), whole(fidelity)],
    [text('trace.training'), text('prediction.hours', {hours: decimal(runtime_seconds / 3600, 2)})],
    [text('trace.thinking'), ownTime(thinking_seconds)],
  ];
  if (score !== undefined) facts.push([text('trace.score'), tick(score)]);
  return element(
    'dl',
    {class: 'trial-facts small'},
    ...facts.map(([term, value]) =>
      element('div', {}, element('dt', {class: 'muted'}, term), element('dd', {}, value)),
    ),
  );
}

export function trialTable(trials: readonly TracedTrial[]): HTMLTableElement {
  const head = ['trace.evaluation', 'trace.move', 'trace.parent_column', 'trace.epochs', 'trace.quantity'] as const;
  return element(
    'table',
    {class: 'data'},
    element('thead', {}, element('tr', {}, ...head.map((key) => element('th', {scope: 'col'}, text(key))))),
    element(
      'tbody',
      {},
      ...trials.map(({move, parent, fidelity, val_accuracy}, i) =>
        element(
          'tr',
          {},
          element('th', {scope: 'row'}, trialName(i)),
          element('td', {}, text(`trace.move.${move}`)),
          element('td', {}, parent === undefined ? '' : trialName(parent)),
          element('td', {}, whole(fidelity)),
          element('td', {}, percent(val_accuracy, 3)),
        ),
      ),
    ),
  );
}
