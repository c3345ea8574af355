// SPDX-License-Identifier: Apache-2.0
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {computeStored} from '../../scripts/stored_comparison.mjs';
import {openingComparison, storedComparisons, storedDigest, storedFor} from '../../src/study/stored';

const web = join(import.meta.dirname, '../..');
const first = openingComparison;
const {spec} = first.comparison;

describe('the stored comparisons', () => {
  it('are what engine and models compute now, to the byte', async () => {
    const files = await computeStored(join(web, 'src', 'generated'));
    const differing = files.filter(({file, text}) => readFileSync(join(web, 'stored', file), 'utf8') !== text);
    expect(differing.map(({file}) => file)).toEqual([]);
  });

  it('are small enough for the first paint', () => {
    for (const stored of storedComparisons) expect(JSON.stringify(stored).length).toBeLessThan(60_000);
  });

  it('are of growing spaces', () => {
    expect(storedComparisons.map(({comparison}) => comparison.spec.benchmark)).toEqual([
      'nb1shot1-1',
      'nb101',
      'nb301',
    ]);
  });

  it('answer for their own study and for any part of it', () => {
    expect(storedFor(spec, storedComparisons)?.results).toHaveLength(spec.optimizers.length);
    const part = storedFor({...spec, optimizers: [spec.optimizers[2], spec.optimizers[0]]}, storedComparisons);
    expect(part?.results.map(({optimizer}) => optimizer)).toEqual(['ls', 'rs']);
    const last = first.comparison.trajectories.filter(({optimizer}) => optimizer === 2);
    expect(part?.trajectories.filter(({optimizer}) => optimizer === 0).map(({improvements}) => improvements)).toEqual(
      last.map(({improvements}) => improvements),
    );
  });

  it('do not answer for another study', () => {
    expect(storedFor({...spec, seed: spec.seed + 1}, storedComparisons)).toBeUndefined();
    expect(storedFor({...spec, noise: true}, storedComparisons)).toBeUndefined();
    expect(
      storedFor({...spec, optimizers: [{name: 're', options: {population: 50}}]}, storedComparisons),
    ).toBeUndefined();
  });

  it('have a digest for exactly their study', () => {
    expect(storedDigest(spec, storedComparisons)).toBe(first.record_sha256);
    expect(storedDigest({...spec, optimizers: spec.optimizers.slice(1)}, storedComparisons)).toBeUndefined();
  });
});
