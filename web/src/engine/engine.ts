// SPDX-License-Identifier: Apache-2.0
// The engine as the page sees it: a desk that answers questions and keeps records, and a crew that does studies.
import type {LoadProgress} from '../worker/messages';
import type {RecordFile} from '../worker/protocol';
import {Crew} from './crew';
import {OpenedStudy} from './opened_study';
import {SpreadStudy, type StudyCallbacks} from './spread_study';
import {Trace} from './trace';
import type {Evaluation, Form, Identity, Info, Neighbour, RunKey, StudySpec} from './types';
import {WorkerPort} from './worker_port';

export class Engine {
  private readonly desk = startWorker();
  private readonly crew = new Crew(this.desk, startWorker);

  info(): Promise<Info> {
    return this.desk.request('info', null);
  }

  /** Loads the benchmark's model, once; `report` hears of the bytes of the first load only. */
  open(benchmark: string, report: (progress: LoadProgress) => void = () => {}): Promise<Identity> {
    return this.desk.request('open', {benchmark}, (event) => {
      if (event.type === 'loading') report(event.data);
    });
  }

  /** `architecture` in any accepted form. */
  query(benchmark: string, architecture: string, epochs: number): Promise<Evaluation> {
    return this.desk.request('query', {benchmark, architecture, epochs});
  }

  neighbours(benchmark: string, architecture: string): Promise<Neighbour[]> {
    return this.desk.request('neighbours', {benchmark, architecture});
  }

  convert(benchmark: string, architecture: string, form: Form): Promise<string> {
    return this.desk.request('convert', {benchmark, architecture, form});
  }

  sample(benchmark: string, seed: number, count: number): Promise<string[]> {
    return this.desk.request('sample', {benchmark, seed, count});
  }

  /** Starts a study, paused, its runs spread over so many workers. */
  startStudy(spec: StudySpec, workers: number, callbacks: StudyCallbacks): Promise<SpreadStudy> {
    return SpreadStudy.start(this.desk, this.crew, spec, workers, callbacks);
  }

  /** Reads a study from records; several are its parts. */
  openStudy(files: RecordFile[]): Promise<OpenedStudy> {
    return OpenedStudy.open(this.desk, files);
  }

  startTrace(spec: StudySpec, key: RunKey): Promise<Trace> {
    return Trace.start(this.crew, spec, key);
  }
}

function startWorker(): WorkerPort {
  return new WorkerPort(new Worker(new URL('../worker/worker.ts', import.meta.url), {type: 'module', name: 'cellar'}));
}
