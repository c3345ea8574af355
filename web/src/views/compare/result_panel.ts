// SPDX-License-Identifier: Apache-2.0
// The result of a study: at the end of the budget, which differences are supported, on the way, and until a target.
import {element} from '../../dom/element';
import {text} from '../../i18n/text';
import type {BenchPhase, StudyController} from '../../study/study_controller';
import type {Page} from '../page';
import {tableNote} from '../data_table';
import {DifferenceTable} from './difference_table';
import {endTable, targetRows, wayTable} from './result_tables';

const COMPLETE: ReadonlySet<BenchPhase> = new Set(['stored', 'done', 'opened', 'loading']);

export class ResultPanel {
  /** The result at the end. */
  readonly node: HTMLElement;
  /** What stands behind it. */
  readonly details: HTMLElement;
  private readonly title = element('h2', {class: 'result'});
  private readonly results = element('div', {class: 'group'});
  private readonly differences: DifferenceTable;
  private readonly way = element('div', {class: 'group'});
  private readonly targets = element('div', {class: 'group'});

  constructor(
    private readonly page: Page,
    private readonly controller: StudyController,
  ) {
    this.differences = new DifferenceTable(page);
    this.node = element(
      'section',
      {class: 'panel result-panel'},
      element('div', {class: 'group'}, this.title, this.results),
    );
    this.details = element(
      'section',
      {class: 'panel details-panel', 'aria-label': text('result.details')},
      this.differences.node,
      element('div', {class: 'group'}, element('h2', {}, text('way.title')), this.way),
      element('div', {class: 'group'}, element('h2', {}, text('target.title')), this.targets),
    );
    controller.subscribe(() => this.show());
    this.show();
  }

  private show(): void {
    const {shown, phase} = this.controller.state();
    this.title.textContent = text(COMPLETE.has(phase) ? 'result.title' : 'result.title_partial');
    const found = shown !== undefined && shown.results.length > 0;
    const ended = found && shown.trajectories.length > 0;
    this.differences.node.hidden = !found;
    if (found) this.differences.show(shown);
    this.results.replaceChildren(...(found ? endTable(this.page, shown) : [tableNote(text('figure.empty'))]));
    this.way.replaceChildren(
      ...(found && shown.statistics
        ? wayTable(this.page, shown, shown.statistics)
        : [tableNote(text('target.pending'))]),
    );
    this.targets.replaceChildren(...(ended ? targetRows(this.page, shown) : [tableNote(text('target.pending'))]));
  }
}
