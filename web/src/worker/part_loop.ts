// SPDX-License-Identifier: Apache-2.0
// Drives a part of a study in slices short enough that a message (pause) is never kept waiting longer than one of the
// optimizer's own thoughts.
import {toFailure, type EngineFailure, type StudyCounts} from '../engine/types';
import type {PartNews} from './protocol';
import {readAnswer, type RawStudy} from './raw_module';

/** Between two slices the worker reads its messages; a quarter of the 200 ms a cancel may take. */
const SLICE_MS = 40;
/** A step of the engine should be well below a slice, so that a slice ends on time. */
const STEP_MS = 8;
/** Ten times a second is as much as a reader can follow. */
const NEWS_MS = 100;

type Phase = 'running' | 'paused' | 'ended';

export class PartLoop {
  private phase: Phase = 'paused';
  private counts: StudyCounts | undefined;
  private evaluationsPerStep = 64;
  private failure: EngineFailure | undefined;
  private nextNews = 0;
  private told = -1; // evaluations
  private readonly channel = new MessageChannel();

  constructor(
    private readonly study: RawStudy,
    private readonly tell: (news: PartNews) => void,
  ) {
    // A message channel, not setTimeout: timers nested five deep wait at least 4 ms.
    this.channel.port1.onmessage = () => this.slice();
  }

  run(): void {
    if (this.phase !== 'paused') return;
    this.phase = 'running';
    this.channel.port2.postMessage(null);
  }

  /** All that was done is told. */
  pause(): void {
    if (this.phase === 'running') this.phase = 'paused';
    this.tellNews();
  }

  /** Does so many evaluations, each in the run whose turn it is, and stays paused. */
  step(evaluations: number): void {
    if (this.phase !== 'paused') return;
    // One by one: given more, the engine would spend them on few runs.
    for (let i = 0; i < evaluations && this.phase === 'paused'; i++) this.advance(1);
    this.tellNews();
  }

  dispose(): void {
    this.phase = 'ended';
    this.channel.port1.close();
    this.study.delete();
  }

  private slice(): void {
    if (this.phase !== 'running') return;
    const end = performance.now() + SLICE_MS;
    while (this.phase === 'running' && performance.now() < end) this.advance(this.evaluationsPerStep);
    if (this.phase === 'running') this.channel.port2.postMessage(null);
    if (this.phase !== 'running' || performance.now() >= this.nextNews) this.tellNews();
  }

  private advance(evaluations: number): void {
    try {
      const start = performance.now();
      this.counts = readAnswer<StudyCounts>(this.study.step(evaluations));
      if (this.phase === 'running') this.adapt(performance.now() - start);
      if (this.study.done()) this.phase = 'ended';
    } catch (error) {
      this.phase = 'ended';
      this.failure = toFailure(error);
    }
  }

  private adapt(elapsed: number): void {
    if (elapsed < STEP_MS / 2) this.evaluationsPerStep *= 2;
    else if (elapsed > STEP_MS * 2) this.evaluationsPerStep = Math.max(1, this.evaluationsPerStep >> 1);
  }

  private tellNews(): void {
    const {counts, failure} = this;
    this.nextNews = performance.now() + NEWS_MS;
    if (!counts || (counts.evaluations === this.told && !failure)) return;
    this.told = counts.evaluations;
    this.tell({counts, news: this.study.news(), failure});
  }
}
