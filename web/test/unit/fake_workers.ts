// SPDX-License-Identifier: Apache-2.0
// Workers without an engine: a desk that counts what it was told, and a crew whose members do as a test says.
import {Crew} from '../../src/engine/crew';
import type {Statistics} from '../../src/engine/types';
import {WorkerPort, type WorkerLike} from '../../src/engine/worker_port';
import type {PartNews, Protocol, Reply, Request, RequestType} from '../../src/worker/protocol';

type Answers = {[T in RequestType]?: (data: Protocol[T]['data']) => Protocol[T]['result'] | typeof SILENCE};

/** Of a request that is not answered: the worker is lost in thought. */
export const SILENCE = Symbol('silence');

export class FakeWorker implements WorkerLike {
  onmessage: ((event: MessageEvent<Reply>) => void) | null = null;
  onerror: ((event: ErrorEvent) => void) | null = null;
  readonly asked: RequestType[] = [];
  terminated = false;
  private partId = 0;

  constructor(private readonly answers: Answers) {}

  postMessage({messageId: requestId, type, data}: Request): void {
    this.asked.push(type);
    if (type === 'part.start') this.partId = requestId;
    const answer = this.answers[type] as
      ((data: unknown) => Protocol[RequestType]['result'] | typeof SILENCE) | undefined;
    const result = answer ? answer(data) : null;
    if (result !== SILENCE) this.reply({requestId, type: 'result', data: result});
  }

  tell(data: PartNews): void {
    this.reply({requestId: this.partId, type: 'news', data});
  }

  terminate(): void {
    this.terminated = true;
  }

  // Later, as messages do, and in order.
  private reply(reply: Reply): void {
    queueMicrotask(() => this.terminated || this.onmessage?.({data: reply} as MessageEvent<Reply>));
  }
}

const NO_STATISTICS: Statistics = {
  at_end: true,
  complete: true,
  paired_runs: 0,
  level: 0.05,
  underpowered: true,
  optimizers: [],
  pairs: [],
  ranks: [],
};

export function fakeCrew(crewAnswers: Answers = {}) {
  const news: string[] = [];
  const desk = new FakeWorker({
    'record.gather': () => 1,
    'record.take': (data) => {
      news.push(...data.news);
      return {curves: {evaluations: [], simulated_gpu_days: []}, results: [], thinking: [], seconds: 0};
    },
    'record.end': () => ({trajectories: [], statistics: NO_STATISTICS, sha256: 'digest'}),
    'record.export': () => 'text',
  });
  const workers: FakeWorker[] = [];
  const port = new WorkerPort<Protocol, PartNews>(desk);
  const crew = new Crew(port, () => {
    const worker = new FakeWorker(crewAnswers);
    workers.push(worker);
    return new WorkerPort<Protocol, PartNews>(worker);
  });
  return {desk, port, crew, workers, news};
}
