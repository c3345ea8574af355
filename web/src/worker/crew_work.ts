// SPDX-License-Identifier: Apache-2.0
// What a worker of the crew has in hand: a part of a study, or a run that is traced.
import {EngineError, type RunKey, type StudySpec, type TracedTrial} from '../engine/types';
import type {Host} from './host';
import {PartLoop} from './part_loop';
import type {PartNews, Protocol} from './protocol';
import {readAnswer, succeed, type RawTrace} from './raw_module';

/** A page can draw what came before it asks for more. */
const TRACE_MS = 50;

export class CrewWork {
  private loop: PartLoop | undefined;
  private trace: RawTrace | undefined;

  constructor(private readonly host: Host) {}

  async startPart({spec, keys}: Protocol['part.start']['data'], tell: (news: PartNews) => void): Promise<null> {
    const benchmark = await this.host.benchmark(spec.benchmark);
    const {study} = succeed(benchmark.startStudy(JSON.stringify(spec), JSON.stringify(keys)));
    this.loop?.dispose();
    this.loop = new PartLoop(study, tell);
    return null;
  }

  part(): PartLoop {
    if (!this.loop) throw new EngineError({code: 'internal', message: 'no study was started', where: 'study'});
    return this.loop;
  }

  async startTrace(spec: StudySpec, key: RunKey): Promise<null> {
    const benchmark = await this.host.benchmark(spec.benchmark);
    const {trace} = succeed(benchmark.startTrace(JSON.stringify(spec), JSON.stringify([key])));
    this.trace?.delete();
    this.trace = trace;
    return null;
  }

  nextTrials(most: number): TracedTrial[] {
    if (!this.trace) throw new EngineError({code: 'internal', message: 'no trace was started', where: 'trace'});
    const trials: TracedTrial[] = [];
    const end = performance.now() + TRACE_MS;
    do trials.push(readAnswer<TracedTrial>(this.trace.next()));
    while (trials.length < most && performance.now() < end);
    return trials;
  }
}
