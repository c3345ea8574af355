// SPDX-License-Identifier: Apache-2.0
// The study that the page's state asks for.
import type {OptimizerInfo, StudySpec} from '../engine/types';
import {formatOptimizer, parseOptimizer, withoutDefaults} from '../study/optimizer_text';
import type {PageState} from './properties';

export const STUDY_PROPERTIES = [
  'benchmark',
  'optimizers',
  'runs',
  'evaluations',
  'seed',
  'noise',
] as const satisfies (keyof PageState)[];

export function studySpec(state: PageState, known: OptimizerInfo[]): StudySpec {
  const {benchmark, runs, evaluations, seed, noise} = state;
  const optimizers = state.optimizers.map((text) => withoutDefaults(parseOptimizer(text), known));
  return {benchmark, optimizers, runs, evaluations, seed, noise};
}

/** The command that prints the same digits. */
export function searchCommand({benchmark, optimizers, runs, evaluations, seed, noise}: StudySpec): string[] {
  const names = optimizers.map(formatOptimizer).join(',');
  return [
    'cellar search',
    `-b ${benchmark}`,
    `-o ${names.includes(';') ? `'${names}'` : names}`,
    `--runs ${runs}`,
    `--evaluations ${evaluations}`,
    `--seed ${seed}`,
    ...(noise ? ['--noise'] : []),
  ];
}
