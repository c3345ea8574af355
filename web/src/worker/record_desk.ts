// SPDX-License-Identifier: Apache-2.0
// Keeps the records of studies: those that are growing from the news of their parts, and those read from files.
import {
  EngineError,
  toFailure,
  type Curve,
  type Result,
  type StudySpec,
  type Thinking,
  type Statistics,
} from '../engine/types';
import {countsOf, parseRecord, specOf, trajectoriesOf} from '../study/record_content';
import type {Host} from './host';
import type {Figures, OpenedRecord, Protocol, RecordEnd, RecordFile} from './protocol';
import {readAnswer, succeed, type RawRecord} from './raw_module';
import {sha256Hex} from './sha256_hex';

export class RecordDesk {
  private readonly records = new Map<number, RawRecord>();
  private lastNumber = 0;

  constructor(private readonly host: Host) {}

  async gather(spec: StudySpec): Promise<number> {
    const benchmark = await this.host.benchmark(spec.benchmark);
    return this.keep(succeed(benchmark.gatherStudy(JSON.stringify(spec))).record);
  }

  async open(files: RecordFile[]): Promise<OpenedRecord> {
    const module = await this.host.module();
    // One by one first, so that a complaint names its file.
    for (const {name, text} of files) naming(name, () => succeed(module.openRecords([text])).record.delete());
    const number = this.keep(succeed(module.openRecords(files.map(({text}) => text))).record);
    const content = parseRecord(this.record(number).record());
    return {
      record: number,
      spec: specOf(content),
      model: content.model,
      counts: countsOf(content),
      figures: figuresOf(this.record(number)),
      end: await this.end(number),
    };
  }

  take({record: number, news}: Protocol['record.take']['data']): Figures {
    const record = this.record(number);
    for (const text of news) readAnswer<null>(record.take(text));
    return figuresOf(record);
  }

  async end(number: number): Promise<RecordEnd> {
    const record = this.record(number);
    const text = record.record();
    return {
      trajectories: trajectoriesOf(parseRecord(text)),
      statistics: readAnswer<Statistics>(record.comparison()),
      sha256: await sha256Hex(text),
    };
  }

  export({record: number, format, axis}: Protocol['record.export']['data']): string {
    const record = this.record(number);
    switch (format) {
      case 'json':
        return record.record();
      case 'csv':
        return record.csv();
      case 'svg':
        return record.svg(axis);
    }
  }

  drop(number: number): null {
    this.records.get(number)?.delete();
    this.records.delete(number);
    return null;
  }

  private keep(record: RawRecord): number {
    this.records.set(++this.lastNumber, record);
    return this.lastNumber;
  }

  private record(number: number): RawRecord {
    const record = this.records.get(number);
    if (!record) throw new EngineError({code: 'internal', message: 'there is no such study any more', where: 'study'});
    return record;
  }
}

function naming(file: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    const {code, message, where} = toFailure(error);
    throw new EngineError({code, message, where: where ? `${file}: ${where}` : file});
  }
}

function figuresOf(record: RawRecord): Figures {
  const start = performance.now();
  const figures = {
    curves: {
      evaluations: readAnswer<Curve[]>(record.curves('evaluations')),
      simulated_gpu_days: readAnswer<Curve[]>(record.curves('simulated_gpu_days')),
    },
    results: readAnswer<Result[]>(record.summary()),
    thinking: readAnswer<Thinking[]>(record.thinking()),
  };
  return {...figures, seconds: (performance.now() - start) / 1000};
}
