// SPDX-License-Identifier: Apache-2.0
// What the page reads out of a record (cellar.record/1) that the engine wrote: what was asked, how much of it is done, and
// each run's way to its last incumbent.
import type {Flag, OptionValues, StudyCounts, StudySpec, Trajectory} from '../engine/types';

interface RunContent {
  optimizer: number;
  evaluations: number;
  simulated_seconds: number;
  incumbents: {evaluation: number; val_accuracy: number; test_accuracy?: number; flags: Flag[]}[];
}

export interface RecordContent {
  benchmark: string;
  model: {name: string; sha256: string};
  spec: {
    optimizers: {name: string; options: OptionValues}[];
    runs: number;
    budget: {evaluations: number; simulated_seconds?: number};
    seed: number;
    noise: boolean;
    continue_training?: true;
  };
  runs: RunContent[];
}

export const parseRecord = (text: string): RecordContent => JSON.parse(text) as RecordContent;

/** With every option, also those that have their defaults. */
export function specOf({benchmark, spec}: RecordContent): StudySpec {
  const {budget, ...rest} = spec;
  return {benchmark, ...rest, ...budget};
}

export function countsOf({spec, runs}: RecordContent): StudyCounts {
  const {evaluations, simulated_seconds: limit = Infinity} = spec.budget;
  const done = runs.filter((run) => run.evaluations >= evaluations || run.simulated_seconds >= limit);
  const total = spec.optimizers.length * spec.runs;
  return {
    evaluations: runs.reduce((sum, run) => sum + run.evaluations, 0),
    evaluations_total: total * evaluations,
    runs: done.length,
    runs_total: total,
  };
}

export function trajectoriesOf({runs}: Pick<RecordContent, 'runs'>): Trajectory[] {
  return runs.map(({optimizer, incumbents}) => {
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
