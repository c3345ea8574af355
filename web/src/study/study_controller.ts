// SPDX-License-Identifier: Apache-2.0
// The life of the bench's study: what is shown, in which phase it is, and what the buttons do in each.
import type {Engine} from '../engine/engine';
import type {OpenedStudy} from '../engine/opened_study';
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
import type {ExportFormat, OpenedRecord, RecordFile} from '../worker/protocol';
import {sameStudy} from './same_study';
import {storedDigest, storedFor, type StoredComparison} from './stored';

export type BenchPhase =
  'idle' | 'stored' | 'opened' | 'loading' | 'running' | 'paused' | 'cancelled' | 'done' | 'failed';

/** A record that a run of the same study must give again. */
export interface Reference {
  kind: 'stored' | 'opened';
  sha256: string;
}

export interface BenchState {
  phase: BenchPhase;
  spec: StudySpec;
  /** What the figure and tables show; undefined: nothing yet. */
  shown: Comparison | undefined;
  counts: StudyCounts | undefined;
  busySeconds: number;
  recordSha256?: string;
  reference?: Reference;
  /** Of a record that was read from files. */
  files?: {count: number; model: string; ownModel: string; verifiable: boolean};
  error?: EngineError;
}

export class StudyController {
  private current: BenchState;
  private study: SpreadStudy | undefined;
  private opened: OpenedStudy | undefined;
  private reference: Reference | undefined;
  /** Counts the starts: what belongs to an earlier one is ignored. */
  private turn = 0;
  private openings = 0;
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
    this.reference = undefined;
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

  /**
   * Shows a study that was read from files; several are its parts. `settle` brings the settings to what it was asked and
   * answers with the study that they ask for now.
   */
  async open(files: RecordFile[], settle: (spec: StudySpec) => StudySpec): Promise<void> {
    const turn = ++this.openings;
    try {
      const opened = await this.engine.openStudy(files);
      const identity = await this.loader.load(opened.content.spec.benchmark);
      if (turn !== this.openings) return opened.close();
      this.abandon();
      const spec = settle(opened.content.spec);
      this.opened = opened;
      this.become(openedState(opened.content, files.length, spec, identity));
      this.reference = this.current.reference;
    } catch (reason) {
      // What is shown stays.
      if (turn === this.openings) this.become({...this.current, error: new EngineError(toFailure(reason))});
    }
  }

  exported(format: ExportFormat, axis: Axis): Promise<string> {
    const source = this.study ?? this.opened;
    if (!source) throw new EngineError({code: 'internal', message: 'no study was run', where: 'study'});
    return source.exported(format, axis);
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
    this.opened?.close();
    this.opened = undefined;
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
      shown: figures
        ? {spec, identity, ...figures, trajectories: end?.trajectories ?? [], statistics: end?.statistics}
        : this.current.shown,
      recordSha256: phase === 'done' ? end?.sha256 : undefined,
      reference: this.reference ?? storedReference(spec, this.stored),
      error: failure && new EngineError(failure),
    });
  }

  private become(state: BenchState): void {
    this.current = state;
    for (const listener of this.listeners) listener(state);
  }
}

function storedReference(spec: StudySpec, stored: StoredComparison[]): Reference | undefined {
  const sha256 = storedDigest(spec, stored);
  return sha256 === undefined ? undefined : {kind: 'stored', sha256};
}

// `spec` is what the page's settings ask for: where they cannot say what the record was asked, or runs are missing, a
// run of them need not give the record.
function openedState(content: OpenedRecord, files: number, spec: StudySpec, identity: Identity): BenchState {
  const {counts, figures, end, model} = content;
  const verifiable =
    end.sha256 !== undefined &&
    counts.runs === counts.runs_total &&
    Number.isSafeInteger(content.spec.seed) &&
    model.sha256 === identity.model.sha256 &&
    sameStudy(spec, content.spec);
  return {
    phase: 'opened',
    spec,
    shown: {spec, identity, ...figures, ...end},
    counts,
    busySeconds: 0,
    recordSha256: end.sha256,
    reference: verifiable ? {kind: 'opened', sha256: end.sha256!} : undefined,
    files: {count: files, model: model.name, ownModel: identity.model.name, verifiable},
  };
}
