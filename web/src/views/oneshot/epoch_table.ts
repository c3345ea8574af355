// SPDX-License-Identifier: Apache-2.0
// The numbers behind the figure, epoch by epoch.
import {element} from '../../dom/element';
import type {SearchEpoch} from '../../engine/one_shot_types';
import {decimal, percent, whole} from '../../i18n/numbers';
import {text} from '../../i18n/text';
import {dataTable} from '../data_table';

export function epochTable(epochs: readonly SearchEpoch[]): HTMLElement {
  return dataTable(
    'search-table',
    [
      text('search.unit'),
      text('search.series.loss'),
      text('search.column.error'),
      text('search.column.validation'),
      text('search.column.test'),
      text('search.series.entropy'),
      text('search.column.cell'),
    ],
    epochs.map((epoch) => [
      element('th', {scope: 'row', class: 'name'}, whole(epoch.epoch)),
      number(decimal(epoch.train_loss, 3)),
      number(percent(1 - epoch.one_shot_accuracy, 1)),
      number(percent(epoch.val_accuracy)),
      number(epoch.test_accuracy === undefined ? '' : percent(epoch.test_accuracy)),
      number(decimal(epoch.entropy, 3)),
      element('td', {}, element('code', {}, epoch.architecture)),
    ]),
  );
}

const number = (content: string): HTMLElement => element('td', {}, content);
