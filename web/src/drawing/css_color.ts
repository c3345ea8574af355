// SPDX-License-Identifier: Apache-2.0
// Resolves CSS colours (tokens, light-dark()) to what a canvas understands, in the theme of the moment.

export function resolveColor(host: HTMLElement, color: string): string {
  const previous = host.style.color;
  host.style.color = color;
  const resolved = getComputedStyle(host).color;
  host.style.color = previous;
  return resolved;
}
