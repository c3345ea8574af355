// SPDX-License-Identifier: Apache-2.0
// Drives one study in slices short enough that a message (pause, cancel) is never kept waiting.
import type {Axis, Curve, Curves, EngineFailure, Result, StudyCounts} from '../engine/types';
import type {ExportFormat, StudyPhase, StudyProgress} from './protocol';
import {readAnswer, toFailure, type RawStudy} from './raw_module';
import {sha256Hex} from './sha256_hex';
import {trajectoriesOf} from '../study/trajectories';

/** Between two slices the worker reads its messages; a quarter of the 200 ms a cancel may take. */
const SLICE_MS = 40;
/** A step of the engine should be well below a slice, so that a slice ends on time. */
const STEP_MS = 8;
/** Ten reports a second are as many as a reader can follow. */
const REPORT_MS = 100;
/** Of the time; curves of many runs take longer, and then come less often. */
const REPORT_SHARE = 0.2;

export class StudyLoop {
  private phase: StudyPhase = 'paused';
  private counts: StudyCounts = {evaluations: 0, evaluations_total: 0, runs: 0, runs_total: 0};
  private evaluationsPerStep = 64;
  private busyMs = 0;
  private failure: EngineFailure | undefined;
  private nextReport = 0;
  private latest: StudyProgress | undefined;
  private readonly channel = new MessageChannel();

  constructor(
    private readonly study: RawStudy,
    private readonly report: (progress: StudyProgress) => void,
  ) {
    // A message channel, not setTimeout: timers nested five deep wait at least 4 ms.
    this.channel.port1.onmessage = () => this.slice();
  }

  run(): void {
    if (this.phase !== 'paused') return;
    this.phase = 'running';
    this.channel.port2.postMessage(null);
  }

  pause(): void {
    if (this.phase !== 'running') return;
    this.phase = 'paused';
    void this.post();
  }

  /** Does so many evaluations, each in the run whose turn it is, and stays paused. */
  step(evaluations: number): void {
    if (this.phase !== 'paused') return;
    // One by one: given more, the engine would spend them on few runs.
    for (let i = 0; i < evaluations && this.phase === 'paused'; i++) this.advance(1);
    void this.post();
  }

  /** Ends the study; what was done stays exportable. */
  cancel(): void {
    if (this.phase !== 'running' && this.phase !== 'paused') return;
    this.phase = 'cancelled';
    // At once with the curves of the last report; those of the last evaluation follow.
    if (this.latest) this.report({...this.latest, phase: this.phase, counts: this.counts});
    void this.post();
  }

  exported(format: ExportFormat, axis: Axis): string {
    switch (format) {
      case 'json':
        return this.study.record();
      case 'csv':
        return this.study.csv();
      case 'svg':
        return this.study.svg(axis);
    }
  }

  dispose(): void {
    this.phase = 'cancelled';
    this.channel.port1.close();
    this.study.delete();
  }

  private slice(): void {
    if (this.phase !== 'running') return;
    const end = performance.now() + SLICE_MS;
    while (this.phase === 'running' && performance.now() < end) this.advance(this.evaluationsPerStep);
    if (this.phase === 'running') this.channel.port2.postMessage(null);
    if (this.phase !== 'running' || performance.now() >= this.nextReport) void this.post();
  }

  private advance(evaluations: number): void {
    try {
      this.timedStep(evaluations);
    } catch (error) {
      this.phase = 'failed';
      this.failure = toFailure(error);
    }
  }

  private timedStep(evaluations: number): void {
    const start = performance.now();
    this.counts = readAnswer<StudyCounts>(this.study.step(evaluations));
    const elapsed = performance.now() - start;
    this.busyMs += elapsed;
    if (this.phase === 'running') {
      if (elapsed < STEP_MS / 2) this.evaluationsPerStep *= 2;
      else if (elapsed > STEP_MS * 2) this.evaluationsPerStep = Math.max(1, this.evaluationsPerStep >> 1);
    }
    if (this.study.done()) this.phase = 'done';
  }

  private async post(): Promise<void> {
    const start = performance.now();
    const curves: Curves = {
      evaluations: readAnswer<Curve[]>(this.study.curves('evaluations')),
      simulated_gpu_days: readAnswer<Curve[]>(this.study.curves('simulated_gpu_days')),
    };
    const progress: StudyProgress = {
      phase: this.phase,
      counts: this.counts,
      curves,
      results: readAnswer<Result[]>(this.study.summary()),
      busySeconds: this.busyMs / 1000,
    };
    if (this.failure) progress.failure = this.failure;
    if (this.phase === 'done' || this.phase === 'cancelled') {
      const record = this.study.record();
      progress.trajectories = trajectoriesOf(record);
      if (this.phase === 'done') progress.recordSha256 = await sha256Hex(record);
    }
    this.latest = progress;
    this.nextReport = start + Math.max(REPORT_MS, (performance.now() - start) / REPORT_SHARE);
    this.report(progress);
  }
}
