// SPDX-License-Identifier: Apache-2.0
// Axis ticks in 1-2-5 steps, decades alone where they would crowd.
import type {Scale} from '../state/properties';

/** A few values of 1-2-5 steps within [low, high], at most about `most`. A logarithmic axis needs low > 0. */
export function axisTicks(low: number, high: number, scale: Scale, most: number): number[] {
  return scale === 'log' ? logTicks(low, high, most) : linearTicks(low, high, most);
}

function linearTicks(low: number, high: number, most: number): number[] {
  const span = high - low;
  if (!(span > 0)) return [low];
  const magnitude = 10 ** Math.floor(Math.log10(span / most));
  const step = magnitude * ([1, 2, 5, 10].find((factor) => span / (magnitude * factor) <= most) ?? 10);
  const first = Math.ceil(low / step - 1e-9);
  const count = Math.floor(high / step + 1e-9) - first + 1;
  return Array.from({length: count}, (_, i) => tidy((first + i) * step));
}

function logTicks(low: number, high: number, most: number): number[] {
  const all = ladder(low, high, [1, 2, 5]);
  if (all.length <= most) return all;
  const decades = ladder(low, high, [1]);
  const stride = Math.ceil(decades.length / most);
  return decades.filter((_, i) => i % stride === 0);
}

function ladder(low: number, high: number, factors: number[]): number[] {
  const values: number[] = [];
  for (let exponent = Math.floor(Math.log10(low)); exponent <= Math.log10(high); exponent++) {
    for (const factor of factors) {
      const value = tidy(factor * 10 ** exponent);
      if (value >= low * 0.999 && value <= high * 1.001) values.push(value);
    }
  }
  return values;
}

// 0.30000000000000004 -> 0.3
const tidy = (value: number): number => Number(value.toPrecision(6));
