// SPDX-License-Identifier: Apache-2.0
// Messages between the page and a worker, whatever the two talk about. Every request gets exactly one `result` or
// `failure`; `loading` may come before that, `news` after it.
import type {EngineFailure} from '../engine/types';

/** A table of requests: type -> what it carries and what its result carries. */
export type Conversation<P> = {[T in keyof P]: {data: unknown; result: unknown}};

export type RequestOf<P extends Conversation<P>> = {
  [T in keyof P]: {messageId: number; type: T; data: P[T]['data']};
}[keyof P];

export type ReplyOf<P extends Conversation<P>, News> =
  | {requestId: number; type: 'result'; data: P[keyof P]['result']}
  | {requestId: number; type: 'failure'; data: EngineFailure}
  | {requestId: number; type: 'loading'; data: LoadProgress}
  | {requestId: number; type: 'news'; data: News};

export interface LoadProgress {
  loaded: number; // bytes over the wire
  total: number;
}
