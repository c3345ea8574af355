// SPDX-License-Identifier: Apache-2.0
// The engine as the page sees it: promises over the worker's messages, one worker for the life of the page.
import type {LoadProgress, Protocol, Reply, Request, RequestType} from '../worker/protocol';
import type {Evaluation, Form, Identity, Info, Neighbour} from './types';
import {EngineError} from './types';
import {StudyHandle, type StudyCallbacks} from './study_handle';
import type {StudySpec} from './types';

type Event = Extract<Reply, {type: 'loading' | 'progress'}>;

interface Pending {
  resolve(data: unknown): void;
  reject(error: Error): void;
}

export class Engine {
  private readonly worker: Worker;
  private readonly pending = new Map<number, Pending>();
  private readonly listeners = new Map<number, (event: Event) => void>();
  private lastId = 0;

  constructor() {
    this.worker = new Worker(new URL('../worker/worker.ts', import.meta.url), {type: 'module', name: 'cellar'});
    this.worker.onmessage = ({data}: MessageEvent<Reply>) => this.take(data);
    this.worker.onerror = (event) => this.fail(event.message);
  }

  info(): Promise<Info> {
    return this.request('info', null);
  }

  /** Loads the benchmark's model, once; `report` hears of the bytes of the first load only. */
  open(benchmark: string, report: (progress: LoadProgress) => void = () => {}): Promise<Identity> {
    return this.request('open', {benchmark}, (event) => {
      if (event.type === 'loading') report(event.data);
    });
  }

  /** `architecture` in any accepted form. */
  query(benchmark: string, architecture: string, epochs: number): Promise<Evaluation> {
    return this.request('query', {benchmark, architecture, epochs});
  }

  neighbours(benchmark: string, architecture: string): Promise<Neighbour[]> {
    return this.request('neighbours', {benchmark, architecture});
  }

  convert(benchmark: string, architecture: string, form: Form): Promise<string> {
    return this.request('convert', {benchmark, architecture, form});
  }

  sample(benchmark: string, seed: number, count: number): Promise<string[]> {
    return this.request('sample', {benchmark, seed, count});
  }

  /**
   * Starts a study, paused; a study started before ends here. Aborting `signal` cancels it within one slice and keeps
   * what was done.
   */
  async startStudy(spec: StudySpec, callbacks: StudyCallbacks, signal?: AbortSignal): Promise<StudyHandle> {
    await this.request('study.start', {spec}, (event) => {
      if (event.type === 'progress') callbacks.onProgress(event.data);
    });
    const handle = new StudyHandle((type, data) => this.request(type, data));
    if (signal?.aborted) handle.cancel();
    signal?.addEventListener('abort', () => handle.cancel(), {once: true});
    return handle;
  }

  private request<T extends RequestType>(
    type: T,
    data: Protocol[T]['data'],
    listener?: (event: Event) => void,
  ): Promise<Protocol[T]['result']> {
    const messageId = ++this.lastId;
    if (listener) this.listeners.set(messageId, listener);
    return new Promise((resolve, reject) => {
      this.pending.set(messageId, {resolve: resolve as (data: unknown) => void, reject});
      this.worker.postMessage({messageId, type, data} as Request);
    });
  }

  private take(reply: Reply): void {
    if (reply.type === 'loading' || reply.type === 'progress') {
      this.listeners.get(reply.requestId)?.(reply);
      return;
    }
    const pending = this.pending.get(reply.requestId);
    this.pending.delete(reply.requestId);
    if (reply.type === 'result') pending?.resolve(reply.data);
    else pending?.reject(new EngineError(reply.data));
  }

  /** The worker itself broke: nothing that waits will be answered. */
  private fail(message: string): void {
    const error = new EngineError({
      code: 'internal',
      where: 'worker',
      message: `${message || 'the worker could not be started'}; reload the page`,
    });
    for (const {reject} of this.pending.values()) reject(error);
    this.pending.clear();
  }
}
