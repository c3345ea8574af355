// SPDX-License-Identifier: Apache-2.0
// The trainer as the page sees it: a worker of its own, started when something is trained for the first time.
import type {LoadProgress} from '../worker/messages';
import type {TrainerProtocol} from '../worker/trainer_protocol';
import type {CellRequest, CellTrainings, SearchRequest, TrainerNews} from './one_shot_types';
import {WorkerPort} from './worker_port';

export type TrainerPort = WorkerPort<TrainerProtocol, TrainerNews>;

export interface TrainerCallbacks {
  /** Of the images, the first time. */
  onLoading(progress: LoadProgress): void;
  onNews(news: TrainerNews): void;
}

export class Trainer {
  private started: TrainerPort | undefined;

  constructor(private readonly start: () => TrainerPort = startWorker) {}

  /** Paused at first; `table` is the model file of the request's benchmark. */
  startSearch(request: SearchRequest, table: string, callbacks: TrainerCallbacks): Promise<null> {
    return this.told('search.start', {request, table}, callbacks);
  }

  runSearch(): Promise<null> {
    return this.port().request('search.run', null);
  }

  /** Resolves when the step in progress is done and told. */
  pauseSearch(): Promise<null> {
    return this.port().request('search.pause', null);
  }

  endSearch(): Promise<null> {
    return this.port().request('search.end', null);
  }

  searchRecord(): Promise<string> {
    return this.port().request('search.record', null);
  }

  /** Begins at once. */
  startCell(request: CellRequest, callbacks: TrainerCallbacks): Promise<null> {
    return this.told('cell.start', request, callbacks);
  }

  endCell(): Promise<null> {
    return this.port().request('cell.end', null);
  }

  trainings(request: CellRequest, table: string): Promise<CellTrainings> {
    return this.port().request('trainings', {request, table});
  }

  private port(): TrainerPort {
    return (this.started ??= this.start());
  }

  private told<T extends 'search.start' | 'cell.start'>(
    type: T,
    data: TrainerProtocol[T]['data'],
    {onLoading, onNews}: TrainerCallbacks,
  ): Promise<TrainerProtocol[T]['result']> {
    return this.port().request(type, data, (event) => {
      if (event.type === 'loading') onLoading(event.data);
      else onNews(event.data);
    });
  }
}

// Written in one expression, by which the build finds workers.
function startWorker(): TrainerPort {
  return new WorkerPort(
    new Worker(new URL('../worker/trainer_worker.ts', import.meta.url), {type: 'module', name: 'cellar-trainer'}),
  );
}
