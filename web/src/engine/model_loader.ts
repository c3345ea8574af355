// SPDX-License-Identifier: Apache-2.0
// Loads a benchmark's model once and tells whoever listens how far it is.
import type {Engine} from './engine';
import {EngineError, type Identity} from './types';

export type ModelState =
  | {state: 'waiting'}
  | {state: 'loading'; loaded: number; total: number}
  | {state: 'ready'; identity: Identity}
  | {state: 'failed'; error: EngineError};

export class ModelLoader {
  private states = new Map<string, ModelState>();
  private loads = new Map<string, Promise<Identity>>();
  private readonly listeners: ((benchmark: string, state: ModelState) => void)[] = [];

  constructor(private readonly engine: Engine) {}

  state(benchmark: string): ModelState {
    return this.states.get(benchmark) ?? {state: 'waiting'};
  }

  subscribe(listener: (benchmark: string, state: ModelState) => void): void {
    this.listeners.push(listener);
  }

  /** Resolves once the benchmark answers; a load that failed is tried again by the next call. */
  load(benchmark: string): Promise<Identity> {
    let load = this.loads.get(benchmark);
    if (!load) this.loads.set(benchmark, (load = this.attempt(benchmark)));
    return load;
  }

  private async attempt(benchmark: string): Promise<Identity> {
    this.tell(benchmark, {state: 'loading', loaded: 0, total: 0});
    try {
      const identity = await this.engine.open(benchmark, (bytes) => this.tell(benchmark, {state: 'loading', ...bytes}));
      this.tell(benchmark, {state: 'ready', identity});
      return identity;
    } catch (reason) {
      this.loads.delete(benchmark);
      const error =
        reason instanceof EngineError
          ? reason
          : new EngineError({code: 'internal', message: String(reason), where: benchmark});
      this.tell(benchmark, {state: 'failed', error});
      throw error;
    }
  }

  private tell(benchmark: string, state: ModelState): void {
    this.states.set(benchmark, state);
    for (const listener of this.listeners) listener(benchmark, state);
  }
}
