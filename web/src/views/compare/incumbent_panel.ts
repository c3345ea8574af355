// SPDX-License-Identifier: Apache-2.0
// The best architecture an optimizer found, drawn, with a way into the Architecture view.
import {Choice} from '../../dom/choice';
import {element, replace} from '../../dom/element';
import type {Evaluation} from '../../engine/types';
import {largeCount, percent} from '../../i18n/numbers';
import {text} from '../../i18n/text';
import * as darts from '../../space/darts';
import * as nb101 from '../../space/nb101';
import {DARTS_SPACE, spellingOf} from '../../space/spelling';
import {rankedResults} from '../../study/regret';
import type {StudyController} from '../../study/study_controller';
import {Nb101Figure} from '../nb101_figure';
import {optimizerTitle, spaceOf, type Page} from '../page';
import {provenanceBadge, provenanceOf} from '../provenance_badge';
import {DartsFigure} from './darts_figure';

export class IncumbentPanel {
  readonly node: HTMLElement;
  private readonly choice: Choice<string>;
  private readonly body = element('div', {class: 'stack'});
  private readonly genotype = new DartsFigure();
  private readonly cell = new Nb101Figure();
  private readonly answer = element('p', {class: 'row'});
  private chosen: string | undefined;
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
    this.body.append(this.answer, this.genotype.node, this.cell.node);
    this.node = element(
      'section',
      {class: 'panel incumbent-panel stack'},
      element('div', {class: 'row spread'}, element('h2', {}, text('incumbent.title')), this.choice.node),
      this.body,
    );
    controller.subscribe(() => this.draw());
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
    const {benchmark} = shown.spec;
    // Ten times a second during a run; redraw only what changed.
    const key = JSON.stringify([benchmark, ranked, chosen, best.architecture]);
    if (key === this.drawn) return;
    this.drawn = key;
    this.choice.show(
      ranked.map((value) => ({value, content: [optimizerTitle(this.page, value)]})),
      chosen,
    );
    const space = spaceOf(this.page, benchmark);
    this.showAnswer(best, space);
    this.genotype.node.hidden = space !== DARTS_SPACE;
    this.cell.node.hidden = space === DARTS_SPACE;
    if (space === DARTS_SPACE) this.genotype.show(darts.fromCompact(best.architecture));
    else this.cell.show(nb101.fromCompact(space, best.architecture), nb101.stackChannels(benchmark));
  }

  private showAnswer(best: Evaluation, space: string): void {
    const accuracy = percent(best.val_accuracy);
    const provenance = provenanceOf(best.flags);
    replace(
      this.answer,
      element(
        'strong',
        {},
        best.val_accuracy_sd === undefined
          ? text('incumbent.accuracy_plain', {accuracy})
          : text('incumbent.accuracy', {accuracy, sd: percent(best.val_accuracy_sd)}),
      ),
      element('span', {class: 'muted'}, text('incumbent.validation')),
      provenance && provenanceBadge(provenance),
      best.test_accuracy !== undefined &&
        element('span', {}, text('incumbent.test', {accuracy: percent(best.test_accuracy)})),
      element('span', {}, text('incumbent.parameters', {count: largeCount(best.parameters)})),
      element(
        'button',
        {type: 'button', class: 'quiet', onclick: () => this.open(best, space)},
        text('incumbent.open'),
      ),
    );
  }

  private open(best: Evaluation, space: string): void {
    this.page.store.set({architecture: spellingOf(space).toCode(best.architecture), view: 'architecture'});
  }
}
