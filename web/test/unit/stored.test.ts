// SPDX-License-Identifier: Apache-2.0
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {computeStored} from '../../scripts/stored_comparison.mjs';
import {storedComparisons, storedDigest, storedFor} from '../../src/study/stored';

const web = join(import.meta.dirname, '../..');
const [first] = storedComparisons;
const {spec} = first.comparison;

describe('the stored comparison', () => {
  it('is what engine and model compute now, to the byte', async () => {
    const {benchmark, text} = await computeStored(join(web, 'src', 'generated'));
    expect(readFileSync(join(web, 'stored', `${benchmark}.json`), 'utf8') === text).toBe(true);
  });

  it('is small enough for the first paint', () => {
    for (const stored of storedComparisons) expect(JSON.stringify(stored).length).toBeLessThan(60_000);
  });

  it('answers for its own study and for any part of it', () => {
    expect(storedFor(spec, storedComparisons)?.results).toHaveLength(spec.optimizers.length);
    const part = storedFor({...spec, optimizers: [spec.optimizers[2], spec.optimizers[0]]}, storedComparisons);
    expect(part?.results.map(({optimizer}) => optimizer)).toEqual(['ls', 'rs']);
    const last = first.comparison.trajectories.filter(({optimizer}) => optimizer === 2);
    expect(part?.trajectories.filter(({optimizer}) => optimizer === 0).map(({improvements}) => improvements)).toEqual(
      last.map(({improvements}) => improvements),
    );
  });

  it('does not answer for another study', () => {
    expect(storedFor({...spec, seed: spec.seed + 1}, storedComparisons)).toBeUndefined();
    expect(storedFor({...spec, noise: true}, storedComparisons)).toBeUndefined();
    expect(
      storedFor({...spec, optimizers: [{name: 're', options: {population: 50}}]}, storedComparisons),
    ).toBeUndefined();
  });

  it('has a digest for exactly its study', () => {
    expect(storedDigest(spec, storedComparisons)).toBe(first.record_sha256);
    expect(storedDigest({...spec, optimizers: spec.optimizers.slice(1)}, storedComparisons)).toBeUndefined();
  });
});
