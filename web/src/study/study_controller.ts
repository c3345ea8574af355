// SPDX-License-Identifier: Apache-2.0
// The life of the bench's study: what is shown, in which phase it is, and what the buttons do in each.
import type {Engine} from '../engine/engine';
import type {ModelLoader} from '../engine/model_loader';
import type {SpreadStudy, StudyProgress} from '../engine/spread_study';
import {
  EngineError,
  toFailure,
  type Axis,
  type Comparison,
  type Identity,
  type StudyCounts,
  type StudySpec,
} from '../engine/types';
import type {ExportFormat} from '../worker/protocol';
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
  private study: SpreadStudy | undefined;
  /** Counts the starts: what belongs to an earlier one is ignored. */
  private turn = 0;
  private readonly listeners: ((state: BenchState) => void)[] = [];

  constructor(
    private readonly engine: Engine,
    private readonly loader: ModelLoader,
    private readonly stored: StoredComparison[],
    private readonly workers: () => number,
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
    if (this.current.phase === 'running') await this.study?.pause();
    else if (this.current.phase === 'paused') this.study?.run();
    else if (this.canStart()) await this.start((study) => study.run());
  }

  /** One evaluation more for every run. */
  async step(): Promise<void> {
    const {phase} = this.current;
    if (phase === 'paused') await this.study?.step(1);
    else if (phase !== 'running' && this.canStart()) await this.start((study) => study.step(1));
  }

  async cancel(): Promise<void> {
    const {phase} = this.current;
    if (phase === 'running' || phase === 'paused') await this.study?.cancel();
    if (phase !== 'loading') return;
    this.abandon();
    this.become({...this.current, phase: 'cancelled'});
  }

  exported(format: ExportFormat, axis: Axis): Promise<string> {
    if (!this.study) throw new EngineError({code: 'internal', message: 'no study was run', where: 'study'});
    return this.study.exported(format, axis);
  }

  private canStart(): boolean {
    return this.current.phase !== 'loading' && this.current.spec.optimizers.length > 0;
  }

  private beginning(spec: StudySpec): BenchState {
    const shown = storedFor(spec, this.stored);
    return {phase: shown ? 'stored' : 'idle', spec, shown, counts: undefined, busySeconds: 0};
  }

  private abandon(): void {
    ++this.turn;
    this.study?.abandon();
    this.study = undefined;
  }

  private async start(begin: (study: SpreadStudy) => void | Promise<void>): Promise<void> {
    this.abandon();
    const turn = this.turn;
    const {spec} = this.current;
    this.become({...this.beginning(spec), phase: 'loading'});
    try {
      const identity = await this.loader.load(spec.benchmark);
      if (turn !== this.turn) return;
      const onProgress = (progress: StudyProgress) => this.take(progress, spec, identity);
      const study = await this.engine.startStudy(spec, this.workers(), {onProgress});
      if (turn !== this.turn) {
        study.abandon();
        return;
      }
      this.study = study;
      await begin(study);
    } catch (reason) {
      if (turn === this.turn)
        this.become({...this.current, phase: 'failed', error: new EngineError(toFailure(reason))});
    }
  }

  private take(progress: StudyProgress, spec: StudySpec, identity: Identity): void {
    const {phase, counts, busySeconds, figures, end, failure} = progress;
    this.become({
      phase,
      spec,
      counts,
      busySeconds,
      shown: figures ? {spec, identity, ...figures, trajectories: end?.trajectories ?? []} : this.current.shown,
      recordSha256: phase === 'done' ? end?.sha256 : undefined,
      storedSha256: storedDigest(spec, this.stored),
      error: failure && new EngineError(failure),
    });
  }

  private become(state: BenchState): void {
    this.current = state;
    for (const listener of this.listeners) listener(state);
  }
}
