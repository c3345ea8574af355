// SPDX-License-Identifier: Apache-2.0
// Pushes labels at line ends apart so that none covers another.

/** Positions near `wanted` (any order), at least `gap` apart, as far as possible within [low, high]. */
export function spreadLabels(wanted: number[], gap: number, low: number, high: number): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a] - wanted[b]);
  const placed = order.map((i) => wanted[i]);
  const rounds = 2 * placed.length * placed.length; // enough for the pushes to travel through the whole pile
  for (let round = 0; round < rounds; round++) {
    for (let i = 1; i < placed.length; i++) {
      const overlap = gap - (placed[i] - placed[i - 1]);
      if (overlap <= 0) continue;
      placed[i] += overlap / 2;
      placed[i - 1] -= overlap / 2;
    }
  }
  for (let i = 0; i < placed.length; i++) placed[i] = Math.max(placed[i], low + gap * i);
  for (let i = placed.length - 1, most = high; i >= 0; i--, most -= gap) placed[i] = Math.min(placed[i], most);
  const result = new Array<number>(wanted.length);
  order.forEach((original, i) => (result[original] = placed[i]));
  return result;
}
