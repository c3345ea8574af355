// SPDX-License-Identifier: Apache-2.0
// How much room labels at line ends get, in pixels: titles beside wide figures, short names beside narrow ones.

/** Figures below this width are narrow. */
export const NARROW = 480;

const ROOM_FOR_TITLES = 144;
const ROOM_FOR_NAMES = 76;

export function labelRoom(width: number): number {
  return width < NARROW ? ROOM_FOR_NAMES : ROOM_FOR_TITLES;
}
