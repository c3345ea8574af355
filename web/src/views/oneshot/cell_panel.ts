// SPDX-License-Identifier: Apache-2.0
// Train this cell: a cell of the space is trained here, as those of the table were.
import {Announcer} from '../../dom/announcer';
import {element, replace, setUnavailable} from '../../dom/element';
import {decimal, shortSeconds, whole} from '../../i18n/numbers';
import {text} from '../../i18n/text';
import {LIMITS, type PageState} from '../../state/properties';
import {fromCompact, stackChannels} from '../../space/nb101';
import {spellingOf} from '../../space/spelling';
import type {CellController, CellState} from '../../study/cell_controller';
import {errorNote} from '../error_note';
import {Nb101Figure} from '../nb101_figure';
import {wholeNumberField} from '../number_field';
import {spaceOf, type Page} from '../page';
import {ProgressBar} from '../progress_bar';
import {cellResult} from './cell_result';
import {CellText} from './cell_text';
import {loadedShare, loadingText} from './loading_text';
import {ownLookup} from './lookup_choice';

export class CellPanel {
  readonly node: HTMLElement;
  private readonly figure = new Nb101Figure();
  private readonly train = element(
    'button',
    {type: 'button', id: 'train-cell', class: 'primary', onclick: () => void this.start()},
    text('cell_training.train'),
  );
  private readonly cancel = element(
    'button',
    {type: 'button', id: 'cancel-cell', onclick: () => this.controller.cancel()},
    text('study.cancel'),
  );
  private readonly complaint = element('p', {class: 'small error', role: 'alert'});
  private readonly seed = wholeNumberField(
    'training-seed',
    text('settings.seed'),
    LIMITS.trainingSeed,
    (trainingSeed) => this.page.store.set({trainingSeed}),
    (complaint) => (this.complaint.textContent = complaint),
  );
  private readonly bar = new ProgressBar(text('cell_training.progress'));
  private readonly status = element('div', {class: 'small muted', id: 'cell-status'});
  private readonly announcer = new Announcer();
  private readonly result = element('div', {class: 'group', id: 'cell-result'});
  private drawn = '';

  constructor(
    private readonly page: Page,
    private readonly controller: CellController,
    onCell: (compact: string) => void,
  ) {
    this.node = element(
      'section',
      {class: 'bench bench-cell', id: 'cell-training'},
      element(
        'div',
        {class: 'panel stack'},
        element('h2', {class: 'computed'}, text('cell_training.title')),
        element('p', {class: 'small muted'}, text('cell_training.lead')),
        element('div', {class: 'cell-fields'}, this.seed.node, this.train, this.cancel),
        this.complaint,
        this.bar.node,
        this.status,
        new CellText(page, onCell).node,
        this.announcer.node,
      ),
      element('div', {class: 'panel stack'}, this.figure.node, this.result),
    );
    controller.subscribe((state) => this.showTraining(state));
    this.showTraining(controller.state());
  }

  show({lookup, trainingSeed}: PageState): void {
    this.seed.show(trainingSeed);
    const compact = this.compact();
    const key = `${lookup} ${compact} ${trainingSeed}`;
    if (key === this.drawn) return;
    this.drawn = key;
    this.controller.reset();
    this.figure.show(fromCompact(spaceOf(this.page, lookup), compact), stackChannels(this.trainedOn()));
  }

  async start(): Promise<void> {
    const benchmark = this.trainedOn();
    const {trainingSeed: seed} = this.page.store.get();
    const table = ownLookup(this.page, spaceOf(this.page, benchmark))?.model_file;
    await this.controller.train({benchmark, architecture: this.compact(), seed}, table);
  }

  // A transfer's cells are trained on the task as well.
  private trainedOn(): string {
    const {lookup} = this.page.store.get();
    return ownLookup(this.page, spaceOf(this.page, lookup))?.name ?? lookup;
  }

  private compact(): string {
    const {lookup, trainedCell} = this.page.store.get();
    const {toCompact, standard} = spellingOf(spaceOf(this.page, lookup));
    return toCompact(trainedCell) ?? toCompact(standard)!;
  }

  private showTraining(state: CellState): void {
    const {phase, error, progress} = state;
    const atWork = phase === 'loading' || phase === 'running';
    setUnavailable(this.train, atWork);
    setUnavailable(this.cancel, !atWork);
    const share = phase === 'loading' ? loadedShare(state.loading) : progress ? progress.step / progress.steps : 0;
    this.bar.show(phase, share);
    replace(this.result, ...cellResult(state));
    if (error) return this.status.replaceChildren(errorNote(error));
    const message = statusOf(state);
    this.status.textContent = message;
    if (phase !== 'idle') this.announcer.say(message);
  }
}

function statusOf({phase, loading, progress, busySeconds}: CellState): string {
  const values = {
    step: whole(progress?.step ?? 0),
    steps: whole(progress?.steps ?? 0),
    loss: decimal(progress?.loss ?? 0, 3),
    seconds: shortSeconds(busySeconds),
  };
  switch (phase) {
    case 'idle':
      return text('cell_training.idle');
    case 'loading':
      return loadingText(loading);
    case 'running':
      return text('cell_training.running', values);
    case 'cancelled':
      return text('cell_training.cancelled', values);
    case 'done':
      return text('cell_training.done', values);
    case 'failed':
      return '';
  }
}
