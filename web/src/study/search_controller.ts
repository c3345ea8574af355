// SPDX-License-Identifier: Apache-2.0
// The one-shot search on show: what was asked, how far it is, what it found.
import type {ModelLoader} from '../engine/model_loader';
import type {Choice, SearchEpoch, SearchProgress, SearchRequest, TrainerNews} from '../engine/one_shot_types';
import type {Trainer} from '../engine/trainer';
import {EngineError, toFailure, type Identity} from '../engine/types';
import type {LoadProgress} from '../worker/messages';

export type SearchPhase = 'idle' | 'loading' | 'running' | 'paused' | 'cancelled' | 'done' | 'failed';

export interface SearchState {
  phase: SearchPhase;
  request: SearchRequest;
  /** Of the images. */
  loading?: LoadProgress;
  /** Of the benchmark that choices are looked up in. */
  identity?: Identity;
  progress?: SearchProgress;
  /** Of this moment; those of the epochs that are done are with them. */
  choice?: Choice;
  epochs: readonly SearchEpoch[];
  /** Time spent running, without pauses. */
  busySeconds: number;
  error?: EngineError;
}

/** Of the whole search. */
export function stepsOf({epoch, step, epochs, steps_per_epoch}: SearchProgress): {done: number; total: number} {
  return {done: epoch * steps_per_epoch + step, total: epochs * steps_per_epoch};
}

export class SearchController {
  private current: SearchState;
  private turn = 0;
  private runningSince = 0;
  private readonly listeners: ((state: SearchState) => void)[] = [];

  constructor(
    private readonly trainer: Trainer,
    private readonly loader: ModelLoader,
    /** The model file of a benchmark. */
    private readonly tableOf: (benchmark: string) => string,
    request: SearchRequest,
  ) {
    this.current = {phase: 'idle', request, epochs: [], busySeconds: 0};
  }

  state(): SearchState {
    return this.current;
  }

  subscribe(listener: (state: SearchState) => void): void {
    this.listeners.push(listener);
  }

  /** Another search: whatever ran is over. */
  setRequest(request: SearchRequest): void {
    if (JSON.stringify(request) === JSON.stringify(this.current.request)) return;
    this.leave();
    this.become({phase: 'idle', request, epochs: [], busySeconds: 0});
  }

  /** Run, Pause or Resume, whichever the phase asks for. */
  async toggle(): Promise<void> {
    const {phase} = this.current;
    if (phase === 'running') await this.halt('paused');
    else if (phase === 'paused') await this.go();
    else if (phase !== 'loading') await this.start();
  }

  /** What was done is kept. */
  async cancel(): Promise<void> {
    const {phase} = this.current;
    if (phase === 'running' || phase === 'paused') await this.halt('cancelled');
    if (phase !== 'loading') return;
    this.leave();
    this.become({...this.current, phase: 'cancelled'});
  }

  /** The bytes of the record of what was done. */
  record(): Promise<string> {
    return this.trainer.searchRecord();
  }

  private async start(): Promise<void> {
    this.leave();
    const turn = this.turn;
    const {request} = this.current;
    this.become({phase: 'loading', request, epochs: [], busySeconds: 0});
    try {
      const [identity] = await Promise.all([
        this.loader.load(request.benchmark),
        this.trainer.startSearch(request, this.tableOf(request.benchmark), {
          onLoading: (loading) => turn === this.turn && this.become({...this.current, loading}),
          onNews: (news) => turn === this.turn && this.take(news),
        }),
      ]);
      if (turn !== this.turn) return;
      this.become({...this.current, identity});
      await this.go();
    } catch (reason) {
      if (turn === this.turn) this.fail(new EngineError(toFailure(reason)));
    }
  }

  private async go(): Promise<void> {
    this.runningSince = performance.now();
    this.become({...this.current, phase: 'running'});
    await this.trainer.runSearch();
  }

  private async halt(phase: 'paused' | 'cancelled'): Promise<void> {
    const {turn} = this;
    await this.trainer.pauseSearch();
    // The search may have ended meanwhile.
    const {phase: now} = this.current;
    if (turn === this.turn && (now === 'running' || now === 'paused')) this.become({...this.timed(), phase});
  }

  private take({search, failure}: TrainerNews): void {
    if (failure) this.fail(new EngineError(failure));
    if (!search) return;
    const {progress, choice} = search;
    const epochs = progress.news.length ? [...this.current.epochs, ...progress.news] : this.current.epochs;
    const next = {...this.timed(), progress, choice, epochs};
    if (progress.failure) {
      const {name} = next.request.method;
      const error = new EngineError({code: 'diverged', where: name, message: progress.failure});
      this.become({...next, phase: 'failed', error});
    } else {
      this.become({...next, phase: progress.done ? 'done' : next.phase});
    }
  }

  // With the time since the last look added, where the search runs.
  private timed(): SearchState {
    if (this.current.phase !== 'running') return this.current;
    const now = performance.now();
    const busySeconds = this.current.busySeconds + (now - this.runningSince) / 1000;
    this.runningSince = now;
    return {...this.current, busySeconds};
  }

  private fail(error: EngineError): void {
    this.become({...this.timed(), phase: 'failed', error});
  }

  private leave(): void {
    ++this.turn;
    if (this.current.phase !== 'idle') void this.trainer.endSearch();
  }

  private become(state: SearchState): void {
    this.current = state;
    for (const listener of this.listeners) listener(state);
  }
}
