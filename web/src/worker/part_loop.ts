// SPDX-License-Identifier: Apache-2.0
// Drives a part of a study so that a message (pause) is never kept waiting longer than one of the optimizer's own
// thoughts.
import {toFailure, type EngineFailure, type StudyCounts} from '../engine/types';
import type {PartNews} from './protocol';
import {readAnswer, type RawStudy} from './raw_module';
import {SliceLoop} from './slice_loop';

/** A step of the engine should be well below a slice, so that a slice ends on time. */
const STEP_MS = 8;

export class PartLoop {
  private readonly loop = new SliceLoop({advance: () => this.advance(), tell: () => this.tellNews()});
  private running = false;
  private counts: StudyCounts | undefined;
  private evaluationsPerStep = 64;
  private failure: EngineFailure | undefined;
  private told = -1; // evaluations

  constructor(
    private readonly study: RawStudy,
    private readonly tell: (news: PartNews) => void,
  ) {}

  run(): void {
    this.running = true;
    this.loop.run();
  }

  /** All that was done is told. */
  pause(): void {
    this.running = false;
    this.loop.pause();
  }

  /** Does so many evaluations, each in the run whose turn it is, and stays paused. */
  step(evaluations: number): void {
    this.loop.step(evaluations);
  }

  dispose(): void {
    this.loop.end();
    this.study.delete();
  }

  private advance(): boolean {
    try {
      const start = performance.now();
      // Single steps one by one: given more, the engine would spend them on few runs.
      this.counts = readAnswer<StudyCounts>(this.study.step(this.running ? this.evaluationsPerStep : 1));
      if (this.running) this.adapt(performance.now() - start);
      return !this.study.done();
    } catch (error) {
      this.failure = toFailure(error);
      return false;
    }
  }

  private adapt(elapsed: number): void {
    if (elapsed < STEP_MS / 2) this.evaluationsPerStep *= 2;
    else if (elapsed > STEP_MS * 2) this.evaluationsPerStep = Math.max(1, this.evaluationsPerStep >> 1);
  }

  private tellNews(): void {
    const {counts, failure} = this;
    if (!counts || (counts.evaluations === this.told && !failure)) return;
    this.told = counts.evaluations;
    this.tell({counts, news: this.study.news(), failure});
  }
}
