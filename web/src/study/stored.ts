// SPDX-License-Identifier: Apache-2.0
// The comparisons that come with the page (stored/*.json, written by scripts/write_stored.mjs).
import type {Comparison, Info, StudySpec} from '../engine/types';
import {formatOptimizer} from './optimizer_text';

export interface StoredComparison {
  schema: 'cellar.stored-comparison/1';
  /** What the engine said of itself, so that the settings can be drawn before it has loaded. */
  info: Info;
  comparison: Comparison;
  record_sha256: string;
}

const files = import.meta.glob<StoredComparison>('../../stored/*.json', {import: 'default', eager: true});

/** By file name; the first is what the page opens with. */
export const storedComparisons: StoredComparison[] = Object.values(files);

/**
 * The stored comparison of exactly this study, or, since no run depends on another optimizer's, its part where the
 * study has fewer optimizers; undefined where none fits.
 */
export function storedFor(spec: StudySpec, all: StoredComparison[]): Comparison | undefined {
  const wanted = spec.optimizers.map(formatOptimizer);
  for (const {comparison} of all) {
    const has = comparison.spec.optimizers.map(formatOptimizer);
    if (sameBudget(spec, comparison.spec) && wanted.every((text) => has.includes(text))) return part(comparison, spec);
  }
  return undefined;
}

/** The digest of the stored record, where it is of exactly this study. */
export function storedDigest(spec: StudySpec, all: StoredComparison[]): string | undefined {
  const same = all.find(({comparison}) => JSON.stringify(comparison.spec) === JSON.stringify(spec));
  return same?.record_sha256;
}

function sameBudget(a: StudySpec, b: StudySpec): boolean {
  return (
    a.benchmark === b.benchmark &&
    a.runs === b.runs &&
    a.evaluations === b.evaluations &&
    a.seed === b.seed &&
    a.noise === b.noise
  );
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
    trajectories: comparison.trajectories.flatMap(({optimizer, improvements}) => {
      const index = wanted.indexOf(has[optimizer]);
      return index < 0 ? [] : [{optimizer: index, improvements}];
    }),
  };
}
