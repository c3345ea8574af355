// SPDX-License-Identifier: Apache-2.0
// The five phases in which an evaluation is told: what was considered, the parent, the child, its answer, what is kept.
import type {TracedTrial} from '../engine/types';
import {TRACE_PHASES} from '../state/properties';

export const CONSIDER = 1;
export const CHOOSE = 2;
export const MAKE = 3;
export const EVALUATE = 4;
export const KEEP = 5;

/** The phases of a trial in which something happens; the last three always. */
export function phasesOf({considered, parent}: TracedTrial): number[] {
  return [
    ...(considered.length > 0 ? [CONSIDER] : []),
    ...(parent === undefined ? [] : [CHOOSE]),
    MAKE,
    EVALUATE,
    KEEP,
  ];
}

export interface TracePlace {
  trial: number; // 0-based
  phase: number;
}

/** The next or the previous phase, across trials; undefined at the ends of what is known. */
export function neighbouringPlace(
  trials: readonly TracedTrial[],
  {trial, phase}: TracePlace,
  step: 1 | -1,
): TracePlace | undefined {
  const here = trials[trial] ? phasesOf(trials[trial]) : [];
  const next = step > 0 ? here.find((one) => one > phase) : here.findLast((one) => one < phase);
  if (next !== undefined) return {trial, phase: next};
  const other = trials[trial + step];
  if (!other) return undefined;
  return {trial: trial + step, phase: step > 0 ? phasesOf(other)[0] : TRACE_PHASES};
}

export interface Keeping {
  joined: boolean;
  left: number[];
  members: number[];
}

/** What an optimizer keeps after a trial, beside what it kept before. */
export function keepingOf(trials: readonly TracedTrial[], trial: number): Keeping {
  const {members} = trials[trial];
  const now = new Set(members);
  const before = trials[trial - 1]?.members ?? [];
  return {joined: now.has(trial), left: before.filter((member) => !now.has(member)), members};
}

/** Whether the trial is the best so far among those of the highest fidelity so far. */
export function isIncumbent(trials: readonly TracedTrial[], trial: number): boolean {
  const {fidelity, val_accuracy} = trials[trial];
  return trials
    .slice(0, trial)
    .every(
      (before) => before.fidelity < fidelity || (before.fidelity === fidelity && before.val_accuracy < val_accuracy),
    );
}
