// SPDX-License-Identifier: Apache-2.0
// A training done here against those that the table has of the same cell.
import type {CellTrainings, TrainingCounts} from '../engine/one_shot_types';

export type TableTraining = CellTrainings['trainings'][number];

/** The trainings of full length. */
export function fullTrainings({trainings}: CellTrainings): TableTraining[] {
  const longest = Math.max(...trainings.map(({epochs}) => epochs));
  return trainings.filter(({epochs}) => epochs === longest);
}

/** Whether the two are the same to the last digit: numbers of images, and losses. */
export function sameDigits(a: TrainingCounts, b: TrainingCounts): boolean {
  return DIGITS.every((name) => a[name] === b[name]);
}

const DIGITS = ['training_correct', 'val_correct', 'test_correct', 'val_loss', 'test_loss'] as const;

/** Between the least and the most accurate, a fraction. */
export function accuracySpread(trainings: readonly TableTraining[]): {low: number; high: number} {
  const accuracies = trainings.map(({val_accuracy}) => val_accuracy);
  return {low: Math.min(...accuracies), high: Math.max(...accuracies)};
}
