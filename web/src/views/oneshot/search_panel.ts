// SPDX-License-Identifier: Apache-2.0
// Run, Pause and Cancel of a one-shot search, how far it is, and its record.
import {Announcer} from '../../dom/announcer';
import {element, setUnavailable} from '../../dom/element';
import {saveFile} from '../../dom/save_file';
import {EngineError} from '../../engine/types';
import {decimal, percent, shortSeconds, whole} from '../../i18n/numbers';
import {text, type TextKey} from '../../i18n/text';
import {stepsOf, type SearchController, type SearchPhase, type SearchState} from '../../study/search_controller';
import {errorNote} from '../error_note';
import {ProgressBar} from '../progress_bar';
import {loadedShare, loadingText} from './loading_text';

const AT_WORK: ReadonlySet<SearchPhase> = new Set(['loading', 'running', 'paused']);
const RECORDED: ReadonlySet<SearchPhase> = new Set(['paused', 'cancelled', 'done', 'failed']);

export class SearchPanel {
  readonly node: HTMLElement;
  private readonly run = this.button('search-run', 'study.run', () => void this.controller.toggle(), 'primary');
  private readonly cancel = this.button('search-cancel', 'study.cancel', () => void this.controller.cancel());
  private readonly save = this.button('search-record', 'figure.download.json', () => void this.saveRecord(), 'quiet');
  private readonly bar = new ProgressBar(text('search.progress'));
  private readonly status = element('div', {class: 'small muted', id: 'search-status'});
  private readonly announcer = new Announcer();

  constructor(private readonly controller: SearchController) {
    this.node = element(
      'div',
      {class: 'group', role: 'group', 'aria-label': text('search.controls')},
      element('div', {class: 'two-fields'}, this.run, this.cancel),
      this.bar.node,
      this.status,
      element('div', {}, this.save),
      this.announcer.node,
    );
    controller.subscribe((state) => this.show(state));
    this.show(controller.state());
  }

  private show(state: SearchState): void {
    const {phase, error, epochs} = state;
    this.run.textContent = text(
      phase === 'running' ? 'study.pause' : phase === 'paused' ? 'study.resume' : 'study.run',
    );
    setUnavailable(this.run, phase === 'loading');
    setUnavailable(this.cancel, !AT_WORK.has(phase));
    this.save.disabled = !RECORDED.has(phase) || epochs.length === 0;
    this.bar.show(phase, share(state));
    this.node.dataset.phase = phase;
    if (error) {
      const kept = epochs.length > 0 && text('search.kept', {epochs: whole(epochs.length)});
      const offline = !navigator.onLine && text('search.offline');
      this.status.replaceChildren(errorNote(error), ...[kept, offline].filter((part) => part !== false));
      return;
    }
    const message = statusOf(state);
    this.status.textContent = message;
    if (phase !== 'idle') this.announcer.say([message, newest(state)].filter(Boolean).join(' '));
  }

  private async saveRecord(): Promise<void> {
    const {request} = this.controller.state();
    try {
      const name = `cellar-oneshot-${request.benchmark}-${request.method.name}-seed${request.seed}.json`;
      saveFile(name, 'application/json', await this.controller.record());
    } catch (reason) {
      if (!(reason instanceof EngineError)) throw reason;
      this.status.replaceChildren(errorNote(reason));
    }
  }

  private button(id: string, label: TextKey, onclick: () => void, className?: string): HTMLButtonElement {
    return element('button', {type: 'button', id, class: className, onclick}, text(label));
  }
}

function share({phase, loading, progress}: SearchState): number {
  if (phase === 'loading') return loadedShare(loading);
  if (!progress) return 0;
  const {done, total} = stepsOf(progress);
  return done / total;
}

function statusOf(state: SearchState): string {
  const {phase, progress, epochs, busySeconds} = state;
  const values = {
    epoch: whole(Math.min((progress?.epoch ?? 0) + 1, progress?.epochs ?? 1)),
    done: whole(epochs.length),
    epochs: whole(progress?.epochs ?? 0),
    seconds: shortSeconds(busySeconds),
  };
  switch (phase) {
    case 'idle':
      return text('search.idle');
    case 'loading':
      return loadingText(state.loading);
    case 'running':
      return runningText(state, values);
    case 'paused':
      return text('search.paused', values);
    case 'cancelled':
      return text(epochs.length > 0 ? 'search.cancelled' : 'search.cancelled_empty', values);
    case 'done':
      return text('search.done', values);
    case 'failed':
      return '';
  }
}

function runningText({progress, epochs, busySeconds}: SearchState, values: Record<string, string>): string {
  if (!progress) return text('search.starting');
  const loss = decimal(progress.loss, 3);
  if (epochs.length === 0) return text('search.running_start', {...values, loss});
  const {done, total} = stepsOf(progress);
  const left = (busySeconds / done) * (total - done);
  return text('search.running', {...values, loss, left: whole(Math.ceil(left))});
}

function newest({epochs}: SearchState): string {
  const last = epochs[epochs.length - 1];
  return last ? text('search.announced', {epoch: whole(last.epoch), accuracy: percent(last.val_accuracy)}) : '';
}
