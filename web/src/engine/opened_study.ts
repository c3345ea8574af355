// SPDX-License-Identifier: Apache-2.0
// A study that was read from files: it does not run, but gives out what it holds.
import type {ExportFormat, OpenedRecord, RecordFile} from '../worker/protocol';
import type {Axis} from './types';
import type {WorkerPort} from './worker_port';

export class OpenedStudy {
  private constructor(
    private readonly desk: WorkerPort,
    readonly content: OpenedRecord,
  ) {}

  static async open(desk: WorkerPort, files: RecordFile[]): Promise<OpenedStudy> {
    return new OpenedStudy(desk, await desk.request('record.open', {files}));
  }

  exported(format: ExportFormat, axis: Axis): Promise<string> {
    return this.desk.request('record.export', {record: this.content.record, format, axis});
  }

  close(): void {
    void this.desk.request('record.drop', {record: this.content.record});
  }
}
