// SPDX-License-Identifier: Apache-2.0
// Two tables: the result at the end of the budget, and the evaluations it took to reach a target.
import {element, type Child} from '../../dom/element';
import {seriesSwatch} from '../../drawing/swatch';
import type {Comparison} from '../../engine/types';
import {decimal, tick, whole} from '../../i18n/numbers';
import {text} from '../../i18n/text';
import {rankedResults, type RegretResult} from '../../study/regret';
import type {StudyController} from '../../study/study_controller';
import {chooseTargets, targetTable, type TargetCell} from '../../study/targets';
import {optimizerTitle, type Page} from '../page';

export class ResultPanel {
  readonly node: HTMLElement;
  private readonly title = element('h2', {class: 'result'});
  private readonly results = element('div', {class: 'group'});
  private readonly targets = element('div', {class: 'group'});

  constructor(
    private readonly page: Page,
    private readonly controller: StudyController,
  ) {
    this.node = element(
      'section',
      {class: 'panel result-panel'},
      element('div', {class: 'group'}, this.title, this.results),
      element('div', {class: 'group'}, element('h2', {}, text('target.title')), this.targets),
    );
    controller.subscribe(() => this.show());
    this.show();
  }

  private show(): void {
    const {shown, phase} = this.controller.state();
    const complete = phase === 'stored' || phase === 'done' || phase === 'opened' || phase === 'loading';
    this.title.textContent = text(complete ? 'result.title' : 'result.title_partial');
    if (!shown || shown.results.length === 0) {
      this.results.replaceChildren(note(text('figure.empty')));
      this.targets.replaceChildren(note(text('target.pending')));
      return;
    }
    this.results.replaceChildren(
      this.resultTable(shown),
      note(
        text(shown.identity.best_known.is_optimum ? 'result.note_exact' : 'result.note', {
          model: shown.identity.model.name,
          runs: whole(shown.spec.runs),
        }),
      ),
    );
    this.targets.replaceChildren(
      ...(shown.trajectories.length > 0 ? this.targetRows(shown) : [note(text('target.pending'))]),
    );
  }

  private resultTable(shown: Comparison): HTMLElement {
    const exact = shown.identity.best_known.is_optimum;
    const head = [
      'result.optimizer',
      'result.median',
      ...(exact ? ['result.test' as const] : []),
      'result.gpu_days',
    ] as const;
    return table(
      'results',
      head.map((key) => text(key)),
      rankedResults(shown).map((result) => [
        this.name(result.optimizer),
        medianCell(result),
        exact && testCell(result.testMedian),
        element('td', {}, decimal(result.simulatedGpuDays, 1)),
      ]),
    );
  }

  private targetRows(shown: Comparison): HTMLElement[] {
    const targets = chooseTargets(shown);
    const order = rankedResults(shown).map(({optimizer}) => optimizer);
    const rows = targetTable(shown, targets).sort((a, b) => order.indexOf(a.optimizer) - order.indexOf(b.optimizer));
    const head = [text('result.optimizer'), ...targets.map((target) => text('target.column', {target: tick(target)}))];
    return [
      table(
        'targets',
        head,
        rows.map(({optimizer, cells}) => [this.name(optimizer), ...cells.map(targetCell)]),
      ),
      note(text('target.note')),
    ];
  }

  private name(optimizer: string): HTMLElement {
    return element(
      'th',
      {scope: 'row', class: 'name'},
      seriesSwatch(optimizer, 20),
      optimizerTitle(this.page, optimizer),
    );
  }
}

function medianCell({median, low, high}: RegretResult): HTMLElement {
  return element(
    'td',
    {},
    element('strong', {}, decimal(median, 3)),
    element('span', {class: 'muted quartiles below'}, `${decimal(low, 3)}–${decimal(high, 3)}`),
  );
}

function testCell(median: number | undefined): HTMLElement {
  return median === undefined
    ? element('td', {class: 'muted'}, text('result.pending'))
    : element('td', {}, decimal(median, 3));
}

function targetCell({medianEvaluations, reached, runs}: TargetCell): HTMLElement {
  if (medianEvaluations !== undefined) return element('td', {}, whole(medianEvaluations));
  return element('td', {class: 'muted'}, text('target.share', {reached: whole(reached), runs: whole(runs)}));
}

function table(id: string, head: string[], rows: Child[][]): HTMLElement {
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
          ...head.map((title, i) => element('th', {scope: 'col', class: i === 0 ? 'name' : undefined}, title)),
        ),
      ),
      element('tbody', {}, ...rows.map((cells) => element('tr', {}, ...cells))),
    ),
  );
}

const note = (content: string): HTMLElement => element('p', {class: 'small muted'}, content);
