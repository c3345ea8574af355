// SPDX-License-Identifier: Apache-2.0
// The training of a single cell on show, with what the table has of the same cell.
import type {CellProgress, CellRequest, CellTrainings, TrainerNews} from '../engine/one_shot_types';
import type {Trainer} from '../engine/trainer';
import {EngineError, toFailure} from '../engine/types';
import type {LoadProgress} from '../worker/messages';

export interface CellState {
  phase: 'idle' | 'loading' | 'running' | 'cancelled' | 'done' | 'failed';
  request?: CellRequest;
  /** Of the images. */
  loading?: LoadProgress;
  progress?: CellProgress;
  /** Undefined where there is no table of really trained cells. */
  table?: CellTrainings;
  busySeconds: number;
  error?: EngineError;
}

export class CellController {
  private current: CellState = {phase: 'idle', busySeconds: 0};
  private turn = 0;
  private startedAt = 0;
  private readonly listeners: ((state: CellState) => void)[] = [];

  constructor(private readonly trainer: Trainer) {}

  state(): CellState {
    return this.current;
  }

  subscribe(listener: (state: CellState) => void): void {
    this.listeners.push(listener);
  }

  /** `table`: the model file with trainings of the request's benchmark. */
  async train(request: CellRequest, table: string | undefined): Promise<void> {
    this.leave();
    const turn = this.turn;
    this.become({phase: 'loading', request, busySeconds: 0});
    try {
      const known = table === undefined ? undefined : await this.trainer.trainings(request, table);
      if (turn !== this.turn) return;
      this.become({...this.current, table: known});
      await this.trainer.startCell(request, {
        onLoading: (loading) => turn === this.turn && this.become({...this.current, loading}),
        onNews: (news) => turn === this.turn && this.take(news),
      });
      this.startedAt = performance.now();
    } catch (reason) {
      if (turn === this.turn) this.fail(new EngineError(toFailure(reason)));
    }
  }

  cancel(): void {
    if (!this.atWork()) return;
    this.leave();
    this.become({...this.current, phase: 'cancelled'});
  }

  /** Another cell or seed: what was trained is no longer on show. */
  reset(): void {
    if (this.current.phase === 'idle') return;
    this.leave();
    this.become({phase: 'idle', busySeconds: 0});
  }

  private atWork(): boolean {
    return this.current.phase === 'loading' || this.current.phase === 'running';
  }

  private take({cell, failure}: TrainerNews): void {
    if (failure) return this.fail(new EngineError(failure));
    if (!cell) return;
    const busySeconds = (performance.now() - this.startedAt) / 1000;
    this.become({...this.current, phase: cell.done ? 'done' : 'running', progress: cell, busySeconds});
  }

  private fail(error: EngineError): void {
    this.become({...this.current, phase: 'failed', error});
  }

  private leave(): void {
    ++this.turn;
    if (this.atWork()) void this.trainer.endCell();
  }

  private become(state: CellState): void {
    this.current = state;
    for (const listener of this.listeners) listener(state);
  }
}
