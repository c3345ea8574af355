// SPDX-License-Identifier: Apache-2.0
// Reads out of a record (cellar.record/1) when each run improved.
import type {Trajectory} from '../engine/types';

interface RecordShape {
  runs: {optimizer: number; incumbents: {evaluation: number; val_accuracy: number}[]}[];
}

export function trajectoriesOf(recordText: string): Trajectory[] {
  const record = JSON.parse(recordText) as RecordShape;
  return record.runs.map((run) => ({
    optimizer: run.optimizer,
    improvements: run.incumbents.map(({evaluation, val_accuracy}) => [evaluation, val_accuracy]),
  }));
}
