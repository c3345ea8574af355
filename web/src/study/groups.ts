// SPDX-License-Identifier: Apache-2.0
// Letters for methods: two share one exactly where the tests do not tell them apart (a compact letter display).
import type {Statistics} from '../engine/types';

/** By position in `optimizers`; the best by mean rank has the first letter. */
export function groupLetters({optimizers, pairs}: Statistics): string[] {
  const alike = optimizers.map(() => new Set<number>());
  for (const {first, second, differs} of pairs)
    if (!differs) {
      alike[first].add(second);
      alike[second].add(first);
    }
  const byRank = optimizers.map((_, i) => i).sort((a, b) => optimizers[a].mean_rank - optimizers[b].mean_rank);
  const place = (member: number) => byRank.indexOf(member);
  const groups = cliques(alike, byRank)
    .map((group) => group.sort((a, b) => place(a) - place(b)))
    .sort((a, b) => compareLists(a.map(place), b.map(place)));
  return optimizers.map((_, i) =>
    groups.flatMap((group, letter) => (group.includes(i) ? [String.fromCharCode(97 + letter)] : [])).join(''),
  );
}

// Maximal sets of members that are all alike (Bron and Kerbosch 1973); there are a dozen methods at most.
function cliques(
  alike: ReadonlySet<number>[],
  candidates: number[],
  chosen: number[] = [],
  done: number[] = [],
): number[][] {
  if (candidates.length === 0) return done.length === 0 && chosen.length > 0 ? [chosen] : [];
  const open = [...candidates];
  const closed = [...done];
  const found: number[][] = [];
  for (const member of candidates) {
    const among = (members: number[]) => members.filter((other) => alike[member].has(other));
    found.push(...cliques(alike, among(open), [...chosen, member], among(closed)));
    open.splice(open.indexOf(member), 1);
    closed.push(member);
  }
  return found;
}

function compareLists(a: number[], b: number[]): number {
  const at = a.findIndex((value, i) => value !== b[i]);
  return at < 0 ? 0 : a[at] - (b[at] ?? -1);
}
