// SPDX-License-Identifier: Apache-2.0
// Messages between page and worker. Every request gets exactly one `result` or `failure`; `open` may be preceded by
// `loading`, and `study.start` is followed by `progress` until the study's phase is `done`, `cancelled` or
// `failed`.
import type {
  Axis,
  Curves,
  EngineFailure,
  Evaluation,
  Form,
  Identity,
  Info,
  Neighbour,
  Result,
  StudyCounts,
  StudySpec,
  Trajectory,
} from '../engine/types';

export type ExportFormat = 'json' | 'csv' | 'svg';

export type StudyPhase = 'running' | 'paused' | 'done' | 'cancelled' | 'failed';

export interface StudyProgress {
  phase: StudyPhase;
  counts: StudyCounts;
  curves: Curves;
  results: Result[];
  /** Time spent computing, without pauses. */
  busySeconds: number;
  /** Once the study has ended. */
  trajectories?: Trajectory[];
  /** Once done, where the browser offers SHA-256 (secure contexts). */
  recordSha256?: string;
  /** Where the phase is `failed`. */
  failure?: EngineFailure;
}

export interface LoadProgress {
  loaded: number; // bytes over the wire
  total: number;
}

/** Request type -> what it carries and what its result carries. */
export interface Protocol {
  info: {data: null; result: Info};
  open: {data: {benchmark: string}; result: Identity};
  query: {data: {benchmark: string; architecture: string; epochs: number}; result: Evaluation};
  neighbours: {data: {benchmark: string; architecture: string}; result: Neighbour[]};
  convert: {data: {benchmark: string; architecture: string; form: Form}; result: string};
  sample: {data: {benchmark: string; seed: number; count: number}; result: string[]};
  'study.start': {data: {spec: StudySpec}; result: null};
  'study.run': {data: null; result: null};
  'study.pause': {data: null; result: null};
  'study.step': {data: {evaluations: number}; result: null};
  'study.cancel': {data: null; result: null};
  'study.export': {data: {format: ExportFormat; axis: Axis}; result: string};
}

export type RequestType = keyof Protocol;

export type Request = {
  [T in RequestType]: {messageId: number; type: T; data: Protocol[T]['data']};
}[RequestType];

export type Reply =
  | {requestId: number; type: 'result'; data: Protocol[RequestType]['result']}
  | {requestId: number; type: 'failure'; data: EngineFailure}
  | {requestId: number; type: 'loading'; data: LoadProgress}
  | {requestId: number; type: 'progress'; data: StudyProgress};
