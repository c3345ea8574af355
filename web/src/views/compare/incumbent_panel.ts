// SPDX-License-Identifier: Apache-2.0
// The best architecture an optimizer found, drawn, with a way into the Architecture view.
import {Choice} from '../../dom/choice';
import {element} from '../../dom/element';
import {cellGraph} from '../../drawing/cell_graph';
import {operationKey} from '../../drawing/operation_key';
import type {Evaluation} from '../../engine/types';
import {decimal, percent} from '../../i18n/numbers';
import {text} from '../../i18n/text';
import {CELL_NAMES, fromCompact, toCode, type Genotype} from '../../space/darts';
import {rankedResults} from '../../study/regret';
import type {StudyController} from '../../study/study_controller';
import {optimizerTitle, type Page} from '../page';

export class IncumbentPanel {
  readonly node: HTMLElement;
  private readonly choice: Choice<string>;
  private readonly body = element('div', {class: 'stack'});
  private readonly drawings = CELL_NAMES.map((name) => ({name, host: element('div', {})}));
  private readonly answer = element('p', {class: 'row'});
  private chosen: string | undefined;
  private genotype: Genotype | undefined;
  private drawn = '';

  constructor(
    private readonly page: Page,
    private readonly controller: StudyController,
  ) {
    this.choice = new Choice({
      label: text('incumbent.of'),
      onChoose: (optimizer) => {
        this.chosen = optimizer;
        this.draw();
      },
    });
    this.body.append(
      this.answer,
      element(
        'div',
        {class: 'cells'},
        ...this.drawings.map(({name, host}) => element('div', {}, element('h3', {}, text(`cell.${name}`)), host)),
      ),
      operationKey(),
    );
    this.node = element(
      'section',
      {class: 'panel incumbent-panel stack'},
      element('div', {class: 'row spread'}, element('h2', {}, text('incumbent.title')), this.choice.node),
      this.body,
    );
    controller.subscribe(() => this.draw());
    new ResizeObserver(() => this.draw()).observe(this.body);
  }

  draw(): void {
    const {shown} = this.controller.state();
    this.body.hidden = !shown || shown.results.length === 0;
    if (!shown || shown.results.length === 0) {
      this.choice.node.replaceChildren();
      return;
    }
    const ranked = rankedResults(shown).map(({optimizer}) => optimizer);
    const chosen = this.chosen !== undefined && ranked.includes(this.chosen) ? this.chosen : ranked[0];
    const best = shown.results.find(({optimizer}) => optimizer === chosen)!.best;
    const width = this.drawings[0].host.clientWidth;
    // Ten times a second during a run; redraw only what changed.
    const key = JSON.stringify([ranked, chosen, best.architecture, width]);
    if (width === 0 || key === this.drawn) return;
    this.drawn = key;
    this.choice.show(
      ranked.map((value) => ({value, content: [optimizerTitle(this.page, value)]})),
      chosen,
    );
    this.showAnswer(best);
    const genotype = (this.genotype = fromCompact(best.architecture));
    for (const {name, host} of this.drawings) host.replaceChildren(cellGraph(genotype[name], name, width));
  }

  private showAnswer(best: Evaluation): void {
    const accuracy = percent(best.val_accuracy);
    this.answer.replaceChildren(
      element(
        'strong',
        {},
        best.val_accuracy_sd === undefined
          ? text('incumbent.accuracy_plain', {accuracy})
          : text('incumbent.accuracy', {accuracy, sd: percent(best.val_accuracy_sd)}),
      ),
      element('span', {class: 'muted'}, text('incumbent.validation')),
      element('span', {}, text('incumbent.parameters', {millions: decimal(best.parameters / 1e6, 2)})),
      element('button', {type: 'button', class: 'quiet', onclick: () => this.open()}, text('incumbent.open')),
    );
  }

  private open(): void {
    if (this.genotype) this.page.store.set({architecture: toCode(this.genotype), view: 'architecture'});
  }
}
