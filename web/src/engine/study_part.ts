// SPDX-License-Identifier: Apache-2.0
// A worker with its part of a study.
import type {PartNews} from '../worker/protocol';
import type {Crew} from './crew';
import {toFailure, type EngineFailure, type RunKey, type StudyCounts, type StudySpec} from './types';
import type {WorkerPort} from './worker_port';

/** A cancel takes effect within 200 ms, also where an optimizer thinks for seconds. */
const GRACE_MS = 150;

export interface PartEvents {
  onNews(news: string | undefined): void;
  /** All its runs are done, or it failed. */
  onEnd(): void;
}

export class StudyPart {
  counts: StudyCounts = {evaluations: 0, evaluations_total: 0, runs: 0, runs_total: 0};
  failure: EngineFailure | undefined;
  ended = false;
  private runs = 0;
  private released = false;

  constructor(
    private readonly port: WorkerPort,
    private readonly crew: Crew,
    private readonly events: PartEvents,
  ) {}

  async start(spec: StudySpec, keys: RunKey[]): Promise<void> {
    this.runs = keys.length;
    this.counts = {
      evaluations: 0,
      evaluations_total: keys.length * spec.evaluations,
      runs: 0,
      runs_total: keys.length,
    };
    await this.port.request('part.start', {spec, keys}, (event) => event.type === 'news' && this.take(event.data));
  }

  run(): void {
    if (!this.ended) this.port.request('part.run', null).catch((error: unknown) => this.fail(error));
  }

  /** Resolves when all that was done is told. */
  async pause(): Promise<void> {
    if (!this.ended) await this.port.request('part.pause', null).catch((error: unknown) => this.fail(error));
  }

  async step(evaluationsPerRun: number): Promise<void> {
    const evaluations = evaluationsPerRun * this.runs;
    if (!this.ended) await this.port.request('part.step', {evaluations}).catch((error: unknown) => this.fail(error));
  }

  /** Ends the part; who does not answer in time is dismissed, and what it had told stays. */
  async stop(): Promise<void> {
    if (this.released) return;
    this.ended = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<'late'>((resolve) => (timer = setTimeout(() => resolve('late'), GRACE_MS)));
    const answered = this.port.request('part.pause', null).catch(() => 'late' as const);
    const outcome = await Promise.race([answered, late]);
    clearTimeout(timer);
    if (outcome === 'late') this.dismiss();
    else this.release();
  }

  private take({counts, news, failure}: PartNews): void {
    this.counts = counts;
    this.events.onNews(news);
    if (failure) this.failure = failure;
    if (this.ended || (!failure && counts.runs < counts.runs_total)) return;
    this.ended = true;
    this.release();
    this.events.onEnd();
  }

  private fail(error: unknown): void {
    if (this.ended) return;
    this.ended = true;
    this.failure = toFailure(error);
    this.dismiss();
    this.events.onEnd();
  }

  private release(): void {
    if (this.released) return;
    this.released = true;
    this.crew.giveBack(this.port);
  }

  private dismiss(): void {
    if (this.released) return;
    this.released = true;
    this.crew.dismiss(this.port);
  }
}
