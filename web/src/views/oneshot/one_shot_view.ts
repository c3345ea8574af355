// SPDX-License-Identifier: Apache-2.0
// One-shot: a supernet is trained before the reader's eyes, and single cells as well.
import '../../styles/oneshot.css';
import methods from '../../generated/one_shot_methods.json';
import {element, replace} from '../../dom/element';
import type {SearchEpoch} from '../../engine/one_shot_types';
import {Trainer} from '../../engine/trainer';
import {whole} from '../../i18n/numbers';
import {text} from '../../i18n/text';
import type {PageState} from '../../state/properties';
import {searchRequest} from '../../state/search_spec';
import {spellingOf} from '../../space/spelling';
import {CellController} from '../../study/cell_controller';
import {SearchController} from '../../study/search_controller';
import {benchmarkInfo, spaceOf, type Page, type View} from '../page';
import {CellPanel} from './cell_panel';
import {ChoicePanel} from './choice_panel';
import {epochTable} from './epoch_table';
import {SearchFigure} from './search_figure';
import {SearchPanel} from './search_panel';
import {SearchSettings} from './search_settings';

export class OneShotView implements View {
  readonly node: HTMLElement;
  private readonly search: SearchController;
  private readonly settings: SearchSettings;
  private readonly figure = new SearchFigure();
  private readonly choice: ChoicePanel;
  private readonly cell: CellPanel;
  private readonly slider: HTMLInputElement;
  private readonly reading = element('label', {class: 'range'});
  private readonly empty = element('p', {class: 'muted', id: 'search-empty'}, text('search.empty'));
  private readonly table = element('div', {});
  private readonly tableFold: HTMLDetailsElement;
  /** The epoch that is looked at; undefined: the newest. */
  private looked: number | undefined;

  constructor(private readonly page: Page) {
    const {store, loader} = page;
    const trainer = new Trainer();
    const tableOf = (benchmark: string) => benchmarkInfo(page, benchmark)?.model_file ?? benchmark;
    this.search = new SearchController(trainer, loader, tableOf, searchRequest(store.get(), methods));
    this.settings = new SearchSettings(page, methods);
    this.choice = new ChoicePanel(page, (compact) => this.trainChosen(compact));
    this.cell = new CellPanel(page, new CellController(trainer), (compact) => this.setCell(compact));
    this.slider = element('input', {
      type: 'range',
      id: 'search-epoch',
      min: 1,
      oninput: () => this.look(Number(this.slider.value)),
    });
    this.tableFold = element(
      'details',
      {ontoggle: () => this.draw()},
      element('summary', {class: 'small'}, text('figure.table')),
      this.table,
    );
    this.node = element(
      'section',
      {},
      element('h1', {class: 'view-title'}, text('search.title')),
      element('p', {class: 'muted lead'}, text('search.lead')),
      this.bench(),
      this.cell.node,
    );
    this.search.subscribe(() => this.draw());
    store.subscribe((state) => this.node.hidden || this.show(state));
  }

  onShow(): void {
    this.show(this.page.store.get());
  }

  onThemeChange(): void {
    // Drawn in SVG with CSS colours, which follow the theme by themselves.
  }

  private bench(): HTMLElement {
    return element(
      'div',
      {class: 'bench bench-search', id: 'search'},
      element('div', {class: 'panel stack settings-panel'}, new SearchPanel(this.search).node, this.settings.node),
      element(
        'section',
        {class: 'panel figure-panel stack'},
        element('h2', {class: 'computed'}, text('search.figure_title')),
        this.empty,
        element('figure', {}, this.figure.node, element('figcaption', {}, text('search.caption'))),
        this.reading,
        this.tableFold,
      ),
      element('section', {class: 'panel choice-panel'}, this.choice.node),
    );
  }

  private show(state: PageState): void {
    const request = searchRequest(state, methods);
    this.search.setRequest(request);
    this.settings.show(state);
    this.cell.show(state);
    this.draw();
  }

  private look(epoch: number): void {
    const {epochs} = this.search.state();
    this.looked = epoch >= epochs.length ? undefined : epoch;
    this.draw();
  }

  private draw(): void {
    const state = this.search.state();
    const {epochs} = state;
    if (this.looked !== undefined && this.looked > epochs.length) this.looked = undefined;
    const epoch: SearchEpoch | undefined = epochs[(this.looked ?? epochs.length) - 1];
    this.empty.hidden = state.progress !== undefined;
    this.figure.show(state, epoch?.epoch);
    this.choice.show(state, epoch);
    this.tableFold.hidden = this.reading.hidden = epochs.length === 0;
    if (!epoch) return;
    this.slider.max = String(epochs.length);
    this.slider.value = String(epoch.epoch);
    if (this.slider.parentNode !== this.reading) this.reading.append(element('span', {}), this.slider);
    this.reading.firstElementChild!.textContent = text('search.epoch_looked', {
      epoch: whole(epoch.epoch),
      epochs: whole(epochs.length),
    });
    if (this.tableFold.open) replace(this.table, epochTable(epochs));
  }

  private setCell(compact: string): void {
    const {lookup} = this.page.store.get();
    this.page.store.set({trainedCell: spellingOf(spaceOf(this.page, lookup)).toCode(compact)});
  }

  private trainChosen(compact: string): void {
    this.setCell(compact);
    this.cell.node.scrollIntoView({block: 'start'});
    void this.cell.start();
  }
}
