// SPDX-License-Identifier: Apache-2.0
// The cell that the method would choose, now or after an earlier epoch, and what the table says of it.
import {element, replace, type Child} from '../../dom/element';
import type {SearchEpoch} from '../../engine/one_shot_types';
import type {Identity} from '../../engine/types';
import {decimal, largeCount, percent, whole} from '../../i18n/numbers';
import {text} from '../../i18n/text';
import {fromCompact, isFashion, stackChannels} from '../../space/nb101';
import {regretPoints} from '../../study/regret';
import type {SearchState} from '../../study/search_controller';
import {Nb101Figure} from '../nb101_figure';
import {spaceOf, type Page} from '../page';
import {provenanceBadge, provenanceOf} from '../provenance_badge';

export class ChoicePanel {
  readonly node: HTMLElement;
  private readonly title = element('h2', {class: 'result'});
  private readonly figure = new Nb101Figure();
  private readonly values = element('div', {class: 'group', id: 'choice-values'});
  private readonly body: HTMLElement;
  private readonly empty = element('p', {class: 'small muted'}, text('choice.empty'));
  private architecture = '';

  constructor(
    private readonly page: Page,
    onTrain: (architecture: string) => void,
  ) {
    this.body = element(
      'div',
      {class: 'stack'},
      this.figure.node,
      this.values,
      element(
        'div',
        {},
        element(
          'button',
          {type: 'button', id: 'train-choice', onclick: () => onTrain(this.architecture)},
          text('cell_training.train_chosen'),
        ),
      ),
    );
    this.node = element('div', {class: 'stack'}, this.title, this.empty, this.body);
  }

  /** `epoch`: the one that is looked at; undefined: the search has not ended any. */
  show({request: {benchmark}, choice, identity}: SearchState, epoch: SearchEpoch | undefined): void {
    const architecture = epoch?.architecture ?? choice?.architecture;
    this.title.textContent = epoch ? text('choice.title', {epoch: whole(epoch.epoch)}) : text('choice.title_now');
    this.empty.hidden = architecture !== undefined;
    this.body.hidden = architecture === undefined;
    if (architecture === undefined) return;
    if (architecture !== this.architecture) {
      this.architecture = architecture;
      this.figure.show(fromCompact(spaceOf(this.page, benchmark), architecture), stackChannels(benchmark));
    }
    replace(this.values, ...(epoch && identity ? valuesOf(epoch, identity, benchmark) : [text('choice.pending')]));
  }
}

function valuesOf(epoch: SearchEpoch, identity: Identity, benchmark: string): Child[] {
  const provenance = provenanceOf(epoch.flags);
  const {is_optimum, val_accuracy, test_accuracy} = identity.best_known;
  const rows: [string, string][] = [
    [text('choice.validation'), text('choice.per_cent', {value: percent(epoch.val_accuracy)})],
    ...(epoch.test_accuracy === undefined
      ? []
      : [[text('choice.test'), text('choice.per_cent', {value: percent(epoch.test_accuracy)})] as [string, string]]),
    [
      text(is_optimum ? 'choice.regret' : 'choice.regret_best_known'),
      text('choice.points', {value: decimal(regretPoints(epoch.val_accuracy, val_accuracy), 2)}),
    ],
    ...(is_optimum && test_accuracy !== undefined && epoch.test_accuracy !== undefined
      ? [
          [
            text('choice.regret_test'),
            text('choice.points', {value: decimal(regretPoints(epoch.test_accuracy, test_accuracy), 2)}),
          ] as [string, string],
        ]
      : []),
    [text('choice.one_shot'), text('choice.per_cent', {value: percent(epoch.one_shot_accuracy)})],
    [text('prediction.parameters'), largeCount(epoch.parameters)],
  ];
  return [
    element(
      'dl',
      {class: 'facts pairs'},
      ...rows.flatMap(([term, value]) => [element('dt', {}, term), element('dd', {}, value)]),
    ),
    element(
      'p',
      {class: 'small muted'},
      provenance && provenanceBadge(provenance),
      ' ',
      text(isFashion(benchmark) ? 'choice.note' : 'choice.note_transfer'),
    ),
  ];
}
