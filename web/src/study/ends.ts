// SPDX-License-Identifier: Apache-2.0
// On a table that is only partly measured: of how many runs' last incumbents the validation accuracy is.
import type {Comparison} from '../engine/types';
import {isSurrogate} from '../space/darts';

export interface Ends {
  measured: number;
  total: number;
}

/** Undefined for other benchmarks, and while a study runs. */
export function endsOf({trajectories, identity}: Comparison): Ends | undefined {
  if (isSurrogate(identity.name)) return undefined;
  const known = trajectories.filter(({measured}) => measured !== undefined);
  return known.length > 0 ? {measured: known.filter(({measured}) => measured).length, total: known.length} : undefined;
}
