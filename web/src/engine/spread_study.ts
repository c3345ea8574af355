// SPDX-License-Identifier: Apache-2.0
// A study whose runs are spread over workers: one remote control for all, and one record at the desk that grows from
// their news. The record does not depend on the number of workers.
import type {ExportFormat, Figures, RecordEnd} from '../worker/protocol';
import {dealRuns, type Crew} from './crew';
import {StudyPart, type PartEvents} from './study_part';
import {toFailure, type Axis, type EngineFailure, type StudyCounts, type StudySpec} from './types';
import type {WorkerPort} from './worker_port';

export type StudyPhase = 'running' | 'paused' | 'done' | 'cancelled' | 'failed';

export interface StudyProgress {
  phase: StudyPhase;
  counts: StudyCounts;
  /** Of the record as it was when the desk last looked. */
  figures: Figures | undefined;
  /** Time spent running, without pauses. */
  busySeconds: number;
  /** Once the study is done or cancelled. */
  end?: RecordEnd;
  /** Where the phase is `failed`. */
  failure?: EngineFailure;
}

export interface StudyCallbacks {
  /** At most about ten times a second, and whenever the phase changes. */
  onProgress(progress: StudyProgress): void;
}

const REPORT_MS = 100;
/** Of the time; figures of many runs take longer, and then come less often. */
const REPORT_SHARE = 0.2;

export class SpreadStudy {
  private phase: StudyPhase = 'paused';
  private readonly parts: StudyPart[];
  private figures: Figures | undefined;
  private end: RecordEnd | undefined;
  private failure: EngineFailure | undefined;
  private waiting: string[] = [];
  private gathering: Promise<void> | undefined;
  private ending: Promise<void> = Promise.resolve();
  private abandoned = false;
  private busyMs = 0;
  private runningSince = 0;

  private constructor(
    private readonly desk: WorkerPort,
    private readonly record: number,
    ports: WorkerPort[],
    crew: Crew,
    private readonly callbacks: StudyCallbacks,
  ) {
    const events: PartEvents = {
      onNews: (news) => this.take(news),
      onEnd: () => this.settle(),
    };
    this.parts = ports.map((port) => new StudyPart(port, crew, events));
  }

  static async start(
    desk: WorkerPort,
    crew: Crew,
    spec: StudySpec,
    workers: number,
    callbacks: StudyCallbacks,
  ): Promise<SpreadStudy> {
    // First, so that a wrong specification is refused before anybody is hired.
    const record = await desk.request('record.gather', {spec});
    const deal = dealRuns(spec, workers);
    const ports = await crew.hire(deal.length, spec.benchmark);
    const study = new SpreadStudy(desk, record, ports, crew, callbacks);
    await Promise.all(study.parts.map((part, i) => part.start(spec, deal[i])));
    return study;
  }

  run(): void {
    if (this.phase !== 'paused') return;
    this.phase = 'running';
    this.runningSince = performance.now();
    for (const part of this.parts) part.run();
    this.report();
  }

  /** At once for the reader; evaluations in progress are still done and counted. */
  async pause(): Promise<void> {
    if (this.phase !== 'running') return;
    this.leave('paused');
    this.report();
    await Promise.all(this.parts.map((part) => part.pause()));
    await this.settled();
  }

  /** Of a paused study: so many evaluations more for every run. */
  async step(evaluations: number): Promise<void> {
    if (this.phase !== 'paused') return;
    await Promise.all(this.parts.map((part) => part.step(evaluations)));
    await this.settled();
  }

  /** Ends the study; what was done stays. A worker that is lost in thought is not waited for. */
  cancel(): Promise<void> {
    if (this.phase === 'running' || this.phase === 'paused') {
      this.leave('cancelled');
      this.report();
      this.ending = Promise.all(this.parts.map((part) => part.stop())).then(() => this.finish());
    }
    return this.ending;
  }

  /** Nobody looks at the study any more. */
  abandon(): void {
    if (this.abandoned) return;
    this.abandoned = true;
    if (this.phase === 'running' || this.phase === 'paused') this.leave('cancelled');
    for (const part of this.parts) void part.stop();
    void this.desk.request('record.drop', {record: this.record});
  }

  /** The study so far as a record (JSON), a table (CSV) or a figure (SVG). */
  async exported(format: ExportFormat, axis: Axis): Promise<string> {
    await this.ending;
    await this.gathered();
    return this.desk.request('record.export', {record: this.record, format, axis});
  }

  private async settled(): Promise<void> {
    await this.gathered();
    if (this.phase === 'paused') this.report();
  }

  private take(news: string | undefined): void {
    if (this.abandoned || news === undefined) return;
    this.waiting.push(news);
    void this.gathered();
  }

  private settle(): void {
    if (this.phase !== 'running' && this.phase !== 'paused') return;
    const failed = this.parts.find(({failure}) => failure);
    if (failed) this.fail(failed.failure!);
    else if (this.parts.every(({ended}) => ended)) {
      this.leave('done');
      this.ending = this.finish();
    }
  }

  private fail(failure: EngineFailure): void {
    this.failure = failure;
    this.leave('failed');
    for (const part of this.parts) void part.stop();
    this.ending = this.finish();
  }

  private async finish(): Promise<void> {
    await this.gathered();
    if (this.abandoned) return;
    if (this.phase !== 'failed') this.end = await this.desk.request('record.end', {record: this.record});
    this.report();
  }

  /** Resolves when the desk knows all that was told. */
  private gathered(): Promise<void> {
    this.gathering ??= this.gather()
      .catch((error: unknown) => this.abandoned || this.phase === 'failed' || this.fail(toFailure(error)))
      .finally(() => (this.gathering = undefined)) as Promise<void>;
    return this.gathering;
  }

  private async gather(): Promise<void> {
    while (this.waiting.length > 0 && !this.abandoned) {
      const start = performance.now();
      const news = this.waiting.splice(0);
      this.figures = await this.desk.request('record.take', {record: this.record, news});
      // The end of a study is reported once its record is whole.
      if (this.phase === 'running') this.report();
      const rest = Math.max(REPORT_MS, (this.figures.seconds * 1000) / REPORT_SHARE) - (performance.now() - start);
      if (this.phase === 'running') await this.breath(rest);
    }
  }

  // A pause between two reports, cut short where the study stops running.
  private breath(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.stopBreath = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
  private stopBreath = () => {};

  private leave(phase: StudyPhase): void {
    if (this.phase === 'running') this.busyMs += performance.now() - this.runningSince;
    this.phase = phase;
    this.stopBreath();
  }

  private report(): void {
    if (this.abandoned) return;
    const {phase, figures, end, failure} = this;
    const running = phase === 'running' ? performance.now() - this.runningSince : 0;
    const progress: StudyProgress = {
      phase,
      counts: sum(this.parts.map(({counts}) => counts)),
      figures,
      busySeconds: (this.busyMs + running) / 1000,
      end,
      failure,
    };
    this.callbacks.onProgress(progress);
  }
}

function sum(all: StudyCounts[]): StudyCounts {
  const total = {evaluations: 0, evaluations_total: 0, runs: 0, runs_total: 0};
  for (const counts of all) for (const key of Object.keys(total) as (keyof StudyCounts)[]) total[key] += counts[key];
  return total;
}
