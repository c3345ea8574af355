// SPDX-License-Identifier: Apache-2.0
// The brackets of a multi-fidelity method as it went through them: who was on which rung, and who was promoted.
import type {TracedTrial} from '../engine/types';

export interface RungPlace {
  trial: number; // 0-based
  /** The trial of the same architecture on the rung below. */
  from: number | undefined;
}

export interface Rung {
  epochs: number;
  places: RungPlace[];
}

export interface Bracket {
  /** As the optimizer counts them, from 0. */
  number: number;
  rungs: Rung[]; // lowest first
}

/** Empty where the optimizer has none. */
export function bracketsOf(trials: readonly TracedTrial[]): Bracket[] {
  const brackets = new Map<number, Bracket>();
  trials.forEach(({bracket: number, rung, fidelity, move, parent}, trial) => {
    if (number === undefined || rung === undefined) return;
    const bracket = brackets.get(number) ?? {number, rungs: []};
    brackets.set(number, bracket);
    bracket.rungs[rung] ??= {epochs: fidelity, places: []};
    bracket.rungs[rung].places.push({trial, from: move === 'promotion' ? parent : undefined});
  });
  return [...brackets.values()];
}

/** The trials of a bracket that went on to the next rung. */
export function promotedOf({rungs}: Bracket): Set<number> {
  return new Set(rungs.flatMap(({places}) => places.flatMap(({from}) => (from === undefined ? [] : [from]))));
}
