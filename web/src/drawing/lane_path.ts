// SPDX-License-Identifier: Apache-2.0
// The line of an edge that passes layers: curves between them, straight on through its lane in each.

export interface Point {
  x: number;
  y: number;
}

/** Straight through a layer, at one height. */
export interface Lane {
  left: number;
  right: number;
  y: number;
}

export function lanePath(start: Point, lanes: Lane[], end: Point): string {
  let path = `M${round(start.x)} ${round(start.y)}`;
  let from = start;
  for (const {left, right, y} of lanes) {
    path += `${curve(from, {x: left, y})}H${round(right)}`;
    from = {x: right, y};
  }
  return path + curve(from, end);
}

function curve(from: Point, to: Point): string {
  const middle = round((from.x + to.x) / 2);
  return `C${middle} ${round(from.y)} ${middle} ${round(to.y)} ${round(to.x)} ${round(to.y)}`;
}

const round = (value: number): number => Math.round(value * 10) / 10;
