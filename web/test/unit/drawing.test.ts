// SPDX-License-Identifier: Apache-2.0
import {describe, expect, it} from 'vitest';
import {costRange, regretRange, stepAbove, stepBelow} from '../../src/drawing/figure_range';
import {spreadLabels} from '../../src/drawing/spread_labels';
import {axisTicks} from '../../src/drawing/ticks';
import type {RegretCurve} from '../../src/study/regret';

describe('axis ticks', () => {
  it('go 1-2-5 on a logarithmic axis', () => expect(axisTicks(0.1, 2, 'log', 9)).toEqual([0.1, 0.2, 0.5, 1, 2]));
  it('fall back to decades where they would crowd', () =>
    expect(axisTicks(1, 1000, 'log', 4)).toEqual([1, 10, 100, 1000]));
  it('skip decades where even these crowd', () => expect(axisTicks(1, 1e6, 'log', 4)).toEqual([1, 100, 1e4, 1e6]));
  it('are round on a linear axis', () =>
    expect(axisTicks(0, 1000, 'linear', 5)).toEqual([0, 200, 400, 600, 800, 1000]));
  it('carry no rounding errors', () =>
    expect(axisTicks(0, 0.7, 'linear', 8)).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]));
  it('survive an empty range', () => expect(axisTicks(3, 3, 'linear', 5)).toEqual([3]));
});

describe('labels at line ends', () => {
  it('stay where they do not collide', () => expect(spreadLabels([10, 50, 90], 15, 0, 100)).toEqual([10, 50, 90]));

  it('are pushed apart in their order, within the figure', () => {
    const placed = spreadLabels([98, 99, 97, 20], 15, 0, 100);
    const sorted = [...placed].sort((a, b) => a - b);
    for (let i = 1; i < sorted.length; i++) expect(sorted[i] - sorted[i - 1]).toBeGreaterThanOrEqual(15 - 1e-9);
    expect(Math.max(...placed)).toBeLessThanOrEqual(100);
    expect(placed[2]).toBeLessThan(placed[0]);
    expect(placed[0]).toBeLessThan(placed[1]);
  });
});

describe('figure ranges', () => {
  const curve = (low: number, high: number): RegretCurve => ({
    optimizer: 'rs',
    x: [1, 10],
    low: [high, low],
    median: [high, low],
    high: [high, low],
  });

  it('lie on coarse steps around the curves', () => {
    expect(stepBelow(0.23)).toBeCloseTo(0.2);
    expect(stepAbove(0.23)).toBeCloseTo(0.3);
    const [low, high] = regretRange([curve(0.23, 1.9)], 'log');
    expect(low).toBeCloseTo(0.2);
    expect(high).toBeCloseTo(2);
  });

  it('end a logarithmic axis above zero even where a run beats the best known', () => {
    expect(regretRange([curve(-0.1, 1)], 'log')[0]).toBeCloseTo(0.01);
    expect(regretRange([curve(-0.1, 1)], 'linear')[0]).toBe(0);
  });

  it('stand still over evaluations, and reach ahead over days', () => {
    expect(costRange([curve(0.1, 1)], 'evaluations', 'log', 1000, 0.1)).toEqual([1, 1000]);
    expect(costRange([curve(0.1, 1)], 'simulated_gpu_days', 'linear', 1000, 0.5)[1]).toBeGreaterThanOrEqual(20);
    expect(costRange([curve(0.1, 1)], 'simulated_gpu_days', 'linear', 1000, 1)[1]).toBe(10);
  });
});
