// SPDX-License-Identifier: Apache-2.0
// Repeats a piece of work in slices, between which the worker reads its messages, and tells of it now and then.

/** A quarter of the 200 ms that a cancel may take. */
const SLICE_MS = 40;
/** Ten times a second is as much as a reader can follow. */
const NEWS_MS = 100;

export interface SlicedWork {
  /** A step that should be well below a slice, so that a slice ends on time; answers whether more is to do. */
  advance(): boolean;
  /** Called between slices, and when the work has ended. */
  tell(): void;
}

export class SliceLoop {
  private phase: 'running' | 'paused' | 'ended' = 'paused';
  private nextNews = 0;
  private readonly channel = new MessageChannel();

  constructor(private readonly work: SlicedWork) {
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
    this.tell();
  }

  /** Does so many steps and stays paused. */
  step(count: number): void {
    if (this.phase !== 'paused') return;
    for (let i = 0; i < count && this.phase === 'paused'; i++) this.advance();
    this.tell();
  }

  /** No step is done any more. */
  end(): void {
    this.phase = 'ended';
    this.channel.port1.close();
  }

  private slice(): void {
    if (this.phase !== 'running') return;
    const end = performance.now() + SLICE_MS;
    while (this.phase === 'running' && performance.now() < end) this.advance();
    if (this.phase === 'running') this.channel.port2.postMessage(null);
    if (this.phase !== 'running' || performance.now() >= this.nextNews) this.tell();
  }

  private advance(): void {
    if (!this.work.advance()) this.phase = 'ended';
  }

  private tell(): void {
    this.nextNews = performance.now() + NEWS_MS;
    this.work.tell();
  }
}
