// SPDX-License-Identifier: Apache-2.0
// The remote control of a study in the worker.
import type {ExportFormat, Protocol, RequestType, StudyProgress} from '../worker/protocol';
import type {Axis} from './types';

export interface StudyCallbacks {
  /** At most about ten times a second, and once whenever the phase changes. */
  onProgress(progress: StudyProgress): void;
}

type Send = <T extends RequestType>(type: T, data: Protocol[T]['data']) => Promise<Protocol[T]['result']>;

export class StudyHandle {
  constructor(private readonly send: Send) {}

  run(): Promise<null> {
    return this.send('study.run', null);
  }

  pause(): Promise<null> {
    return this.send('study.pause', null);
  }

  /** Of a paused study: so many evaluations more, run after run. */
  step(evaluations: number): Promise<null> {
    return this.send('study.step', {evaluations});
  }

  cancel(): Promise<null> {
    return this.send('study.cancel', null);
  }

  /** The study so far as a record (JSON), a table (CSV) or a figure (SVG). */
  exported(format: ExportFormat, axis: Axis): Promise<string> {
    return this.send('study.export', {format, axis});
  }
}
