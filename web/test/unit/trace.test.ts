// SPDX-License-Identifier: Apache-2.0
import {describe, expect, it} from 'vitest';
import type {Move, TracedTrial} from '../../src/engine/types';
import {DARTS_V2, fromCode, toCompact, withEdge, type Genotype} from '../../src/space/darts';
import {dartsDifferences, nb101Difference} from '../../src/space/difference';
import * as nb101 from '../../src/space/nb101';
import {bracketsOf, promotedOf} from '../../src/study/brackets';
import {isIncumbent, keepingOf, neighbouringPlace, phasesOf} from '../../src/study/trace_phases';
import {changeText} from '../../src/views/optimizer/change_text';
import {reasonText} from '../../src/views/optimizer/reason_text';

const darts = fromCode(DARTS_V2)!;
const mutant = withEdge(darts, 'reduce', 3, {operation: 6}).genotype;

function trial(move: Move, val_accuracy: number, rest: Partial<TracedTrial> = {}): TracedTrial {
  return {
    architecture: toCompact(darts),
    val_accuracy,
    runtime_seconds: 3600,
    parameters: 1,
    macs: 1,
    fidelity: 98,
    flags: [],
    move,
    considered: [],
    members: [],
    thinking_seconds: 0,
    ...rest,
  };
}

// Three at random, then a mutation of the second that pushes the first out.
const evolution = [
  trial('random', 0.94, {members: [0]}),
  trial('random', 0.93, {members: [0, 1]}),
  trial('random', 0.92, {members: [0, 1, 2]}),
  trial('mutation', 0.935, {
    architecture: toCompact(mutant),
    considered: [2, 1],
    parent: 1,
    members: [1, 2, 3],
  }),
];

describe('phases of an evaluation', () => {
  it('are those in which something happens', () => {
    expect(evolution.map(phasesOf)).toEqual([
      [3, 4, 5],
      [3, 4, 5],
      [3, 4, 5],
      [1, 2, 3, 4, 5],
    ]);
    expect(phasesOf(trial('model', 0.9, {considered: [0]}))).toEqual([1, 3, 4, 5]);
  });

  it('lead forward and back across evaluations, to both ends', () => {
    const forward = [{trial: 2, phase: 3}];
    for (let next; (next = neighbouringPlace(evolution, forward.at(-1)!, 1));) forward.push(next);
    expect(forward.map(({trial: number, phase}) => `${number}.${phase}`)).toEqual([
      ...['2.3', '2.4', '2.5'],
      ...['3.1', '3.2', '3.3', '3.4', '3.5'],
    ]);
    const back = [forward.at(-1)!];
    while (back.length < forward.length) back.push(neighbouringPlace(evolution, back.at(-1)!, -1)!);
    expect(back.reverse()).toEqual(forward);
    expect(neighbouringPlace(evolution, {trial: 0, phase: 3}, -1)).toBeUndefined();
  });

  it('tell who is kept and who leaves', () => {
    expect(keepingOf(evolution, 3)).toEqual({joined: true, left: [0], members: [1, 2, 3]});
    expect(keepingOf(evolution, 0)).toEqual({joined: true, left: [], members: [0]});
  });

  it('know the best so far, among those trained longest', () => {
    expect(evolution.map((_, i) => isIncumbent(evolution, i))).toEqual([true, false, false, false]);
    const longer = [trial('random', 0.9, {fidelity: 12}), trial('promotion', 0.89, {fidelity: 36})];
    expect(isIncumbent(longer, 1)).toBe(true);
  });
});

describe('the reason in a sentence', () => {
  const why = (trials: TracedTrial[], number: number, phase: number) =>
    reasonText({trials, space: 'darts', fullEpochs: 98}, {trial: number, phase});

  it('names who was drawn, the parent and its rank', () => {
    expect(why(evolution, 3, 1)).toContain('#2, #3');
    expect(why(evolution, 3, 2)).toMatch(/^#2 becomes the parent, at 93\.00 %\. It is the best of them\.$/);
    const second = [...evolution.slice(0, 3), {...evolution[3], considered: [0, 1]}];
    expect(why(second, 3, 2)).toContain('It is number 2 of them');
  });

  it('names the edge that changed', () => {
    expect(why(evolution, 3, 3)).toBe('One thing changes: reduction cell, node 1: skip → dil 5×5.');
  });

  it('compares the child with its parent', () => {
    expect(why(evolution, 3, 4)).toBe('#4 is evaluated: 93.50 %. That is +0.50 points beside its parent #2.');
    expect(why(evolution, 0, 4)).toContain('best so far');
  });

  it('says who leaves, and whether that is a loss', () => {
    expect(why(evolution, 3, 5)).toBe('#4 is kept. #1, the oldest, leaves, although it is better than the child.');
    expect(why([trial('random', 0.9)], 0, 5)).toContain('no population');
  });

  it('has words for every move in every phase', () => {
    for (const move of ['random', 'mutation', 'neighbour', 'crossover', 'model', 'promotion'] as const)
      for (const parent of [undefined, 0]) {
        const trials = [trial('random', 0.9), trial(move, 0.91, {parent, considered: [0], score: 0.5, members: [1]})];
        for (const phase of phasesOf(trials[1])) expect(why(trials, 1, phase)).toMatch(/^[A-Z0-9#][^{}]*\.$/);
      }
  });
});

describe('what differs between parent and child', () => {
  it('is found edge by edge, whatever order they come in', () => {
    expect(dartsDifferences(darts, mutant)).toEqual([{cell: 'reduce', from: 3, to: 3}]);
    expect(dartsDifferences(darts, darts)).toEqual([]);
    // Node 3 reads 0 and 2; a new source 4 for the first edge moves it behind the other.
    const {genotype: moved} = withEdge(darts, 'normal', 6, {source: 4});
    expect(dartsDifferences(darts, moved)).toEqual([{cell: 'normal', from: 6, to: 7}]);
    expect(dartsDifferences(moved, darts)).toEqual([{cell: 'normal', from: 7, to: 6}]);
  });

  it('is counted where it is more than one edge', () => {
    const other = withEdge(mutant, 'normal', 0, {operation: 0}).genotype as Genotype;
    expect(changeText('darts', toCompact(darts), toCompact(other))).toBe('2 of 16 edges');
    expect(changeText('darts', toCompact(darts), toCompact(darts))).toBe('nothing');
  });

  it('is an operation or an edge of a cell of NAS-Bench-101', () => {
    const cell = nb101.fromCode('01-011202')!;
    const other = {...cell, operations: [0, 2]};
    expect([...nb101Difference(other, cell).vertices]).toEqual([2]);
    expect(changeText('nb101', nb101.toCompact('nb101', cell), nb101.toCompact('nb101', other))).toContain('→');
    const rewired = {...cell, edges: cell.edges.slice(0, 2)};
    expect([...nb101Difference(cell, rewired).edges]).toEqual([2]);
    expect(nb101Difference(cell, nb101.fromCode('-01')!).vertices.size).toBe(0);
  });
});

describe('brackets', () => {
  const on = (bracket: number, rung: number, parent?: number) =>
    trial(parent === undefined ? 'random' : 'promotion', 0.9, {bracket, rung, parent, fidelity: rung ? 12 : 4});
  const trials = [on(0, 0), on(0, 0), on(0, 0), on(0, 1, 1), on(1, 0), on(1, 0)];

  it('gather their rungs, and who went on', () => {
    const [first, second] = bracketsOf(trials);
    expect(first.rungs.map(({epochs, places}) => [epochs, places.length])).toEqual([
      [4, 3],
      [12, 1],
    ]);
    expect([...promotedOf(first)]).toEqual([1]);
    expect(second.number).toBe(1);
    expect(promotedOf(second).size).toBe(0);
  });

  it('are none where the optimizer has none', () => {
    expect(bracketsOf(evolution)).toEqual([]);
  });
});
