// SPDX-License-Identifier: Apache-2.0
// Reads out of a record (cellar.record/1) when each run improved, and what its last incumbent is.
import type {Flag, Trajectory} from '../engine/types';

interface RecordShape {
  runs: {
    optimizer: number;
    incumbents: {evaluation: number; val_accuracy: number; test_accuracy?: number; flags: Flag[]}[];
  }[];
}

export function trajectoriesOf(recordText: string): Trajectory[] {
  const record = JSON.parse(recordText) as RecordShape;
  return record.runs.map(({optimizer, incumbents}) => {
    const last = incumbents.at(-1);
    const trajectory: Trajectory = {
      optimizer,
      improvements: incumbents.map(({evaluation, val_accuracy}) => [evaluation, val_accuracy]),
    };
    if (last?.test_accuracy !== undefined) trajectory.test_accuracy = last.test_accuracy;
    if (last?.flags.includes('measured')) trajectory.measured = true;
    if (last?.flags.includes('modelled')) trajectory.measured = false;
    return trajectory;
  });
}
