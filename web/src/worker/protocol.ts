// SPDX-License-Identifier: Apache-2.0
// What page and engine workers say to each other. `open` may be preceded by `loading`, and `part.start` is followed by
// `news` until all runs of the part are done. One worker is the desk: it answers questions and keeps records. The others
// are its crew: each does a part of a study, or traces a run.
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
  RunKey,
  Statistics,
  StudyCounts,
  StudySpec,
  Thinking,
  TracedTrial,
  Trajectory,
} from '../engine/types';
import type {ReplyOf, RequestOf} from './messages';

export type ExportFormat = 'json' | 'csv' | 'svg';

/** What a worker needs to answer for a benchmark without fetching anything. */
export interface Equipment {
  benchmark: string;
  program: WebAssembly.Module;
  model: Uint8Array;
}

/** Of a record, however much of it is known. */
export interface Figures {
  curves: Curves;
  results: Result[];
  thinking: Thinking[];
  /** Time it took to put them together. */
  seconds: number;
}

export interface RecordEnd {
  trajectories: Trajectory[];
  statistics: Statistics;
  /** Where the browser offers SHA-256 (secure contexts). */
  sha256: string | undefined;
}

export interface RecordFile {
  name: string;
  text: string;
}

/** A record read from files. */
export interface OpenedRecord {
  record: number;
  spec: StudySpec;
  model: {name: string; sha256: string};
  counts: StudyCounts;
  figures: Figures;
  end: RecordEnd;
}

/** What a part of a study found since the last time. */
export interface PartNews {
  counts: StudyCounts;
  /** For `record.take`; absent: nothing new. */
  news?: string;
  /** The part stopped there. */
  failure?: EngineFailure;
}

/** Request type -> what it carries and what its result carries. */
export interface Protocol {
  info: {data: null; result: Info};
  open: {data: {benchmark: string}; result: Identity};
  query: {data: {benchmark: string; architecture: string; epochs: number}; result: Evaluation};
  neighbours: {data: {benchmark: string; architecture: string}; result: Neighbour[]};
  convert: {data: {benchmark: string; architecture: string; form: Form}; result: string};
  sample: {data: {benchmark: string; seed: number; count: number}; result: string[]};
  equipment: {data: {benchmark: string}; result: Equipment};
  equip: {data: Equipment; result: null};
  /** The answer names the record for the requests below. */
  'record.gather': {data: {spec: StudySpec}; result: number};
  /** Several files are parts of one study. */
  'record.open': {data: {files: RecordFile[]}; result: OpenedRecord};
  'record.take': {data: {record: number; news: string[]}; result: Figures};
  'record.end': {data: {record: number}; result: RecordEnd};
  'record.export': {data: {record: number; format: ExportFormat; axis: Axis}; result: string};
  'record.drop': {data: {record: number}; result: null};
  /** Replaces the part before. It waits for `run` or `step`. */
  'part.start': {data: {spec: StudySpec; keys: RunKey[]}; result: null};
  'part.run': {data: null; result: null};
  /** Answered when the evaluation in progress is done and told. */
  'part.pause': {data: null; result: null};
  /** Of a paused part: so many evaluations more, in the runs whose turn it is. */
  'part.step': {data: {evaluations: number}; result: null};
  /** Replaces the trace before. */
  'trace.start': {data: {spec: StudySpec; key: RunKey}; result: null};
  /** The next trials, at most so many; fewer where the optimizer takes its time. */
  'trace.next': {data: {most: number}; result: TracedTrial[]};
}

export type RequestType = keyof Protocol;

export type Request = RequestOf<Protocol>;

export type Reply = ReplyOf<Protocol, PartNews>;
