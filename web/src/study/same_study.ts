// SPDX-License-Identifier: Apache-2.0
// Whether two specifications ask for the same study.
import type {StudySpec} from '../engine/types';

/** Budget, seed and the rest, but for the optimizers. */
export function sameTask(a: StudySpec, b: StudySpec): boolean {
  return (
    a.benchmark === b.benchmark &&
    a.runs === b.runs &&
    a.evaluations === b.evaluations &&
    a.simulated_seconds === b.simulated_seconds &&
    a.seed === b.seed &&
    a.noise === b.noise &&
    (a.continue_training ?? false) === (b.continue_training ?? false)
  );
}

/** `full` has every option of its optimizers; `spec` may leave out those with their defaults. */
export function sameStudy(spec: StudySpec, full: StudySpec): boolean {
  return (
    sameTask(spec, full) &&
    spec.optimizers.length === full.optimizers.length &&
    spec.optimizers.every(({name, options}, i) => {
      const other = full.optimizers[i];
      return name === other.name && Object.entries(options).every(([option, value]) => other.options[option] === value);
    })
  );
}
