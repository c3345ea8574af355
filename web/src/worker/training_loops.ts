// SPDX-License-Identifier: Apache-2.0
// Drive a one-shot search and the training of a cell, batch by batch.
import type {CellProgress, Choice, SearchProgress, TrainerNews} from '../engine/one_shot_types';
import {toFailure, type EngineFailure} from '../engine/types';
import {readAnswer} from './raw_module';
import type {RawSearch} from './raw_trainer';
import {SliceLoop} from './slice_loop';

type Tell = (news: TrainerNews) => void;

/** What the two have in common: progress answers, and an error that ends them. */
abstract class TrainingLoop<Progress extends {done: boolean}> {
  readonly loop = new SliceLoop({advance: () => this.advance(), tell: () => this.tellNews()});
  private untold = false;
  private failure: EngineFailure | undefined;

  constructor(
    private readonly work: {step(steps: number): string; delete(): void},
    private readonly tell: Tell,
  ) {}

  dispose(): void {
    this.loop.end();
    this.work.delete();
  }

  protected abstract take(progress: Progress): void;
  protected abstract news(): TrainerNews;

  private advance(): boolean {
    this.untold = true;
    try {
      const progress = readAnswer<Progress>(this.work.step(1));
      this.take(progress);
      return !progress.done;
    } catch (error) {
      this.failure = toFailure(error);
      return false;
    }
  }

  private tellNews(): void {
    if (!this.untold) return;
    this.untold = false;
    this.tell(this.failure ? {failure: this.failure} : this.news());
  }
}

export class SearchLoop extends TrainingLoop<SearchProgress> {
  private progress: SearchProgress | undefined;

  constructor(
    private readonly search: RawSearch,
    tell: Tell,
  ) {
    super(search, tell);
  }

  record(): string {
    return this.search.record();
  }

  // The engine tells an epoch once: those of earlier steps that the page has not heard of are kept.
  protected take(progress: SearchProgress): void {
    this.progress = {...progress, news: [...(this.progress?.news ?? []), ...progress.news]};
  }

  protected news(): TrainerNews {
    const progress = this.progress!;
    this.progress = {...progress, news: []};
    return {search: {progress, choice: readAnswer<Choice>(this.search.weights())}};
  }
}

export class CellLoop extends TrainingLoop<CellProgress> {
  private progress: CellProgress | undefined;

  protected take(progress: CellProgress): void {
    this.progress = progress;
  }

  protected news(): TrainerNews {
    return {cell: this.progress};
  }
}
