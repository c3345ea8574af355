// SPDX-License-Identifier: Apache-2.0
// The WebAssembly module as Embind exposes it: JSON texts in and out. Nothing outside src/worker/ sees it.
import {EngineError, type EngineFailure} from '../engine/types';

export type RawAnswer<Name extends string, Handle> = ({ok: true} & Record<Name, Handle>) | {error: EngineFailure};

export interface RawStudy {
  step(maxEvaluations: number): string;
  done(): boolean;
  news(): string;
  record(): string;
  delete(): void;
}

export interface RawRecord {
  take(news: string): string;
  curves(axis: string): string;
  summary(): string;
  thinking(): string;
  comparison(): string;
  record(): string;
  csv(): string;
  svg(axis: string): string;
  delete(): void;
}

export interface RawTrace {
  next(): string;
  delete(): void;
}

export interface RawBenchmark {
  identity(): string;
  query(architecture: string, epochs: number, noiseSeed: number | undefined): string;
  neighbours(architecture: string): string;
  convert(architecture: string, form: string): string;
  sample(seed: number, count: number): string;
  startStudy(spec: string, runKeys: string): RawAnswer<'study', RawStudy>;
  gatherStudy(spec: string): RawAnswer<'record', RawRecord>;
  startTrace(spec: string, runKeys: string): RawAnswer<'trace', RawTrace>;
  delete(): void;
}

export interface RawModule {
  info(): string;
  openBenchmark(name: string, model: Uint8Array): RawAnswer<'benchmark', RawBenchmark>;
  openRecords(texts: string[]): RawAnswer<'record', RawRecord>;
}

/** An answer that holds a handle; an `error` answer is thrown as EngineError. */
export function succeed<Name extends string, Handle>(answer: RawAnswer<Name, Handle>): Record<Name, Handle> {
  if ('error' in answer) throw new EngineError(answer.error);
  return answer;
}

/** The value of a JSON answer; an `error` answer is thrown as EngineError. */
export function readAnswer<T>(json: string): T {
  const answer = JSON.parse(json) as T | {error: EngineFailure};
  if (typeof answer === 'object' && answer !== null && 'error' in answer) throw new EngineError(answer.error);
  return answer as T;
}
