// SPDX-License-Identifier: Apache-2.0
// The life of the bench's study: what is shown, in which phase it is, and what the buttons do in each.
import type {Engine} from '../engine/engine';
import type {ModelLoader} from '../engine/model_loader';
import type {StudyHandle} from '../engine/study_handle';
import {
  EngineError,
  type Axis,
  type Comparison,
  type Identity,
  type StudyCounts,
  type StudySpec,
} from '../engine/types';
import type {ExportFormat, StudyProgress} from '../worker/protocol';
import {storedDigest, storedFor, type StoredComparison} from './stored';

export type BenchPhase = 'idle' | 'stored' | 'loading' | 'running' | 'paused' | 'cancelled' | 'done' | 'failed';

export interface BenchState {
  phase: BenchPhase;
  spec: StudySpec;
  /** What the figure and tables show; undefined: nothing yet. */
  shown: Comparison | undefined;
  counts: StudyCounts | undefined;
  busySeconds: number;
  recordSha256?: string;
  storedSha256?: string;
  error?: EngineError;
}

export class StudyController {
  private current: BenchState;
  private handle: StudyHandle | undefined;
  private abort = new AbortController();
  private readonly listeners: ((state: BenchState) => void)[] = [];

  constructor(
    private readonly engine: Engine,
    private readonly loader: ModelLoader,
    private readonly stored: StoredComparison[],
    spec: StudySpec,
  ) {
    this.current = this.beginning(spec);
  }

  state(): BenchState {
    return this.current;
  }

  subscribe(listener: (state: BenchState) => void): void {
    this.listeners.push(listener);
  }

  /** New settings: whatever ran is over. */
  setSpec(spec: StudySpec): void {
    this.abandon();
    this.become(this.beginning(spec));
  }

  reset(): void {
    if (this.current.phase !== 'stored' && this.current.phase !== 'idle') this.setSpec(this.current.spec);
  }

  /** Run, Pause or Resume, whichever the phase asks for. */
  async toggle(): Promise<void> {
    if (this.current.phase === 'running') await this.handle?.pause();
    else if (this.current.phase === 'paused') await this.handle?.run();
    else if (this.canStart()) await this.start('run');
  }

  /** One evaluation more for every run. */
  async step(): Promise<void> {
    const {phase, spec} = this.current;
    if (phase === 'paused') await this.handle?.step(spec.runs * spec.optimizers.length);
    else if (phase !== 'running' && this.canStart()) await this.start('step');
  }

  cancel(): void {
    const {phase} = this.current;
    if (phase !== 'loading' && phase !== 'running' && phase !== 'paused') return;
    if (phase === 'loading') this.become({...this.current, phase: 'cancelled'});
    this.abort.abort();
  }

  exported(format: ExportFormat, axis: Axis): Promise<string> {
    if (!this.handle) throw new EngineError({code: 'internal', message: 'no study was run', where: 'study'});
    return this.handle.exported(format, axis);
  }

  private canStart(): boolean {
    return this.current.phase !== 'loading' && this.current.spec.optimizers.length > 0;
  }

  private beginning(spec: StudySpec): BenchState {
    const shown = storedFor(spec, this.stored);
    return {phase: shown ? 'stored' : 'idle', spec, shown, counts: undefined, busySeconds: 0};
  }

  private abandon(): void {
    this.abort.abort();
    this.abort = new AbortController();
    this.handle = undefined;
  }

  private async start(first: 'run' | 'step'): Promise<void> {
    this.abandon();
    const {signal} = this.abort;
    const {spec} = this.current;
    this.become({...this.beginning(spec), phase: 'loading'});
    try {
      const identity = await this.loader.load(spec.benchmark);
      if (signal.aborted) return;
      const onProgress = (progress: StudyProgress) => this.take(progress, spec, identity, signal);
      const handle = await this.engine.startStudy(spec, {onProgress}, signal);
      if (signal !== this.abort.signal) return;
      this.handle = handle;
      await (first === 'run' ? handle.run() : handle.step(spec.runs * spec.optimizers.length));
    } catch (reason) {
      if (signal.aborted) return;
      const error =
        reason instanceof EngineError
          ? reason
          : new EngineError({code: 'internal', message: String(reason), where: ''});
      this.become({...this.current, phase: 'failed', error});
    }
  }

  // Progress of a study that was abandoned may still arrive; its signal tells.
  private take(progress: StudyProgress, spec: StudySpec, identity: Identity, signal: AbortSignal): void {
    if (signal !== this.abort.signal) return;
    this.become({
      phase: progress.phase,
      spec,
      counts: progress.counts,
      busySeconds: progress.busySeconds,
      shown: {
        spec,
        identity,
        curves: progress.curves,
        results: progress.results,
        trajectories: progress.trajectories ?? [],
      },
      recordSha256: progress.recordSha256,
      storedSha256: storedDigest(spec, this.stored),
      error: progress.failure && new EngineError(progress.failure),
    });
  }

  private become(state: BenchState): void {
    this.current = state;
    for (const listener of this.listeners) listener(state);
  }
}
