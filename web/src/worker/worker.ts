// SPDX-License-Identifier: Apache-2.0
// A worker's entry: answers the requests of protocol.ts in the order they come.
import {toFailure} from '../engine/types';
import {CrewWork} from './crew_work';
import {Host} from './host';
import type {Protocol, Reply, Request, RequestType} from './protocol';
import {RecordDesk} from './record_desk';

/** Of a worker's global scope, what is used here (the page's own types do not know it). */
interface WorkerScope {
  onmessage: ((event: MessageEvent<Request>) => void) | null;
  postMessage(reply: Reply): void;
}

type Answer<T extends RequestType> = Protocol[T]['result'] | Promise<Protocol[T]['result']>;
type Answers = {[T in RequestType]: (data: Protocol[T]['data'], requestId: number) => Answer<T>};

const scope = self as unknown as WorkerScope;
const host = new Host();
const desk = new RecordDesk(host);
const work = new CrewWork(host);

const answers: Answers = {
  info: () => host.info(),
  open: ({benchmark}, requestId) =>
    host.open(benchmark, (data) => scope.postMessage({requestId, type: 'loading', data})),
  query: (data) => host.query(data),
  neighbours: (data) => host.neighbours(data),
  convert: (data) => host.convert(data),
  sample: (data) => host.sample(data),
  equipment: ({benchmark}) => host.equipment(benchmark),
  equip: (data) => host.equip(data),
  'record.gather': ({spec}) => desk.gather(spec),
  'record.open': ({files}) => desk.open(files),
  'record.take': (data) => desk.take(data),
  'record.end': ({record}) => desk.end(record),
  'record.export': (data) => desk.export(data),
  'record.drop': ({record}) => desk.drop(record),
  'part.start': (data, requestId) =>
    work.startPart(data, (news) => scope.postMessage({requestId, type: 'news', data: news})),
  'part.run': () => (work.part().run(), null),
  'part.pause': () => (work.part().pause(), null),
  'part.step': ({evaluations}) => (work.part().step(evaluations), null),
  'trace.start': ({spec, key}) => work.startTrace(spec, key),
  'trace.next': ({most}) => work.nextTrials(most),
};

scope.onmessage = async ({data: {messageId: requestId, type, data}}) => {
  const answer = answers[type] as (data: unknown, requestId: number) => Answer<RequestType>;
  try {
    scope.postMessage({requestId, type: 'result', data: await answer(data, requestId)});
  } catch (error) {
    scope.postMessage({requestId, type: 'failure', data: toFailure(error)});
  }
};
