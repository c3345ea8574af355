// SPDX-License-Identifier: Apache-2.0
// Which differences between methods the tests support, one method against each other, in plain words.
import {element} from '../../dom/element';
import type {Comparison, Statistics} from '../../engine/types';
import {decimal, percent, signedPoints, tick, whole} from '../../i18n/numbers';
import {text} from '../../i18n/text';
import {differencesFrom, effectSize, type Difference} from '../../study/differences';
import {optimizerTitle, type Page} from '../page';
import {dataTable, optimizerHead, tableNote} from '../data_table';

const LEAST_P = 0.001;

export class DifferenceTable {
  readonly node: HTMLElement;
  private readonly choice: HTMLSelectElement;
  private readonly body = element('div', {class: 'group'});
  private shown: Comparison | undefined;
  private wished: string | undefined;

  constructor(private readonly page: Page) {
    this.choice = element('select', {
      id: 'reference',
      onchange: () => {
        this.wished = this.choice.value;
        if (this.shown) this.show(this.shown);
      },
    });
    this.node = element(
      'div',
      {class: 'group'},
      element('h2', {}, text('difference.title')),
      element('label', {class: 'reference'}, text('difference.reference'), this.choice),
      this.body,
    );
  }

  show(shown: Comparison): void {
    this.shown = shown;
    const {statistics} = shown;
    this.choice.parentElement!.hidden = !statistics || statistics.pairs.length === 0;
    if (!statistics || statistics.pairs.length === 0) {
      this.body.replaceChildren(tableNote(text(statistics ? 'difference.no_pairs' : 'difference.pending')));
      return;
    }
    const reference = this.chooseReference(statistics);
    this.body.replaceChildren(
      dataTable(
        'differences',
        ['other', 'better_by', 'wins', 'p', 'verdict'].map((column) =>
          text(`difference.${column}` as 'difference.other', {reference: optimizerTitle(this.page, reference)}),
        ),
        differencesFrom(statistics, reference).map((difference) => this.row(difference)),
      ),
      ...notes(statistics, shown.spec.runs),
    );
  }

  private chooseReference({optimizers}: Statistics): string {
    const ranked = [...optimizers].sort((a, b) => a.mean_rank - b.mean_rank).map(({optimizer}) => optimizer);
    const chosen = this.wished !== undefined && ranked.includes(this.wished) ? this.wished : ranked[0];
    this.choice.replaceChildren(
      ...ranked.map((optimizer) =>
        element('option', {value: optimizer, selected: optimizer === chosen}, optimizerTitle(this.page, optimizer)),
      ),
    );
    return chosen;
  }

  private row({other, median, wins, p, differs}: Difference): HTMLElement[] {
    return [
      optimizerHead(this.page, other),
      element('td', {}, signedPoints(median)),
      element(
        'td',
        {},
        text('difference.share', {share: percent(wins, 0), size: text(`difference.${effectSize(wins)}`)}),
      ),
      element('td', {}, p < LEAST_P ? text('difference.below', {p: tick(LEAST_P)}) : decimal(p, 3)),
      element('td', {class: differs ? undefined : 'muted'}, text(differs ? 'difference.differs' : 'difference.same')),
    ];
  }
}

function notes(
  {paired_runs, pairs, underpowered, complete, over_runs, level}: Statistics,
  runs: number,
): HTMLElement[] {
  const values = {paired: whole(paired_runs), runs: whole(runs), pairs: whole(pairs.length), level: percent(level, 0)};
  const friedman = over_runs && {
    p: over_runs.p < LEAST_P ? text('difference.below', {p: tick(LEAST_P)}) : `= ${decimal(over_runs.p, 3)}`,
  };
  return [
    ...(underpowered ? [tableNote(text('difference.underpowered', values))] : []),
    ...(complete ? [] : [tableNote(text('difference.incomplete', values))]),
    tableNote(text('difference.note', values)),
    ...(friedman ? [tableNote(text('difference.friedman', friedman))] : []),
  ];
}
