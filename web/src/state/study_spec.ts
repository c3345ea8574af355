// SPDX-License-Identifier: Apache-2.0
// The study that the page's state asks for.
import type {OptimizerInfo, StudySpec} from '../engine/types';
import {formatOptimizer, parseOptimizer, withoutDefaults} from '../study/optimizer_text';
import {LIMITS, type PageState} from './properties';

export const STUDY_PROPERTIES = [
  'benchmark',
  'optimizers',
  'runs',
  'evaluations',
  'simulatedSeconds',
  'seed',
  'noise',
  'continueTraining',
] as const satisfies (keyof PageState)[];

/** Simulated seconds are a budget instead of the evaluations, of which there are then as many as the page allows. */
export function studySpec(state: PageState, known: OptimizerInfo[]): StudySpec {
  const {benchmark, runs, simulatedSeconds, seed, noise, continueTraining} = state;
  const optimizers = state.optimizers.map((text) => withoutDefaults(parseOptimizer(text), known));
  return {
    benchmark,
    optimizers,
    runs,
    evaluations: simulatedSeconds === undefined ? state.evaluations : LIMITS.evaluations.max,
    ...(simulatedSeconds !== undefined && {simulated_seconds: simulatedSeconds}),
    seed,
    noise,
    ...(continueTraining && {continue_training: true}),
  };
}

/** The settings that ask for a study; inverse of studySpec, as far as the page's settings go. */
export function settingsOf(spec: StudySpec, known: OptimizerInfo[]): Partial<PageState> {
  return {
    benchmark: spec.benchmark,
    optimizers: spec.optimizers.map((optimizer) => formatOptimizer(withoutDefaults(optimizer, known))),
    runs: spec.runs,
    evaluations: spec.evaluations,
    simulatedSeconds: spec.simulated_seconds,
    seed: spec.seed,
    noise: spec.noise,
    continueTraining: spec.continue_training ?? false,
  };
}

/** The command that prints the same digits. */
export function searchCommand(spec: StudySpec): string[] {
  const names = spec.optimizers.map(formatOptimizer).join(',');
  return [
    'cellar search',
    `-b ${spec.benchmark}`,
    `-o ${names.includes(';') ? `'${names}'` : names}`,
    `--runs ${spec.runs}`,
    `--evaluations ${spec.evaluations}`,
    ...(spec.simulated_seconds === undefined ? [] : [`--simulated-seconds ${spec.simulated_seconds}`]),
    `--seed ${spec.seed}`,
    ...(spec.noise ? ['--noise'] : []),
    ...(spec.continue_training ? ['--continue-training'] : []),
  ];
}
