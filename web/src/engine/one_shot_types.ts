// SPDX-License-Identifier: Apache-2.0
// The trainer's answers as plain values, in the words and units of the C++ side (accuracies are fractions).
import type {EngineFailure, Evaluation, OptimizerSpec} from './types';

/** One run of one method. */
export interface SearchRequest {
  /** Where choices are looked up; its space is the supernet's. */
  benchmark: string;
  method: OptimizerSpec;
  seed: number;
}

/** How much the choices weigh: each row adds up to 1, but for nodes that read all they can, whose inputs have 1 each. */
export interface ChoiceWeights {
  /** By block, over SUPERNET_OPERATIONS. */
  operations: number[][];
  /** By node from 1 on, the output last: over all nodes before it. */
  inputs: number[][];
}

/** The order within a row of ChoiceWeights.operations. */
export const SUPERNET_OPERATIONS = ['maxpool3x3', 'conv3x3', 'conv1x1'] as const;

/** What a method would choose now. */
export interface Choice extends ChoiceWeights {
  architecture: string;
}

/** An epoch that is done; the evaluation is the table's of the choice. */
export interface SearchEpoch extends Evaluation {
  epoch: number; // 1-based
  train_loss: number;
  train_accuracy: number;
  one_shot_accuracy: number;
  /** Of the choices, 1 where all weigh the same. */
  entropy: number;
  operations: number;
  simulated_seconds: number;
  weights: ChoiceWeights;
}

export interface SearchProgress {
  epoch: number; // 0-based, under way
  epochs: number;
  /** Of the epoch under way. */
  step: number;
  steps_per_epoch: number;
  /** Mean of the epoch so far; 0 before its first step. */
  loss: number;
  done: boolean;
  /** Epochs that were not told before. */
  news: SearchEpoch[];
  /** Why the search ended early; else empty. */
  failure: string;
}

export interface CellRequest {
  benchmark: string;
  architecture: string;
  seed: number;
  /** Absent: the standard length. */
  epochs?: number;
}

export interface TrainingCounts {
  training_correct: number;
  val_correct: number;
  test_correct: number;
  /** Absent where the training diverged. */
  val_loss?: number;
  test_loss?: number;
  val_accuracy: number;
  test_accuracy: number;
}

export interface CellProgress {
  step: number;
  steps: number;
  /** Of the last batch. */
  loss: number;
  done: boolean;
  outcome?: TrainingCounts;
}

/** What the table has of a cell. */
export interface CellTrainings {
  cell: string;
  images: {training: number; validation: number; test: number};
  trainings: (TrainingCounts & {epochs: number; seed: number; diverged: boolean})[];
}

/** What a trainer at work tells. */
export interface TrainerNews {
  search?: {progress: SearchProgress; choice: Choice};
  cell?: CellProgress;
  /** It stopped there. */
  failure?: EngineFailure;
}
