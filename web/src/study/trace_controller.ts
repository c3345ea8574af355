// SPDX-License-Identifier: Apache-2.0
// Follows one run of one optimizer: its trials come one after another while the reader looks at those that are there.
import type {Engine} from '../engine/engine';
import type {ModelLoader} from '../engine/model_loader';
import type {Trace} from '../engine/trace';
import {EngineError, toFailure, type RunKey, type StudySpec, type TracedTrial} from '../engine/types';

export interface TraceState {
  phase: 'waiting' | 'loading' | 'tracing' | 'done' | 'failed';
  trials: readonly TracedTrial[];
  error?: EngineError;
}

export class TraceController {
  private current: TraceState = {phase: 'waiting', trials: []};
  private question = '';
  private asking = 0;
  private readonly listeners: (() => void)[] = [];

  constructor(
    private readonly engine: Engine,
    private readonly loader: ModelLoader,
  ) {}

  state(): TraceState {
    return this.current;
  }

  subscribe(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** The trials of this run, as many as the spec has evaluations. Asking for the same again changes nothing. */
  async show(spec: StudySpec, key: RunKey): Promise<void> {
    const question = JSON.stringify([spec, key]);
    if (question === this.question && this.current.phase !== 'failed') return;
    this.question = question;
    const asked = ++this.asking;
    const wanted = () => asked === this.asking;
    this.become({phase: 'loading', trials: []});
    try {
      await this.loader.load(spec.benchmark);
      if (!wanted()) return;
      await this.follow(await this.engine.startTrace(spec, key), spec.evaluations, wanted);
    } catch (reason) {
      if (wanted()) this.become({...this.current, phase: 'failed', error: new EngineError(toFailure(reason))});
    }
  }

  private async follow(trace: Trace, length: number, wanted: () => boolean): Promise<void> {
    const trials: TracedTrial[] = [];
    try {
      while (wanted() && trials.length < length) {
        trials.push(...(await trace.next(length - trials.length)));
        if (wanted()) this.become({phase: trials.length < length ? 'tracing' : 'done', trials});
      }
    } finally {
      trace.end();
    }
  }

  private become(state: TraceState): void {
    this.current = state;
    for (const listener of this.listeners) listener();
  }
}
