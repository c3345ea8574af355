// SPDX-License-Identifier: Apache-2.0
// The comparisons that come with the page (stored/*.json, written by scripts/write_stored.mjs).
import info from '../../stored/info.json';
import type {Comparison, Info, StudySpec} from '../engine/types';
import {formatOptimizer} from './optimizer_text';
import {sameTask} from './same_study';

export interface StoredComparison {
  schema: 'cellar.stored-comparison/3';
  comparison: Comparison;
  record_sha256: string;
}

/** What the engine said of itself, so that the settings can be drawn before it has loaded. */
export const storedInfo = info as Info;

const files = import.meta.glob<StoredComparison>(['../../stored/*.json', '!../../stored/info.json'], {
  import: 'default',
  eager: true,
});

const sizeOf = ({comparison: {spec}}: StoredComparison): number =>
  Number(storedInfo.benchmarks.find(({name}) => name === spec.benchmark)?.space.architectures);

/** The smallest space first. */
export const storedComparisons: StoredComparison[] = Object.values(files).sort((a, b) => sizeOf(a) - sizeOf(b));

/** What the page opens with: the largest space. */
export const openingComparison = storedComparisons[storedComparisons.length - 1];

/**
 * The stored comparison of exactly this study, or, since no run depends on another optimizer's, its part where the
 * study has fewer optimizers; undefined where none fits.
 */
export function storedFor(spec: StudySpec, all: StoredComparison[]): Comparison | undefined {
  const wanted = spec.optimizers.map(formatOptimizer);
  for (const {comparison} of all) {
    const has = comparison.spec.optimizers.map(formatOptimizer);
    if (sameTask(spec, comparison.spec) && wanted.every((text) => has.includes(text))) return part(comparison, spec);
  }
  return undefined;
}

/** The digest of the stored record, where it is of exactly this study. */
export function storedDigest(spec: StudySpec, all: StoredComparison[]): string | undefined {
  const same = all.find(({comparison}) => JSON.stringify(comparison.spec) === JSON.stringify(spec));
  return same?.record_sha256;
}

function part(comparison: Comparison, spec: StudySpec): Comparison {
  const has = comparison.spec.optimizers.map(formatOptimizer);
  const wanted = spec.optimizers.map(formatOptimizer);
  const pick = <T extends {optimizer: string}>(all: T[]): T[] =>
    wanted.flatMap((text) => all.filter(({optimizer}) => optimizer === text));
  return {
    spec,
    identity: comparison.identity,
    curves: {
      evaluations: pick(comparison.curves.evaluations),
      simulated_gpu_days: pick(comparison.curves.simulated_gpu_days),
    },
    results: pick(comparison.results),
    trajectories: comparison.trajectories.flatMap((trajectory) => {
      const index = wanted.indexOf(has[trajectory.optimizer]);
      return index < 0 ? [] : [{...trajectory, optimizer: index}];
    }),
    // Ranks, and p-values adjusted for many tests, are of all methods together.
    statistics: wanted.join() === has.join() ? comparison.statistics : undefined,
  };
}
