// SPDX-License-Identifier: Apache-2.0
// The trainer's WebAssembly module as Embind exposes it: JSON texts in and out. Nothing outside src/worker/ sees it.
import type {RawAnswer} from './raw_module';

export interface RawSearch {
  step(steps: number): string;
  weights(): string;
  record(): string;
  delete(): void;
}

export interface RawCellTraining {
  step(steps: number): string;
  delete(): void;
}

export interface RawTrainer {
  startSearch(table: Uint8Array, request: string): RawAnswer<'search', RawSearch>;
  startCell(request: string): RawAnswer<'training', RawCellTraining>;
  delete(): void;
}

export interface RawTrainerModule {
  openTrainer(images: Uint8Array): RawAnswer<'trainer', RawTrainer>;
  trainings(table: Uint8Array, request: string): string;
}
