// SPDX-License-Identifier: Apache-2.0
// Run, Pause, Step, Cancel, Reset, and how far the study is.
import {Announcer} from '../../dom/announcer';
import {element, setUnavailable} from '../../dom/element';
import {megabytes, shortSeconds, whole} from '../../i18n/numbers';
import {text} from '../../i18n/text';
import type {BenchPhase, BenchState, StudyController} from '../../study/study_controller';
import {errorNote} from '../error_note';
import type {Page} from '../page';
import {ProgressBar} from '../progress_bar';

const DIGEST_DIGITS = 12;
/** An estimate of the time left from less than this would jump about. */
const LEAST_BUSY_SECONDS = 0.3;

const RUN_LABEL: Record<BenchPhase, 'study.run' | 'study.pause' | 'study.resume'> = {
  idle: 'study.run',
  stored: 'study.run',
  opened: 'study.run',
  loading: 'study.run',
  running: 'study.pause',
  paused: 'study.resume',
  cancelled: 'study.run',
  done: 'study.run',
  failed: 'study.run',
};

export class StudyPanel {
  readonly node: HTMLElement;
  private readonly run: HTMLButtonElement;
  private readonly step: HTMLButtonElement;
  private readonly cancel: HTMLButtonElement;
  private readonly reset: HTMLButtonElement;
  private readonly bar = new ProgressBar(text('study.progress'));
  private readonly status = element('p', {class: 'small muted', id: 'study-status'});
  private readonly announcer = new Announcer();

  constructor(
    private readonly page: Page,
    private readonly controller: StudyController,
  ) {
    const button = (id: string, label: string, onclick: () => void, className?: string) =>
      element('button', {type: 'button', id, class: className, onclick}, label);
    this.run = button('run', text('study.run'), () => void controller.toggle(), 'primary');
    this.step = button('step', text('study.step'), () => void controller.step());
    this.cancel = button('cancel', text('study.cancel'), () => controller.cancel());
    this.reset = button('reset', text('study.reset'), () => controller.reset());
    this.node = element(
      'div',
      {class: 'group', role: 'group', 'aria-label': text('study.controls')},
      element('div', {class: 'four-buttons'}, this.run, this.step, this.cancel, this.reset),
      this.bar.node,
      this.status,
      this.announcer.node,
    );
    controller.subscribe((state) => this.show(state));
    page.loader.subscribe(() => this.show(controller.state()));
    this.show(controller.state());
  }

  private show(state: BenchState): void {
    const {phase} = state;
    this.run.textContent = text(state.files?.verifiable ? 'study.verify' : RUN_LABEL[phase]);
    const nothingToRun = state.spec.optimizers.length === 0;
    setUnavailable(this.run, phase === 'loading' || nothingToRun);
    setUnavailable(this.step, phase === 'loading' || phase === 'running' || nothingToRun);
    setUnavailable(this.cancel, phase !== 'loading' && phase !== 'running' && phase !== 'paused');
    setUnavailable(this.reset, phase === 'stored' || phase === 'idle');
    this.bar.show(phase, this.share(state));
    this.node.dataset.phase = phase;
    if (state.error) {
      const retry = phase === 'failed' ? () => void this.controller.toggle() : undefined;
      this.status.replaceChildren(errorNote(state.error, retry));
      return;
    }
    const message = this.message(state);
    this.status.textContent = message;
    if (phase !== 'stored' && phase !== 'idle') this.announcer.say(message);
  }

  private share({phase, counts, spec}: BenchState): number {
    if (phase === 'stored') return 1;
    if (phase === 'loading') {
      const model = this.page.loader.state(spec.benchmark);
      return model.state === 'loading' && model.total > 0 ? model.loaded / model.total : 0;
    }
    if (phase === 'opened' && counts) return counts.runs / Math.max(1, counts.runs_total);
    return counts && counts.evaluations_total > 0 ? counts.evaluations / counts.evaluations_total : 0;
  }

  private message(state: BenchState): string {
    const {phase, spec, counts} = state;
    if (spec.optimizers.length === 0) return text('study.empty');
    const values = {
      evaluations: whole(counts?.evaluations ?? 0),
      total: whole(counts?.evaluations_total ?? 0),
      runs: whole(counts?.runs_total ?? 0),
    };
    switch (phase) {
      case 'stored':
        return text('study.stored');
      case 'idle':
        return text('study.idle', {
          optimizers: whole(spec.optimizers.length),
          runs: whole(spec.runs),
          evaluations: whole(spec.evaluations),
        });
      case 'opened':
        return openedMessage(state);
      case 'loading':
        return this.loadingMessage(spec.benchmark);
      case 'running':
        return this.runningMessage(state, values);
      case 'paused':
        return text('study.paused', values);
      case 'cancelled':
        return text(counts?.evaluations ? 'study.cancelled' : 'study.cancelled_empty', values);
      case 'done':
        return `${text('study.done', {...values, seconds: shortSeconds(state.busySeconds)})} ${digestSentence(state)}`;
      case 'failed':
        return text('study.failed');
    }
  }

  private loadingMessage(benchmark: string): string {
    const model = this.page.loader.state(benchmark);
    if (model.state !== 'loading' || model.total === 0) return text('study.loading_start');
    return text('study.loading_bytes', {loaded: megabytes(model.loaded), total: megabytes(model.total)});
  }

  private runningMessage({counts, busySeconds}: BenchState, values: Record<string, string>): string {
    if (!counts || counts.evaluations === 0 || busySeconds < LEAST_BUSY_SECONDS)
      return text('study.running_start', values);
    const left = (busySeconds / counts.evaluations) * (counts.evaluations_total - counts.evaluations);
    return text('study.running', {...values, left: whole(Math.ceil(left))});
  }
}

function openedMessage({counts, files, recordSha256}: BenchState): string {
  const parts = [
    text(files!.count === 1 ? 'study.opened_one' : 'study.opened', {
      files: whole(files!.count),
      runs: whole(counts?.runs ?? 0),
      total: whole(counts?.runs_total ?? 0),
    }),
  ];
  if (recordSha256) parts.push(text('study.record', {digest: recordSha256.slice(0, DIGEST_DIGITS)}));
  if (files!.model !== files!.ownModel)
    parts.push(text('study.opened_model', {model: files!.model, own: files!.ownModel}));
  if (files!.verifiable) parts.push(text('study.opened_verify'));
  return parts.join(' ');
}

function digestSentence({recordSha256, reference}: BenchState): string {
  if (!recordSha256) return '';
  const digest = recordSha256.slice(0, DIGEST_DIGITS);
  if (!reference) return text('study.record', {digest});
  if (reference.sha256 === recordSha256) return text(`study.record_equal_${reference.kind}`, {digest});
  return text(`study.record_differs_${reference.kind}`, {digest, other: reference.sha256.slice(0, DIGEST_DIGITS)});
}
