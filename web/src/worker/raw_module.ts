// SPDX-License-Identifier: Apache-2.0
// The WebAssembly module as Embind exposes it: JSON texts in and out. Nothing outside src/worker/ sees it.
import {EngineError, type EngineFailure} from '../engine/types';

export interface RawStudy {
  step(maxEvaluations: number): string;
  done(): boolean;
  curves(axis: string): string;
  summary(): string;
  record(): string;
  csv(): string;
  svg(axis: string): string;
  delete(): void;
}

export interface RawBenchmark {
  identity(): string;
  query(architecture: string, epochs: number, noiseSeed: number | undefined): string;
  neighbours(architecture: string): string;
  convert(architecture: string, form: string): string;
  sample(seed: number, count: number): string;
  startStudy(spec: string, part: string): {ok: true; study: RawStudy} | {error: EngineFailure};
  delete(): void;
}

export interface RawModule {
  info(): string;
  openBenchmark(name: string, model: Uint8Array): {ok: true; benchmark: RawBenchmark} | {error: EngineFailure};
}

/** The value of a JSON answer; an `error` answer is thrown as EngineError. */
export function readAnswer<T>(json: string): T {
  const answer = JSON.parse(json) as T | {error: EngineFailure};
  if (typeof answer === 'object' && answer !== null && 'error' in answer) throw new EngineError(answer.error);
  return answer as T;
}

/** What crosses to the page: errors lose their class on the way. */
export function toFailure(error: unknown): EngineFailure {
  if (error instanceof EngineError) return {code: error.code, message: error.message, where: error.where};
  return {code: 'internal', where: '', message: error instanceof Error ? error.message : String(error)};
}
