// SPDX-License-Identifier: Apache-2.0
// Tables of the bench: a row for each optimizer, scrolled in their own box where they are too wide.
import {element, type Child} from '../dom/element';
import {seriesSwatch} from '../drawing/swatch';
import {optimizerTitle, type Page} from './page';

export function dataTable(id: string, head: Child[], rows: Child[][]): HTMLElement {
  return element(
    'div',
    {class: 'scroll'},
    element(
      'table',
      {id},
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          ...head
            .filter((title) => title !== false)
            .map((title) => element('th', {scope: 'col', class: title === head[0] ? 'name' : undefined}, title)),
        ),
      ),
      element('tbody', {}, ...rows.map((cells) => element('tr', {}, ...cells))),
    ),
  );
}

/** The head of a row. */
export function optimizerHead(page: Page, optimizer: string): HTMLElement {
  return element('th', {scope: 'row', class: 'name'}, seriesSwatch(optimizer, 20), optimizerTitle(page, optimizer));
}

export const tableNote = (content: string): HTMLElement => element('p', {class: 'small muted'}, content);
