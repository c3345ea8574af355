// SPDX-License-Identifier: Apache-2.0
// The worker's entry: answers the requests of protocol.ts in the order they come.
import {Host} from './host';
import type {Protocol, Reply, Request, RequestType} from './protocol';
import {toFailure} from './raw_module';

/** Of a worker's global scope, what is used here (the page's own types do not know it). */
interface WorkerScope {
  onmessage: ((event: MessageEvent<Request>) => void) | null;
  postMessage(reply: Reply): void;
}

const scope = self as unknown as WorkerScope;
const host = new Host();

async function answer(request: Request): Promise<Protocol[RequestType]['result']> {
  const requestId = request.messageId;
  switch (request.type) {
    case 'info':
      return host.info();
    case 'open':
      return host.open(request.data.benchmark, (data) => scope.postMessage({requestId, type: 'loading', data}));
    case 'query':
      return host.query(request.data);
    case 'neighbours':
      return host.neighbours(request.data);
    case 'convert':
      return host.convert(request.data);
    case 'sample':
      return host.sample(request.data);
    case 'study.start':
      await host.startStudy(request.data.spec, (data) => scope.postMessage({requestId, type: 'progress', data}));
      return null;
    case 'study.run':
      host.study().run();
      return null;
    case 'study.pause':
      host.study().pause();
      return null;
    case 'study.step':
      host.study().step(request.data.evaluations);
      return null;
    case 'study.cancel':
      host.study().cancel();
      return null;
    case 'study.export':
      return host.study().exported(request.data.format, request.data.axis);
  }
}

scope.onmessage = async ({data: request}) => {
  const requestId = request.messageId;
  try {
    scope.postMessage({requestId, type: 'result', data: await answer(request)});
  } catch (error) {
    scope.postMessage({requestId, type: 'failure', data: toFailure(error)});
  }
};
