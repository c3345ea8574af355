// SPDX-License-Identifier: Apache-2.0
// One worker as the page sees it: promises over its messages.
import type {Conversation, ReplyOf, RequestOf} from '../worker/messages';
import type {PartNews, Protocol} from '../worker/protocol';
import {EngineError} from './types';

/** What may come between a request and its answer, or after it. */
export type PortEvent<News = PartNews> = Extract<ReplyOf<Protocol, News>, {type: 'loading' | 'news'}>;

/** The part of a Worker that is used here. */
export interface WorkerLike<P extends Conversation<P> = Protocol, News = PartNews> {
  onmessage: ((event: MessageEvent<ReplyOf<P, News>>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  postMessage(request: RequestOf<P>): void;
  terminate(): void;
}

interface Pending {
  resolve(data: unknown): void;
  reject(error: Error): void;
}

export class WorkerPort<P extends Conversation<P> = Protocol, News = PartNews> {
  private readonly pending = new Map<number, Pending>();
  private readonly listeners = new Map<number, (event: PortEvent<News>) => void>();
  private lastId = 0;

  constructor(private readonly worker: WorkerLike<P, News>) {
    worker.onmessage = ({data}) => this.take(data);
    worker.onerror = (event) => this.end(`${event.message || 'the worker could not be started'}; reload the page`);
  }

  request<T extends keyof P>(
    type: T,
    data: P[T]['data'],
    listener?: (event: PortEvent<News>) => void,
  ): Promise<P[T]['result']> {
    const messageId = ++this.lastId;
    if (listener) this.listeners.set(messageId, listener);
    return new Promise((resolve, reject) => {
      this.pending.set(messageId, {resolve: resolve as (data: unknown) => void, reject});
      this.worker.postMessage({messageId, type, data});
    });
  }

  /** Whatever it is doing; what waits for it fails. */
  terminate(): void {
    this.worker.terminate();
    this.end('the worker was ended');
  }

  private take(reply: ReplyOf<P, News>): void {
    if (reply.type === 'loading' || reply.type === 'news') {
      this.listeners.get(reply.requestId)?.(reply);
      return;
    }
    const pending = this.pending.get(reply.requestId);
    this.pending.delete(reply.requestId);
    if (reply.type === 'result') pending?.resolve(reply.data);
    else pending?.reject(new EngineError(reply.data));
  }

  private end(message: string): void {
    const error = new EngineError({code: 'internal', where: 'worker', message});
    this.listeners.clear();
    for (const {reject} of this.pending.values()) reject(error);
    this.pending.clear();
  }
}
