// SPDX-License-Identifier: Apache-2.0
// The worker's end of a conversation: answers requests in the order they come, errors as plain values.
import {toFailure} from '../engine/types';
import type {Conversation, LoadProgress, ReplyOf, RequestOf} from './messages';

/** Of a worker's global scope, what is used here (the page's own types do not know it). */
interface WorkerScope<P extends Conversation<P>, News> {
  onmessage: ((event: MessageEvent<RequestOf<P>>) => void) | null;
  postMessage(reply: ReplyOf<P, News>): void;
}

/** What may be told besides the answer. */
export interface Telling<News> {
  loading(progress: LoadProgress): void;
  news(news: News): void;
}

type Answer<P extends Conversation<P>, T extends keyof P> = P[T]['result'] | Promise<P[T]['result']>;
export type Answers<P extends Conversation<P>, News> = {
  [T in keyof P]: (data: P[T]['data'], tell: Telling<News>) => Answer<P, T>;
};

export function answerRequests<P extends Conversation<P>, News>(answers: Answers<P, News>): void {
  const scope = self as unknown as WorkerScope<P, News>;
  scope.onmessage = async ({data: {messageId: requestId, type, data}}) => {
    const telling: Telling<News> = {
      loading: (progress) => scope.postMessage({requestId, type: 'loading', data: progress}),
      news: (news) => scope.postMessage({requestId, type: 'news', data: news}),
    };
    try {
      scope.postMessage({requestId, type: 'result', data: await answers[type](data, telling)});
    } catch (error) {
      scope.postMessage({requestId, type: 'failure', data: toFailure(error)});
    }
  };
}
