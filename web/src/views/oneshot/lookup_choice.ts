// SPDX-License-Identifier: Apache-2.0
// The space of the supernet, and the table that its choices are looked up in.
import {Choice} from '../../dom/choice';
import {element} from '../../dom/element';
import type {BenchmarkInfo} from '../../engine/types';
import {whole} from '../../i18n/numbers';
import {text} from '../../i18n/text';
import {distinctCells, isFashion} from '../../space/nb101';
import {benchmarkInfo, spaceOf, type Page} from '../page';

type Kind = 'own' | 'transfer';

/** Benchmarks whose space a supernet can be built over. */
export const lookupsOf = ({info}: Page): BenchmarkInfo[] =>
  info.benchmarks.filter(({space}) => distinctCells(space.name) !== undefined);

/** The benchmark of the space whose cells were really trained on the task; undefined where there is none yet. */
export const ownLookup = (page: Page, space: string): BenchmarkInfo | undefined =>
  lookupsOf(page).find((info) => info.space.name === space && isFashion(info.name));

const kindOf = (lookup: string): Kind => (isFashion(lookup) ? 'own' : 'transfer');

export class LookupChoice {
  readonly node: HTMLElement;
  private readonly space: HTMLSelectElement;
  private readonly kind = new Choice<Kind>({
    label: text('search.lookup'),
    onChoose: (kind) => this.choose(this.space.value, kind),
  });
  private readonly note = element('p', {class: 'small muted', id: 'lookup-note'});

  constructor(private readonly page: Page) {
    const spaces = [...new Set(lookupsOf(page).map(({space}) => space.name))].sort();
    this.space = element(
      'select',
      {id: 'search-space', onchange: () => this.choose(this.space.value, kindOf(page.store.get().lookup))},
      ...spaces.map((space) => element('option', {value: space}, text('search.space_option', spaceWords(space)))),
    );
    this.node = element(
      'div',
      {class: 'group'},
      element('label', {}, text('search.space'), this.space),
      element('span', {class: 'small muted'}, text('search.lookup')),
      this.kind.node,
      this.note,
    );
  }

  show(lookup: string): void {
    const space = spaceOf(this.page, lookup);
    this.space.value = space;
    const own = ownLookup(this.page, space);
    this.kind.show(
      [
        {value: 'own', content: [text('search.lookup.own')], disabled: !own},
        {value: 'transfer', content: [text('search.lookup.transfer')]},
      ],
      kindOf(lookup),
    );
    const note = text(isFashion(lookup) ? 'search.lookup.own_note' : 'search.lookup.transfer_note', {
      lookup,
      title: benchmarkInfo(this.page, lookup)?.title ?? '',
    });
    this.note.textContent = own ? note : `${note} ${text('search.lookup.no_own')}`;
  }

  private choose(space: string, kind: Kind): void {
    const own = ownLookup(this.page, space);
    this.page.store.set({lookup: kind === 'own' && own ? own.name : space, trainedCell: ''});
  }
}

const spaceWords = (space: string) => ({number: space.slice(-1), cells: whole(distinctCells(space)!)});
