// SPDX-License-Identifier: Apache-2.0
import {describe, expect, it} from 'vitest';
import {EngineError, toFailure} from '../../src/engine/types';
import {PartLoop} from '../../src/worker/part_loop';
import type {PartNews} from '../../src/worker/protocol';
import {readAnswer, succeed, type RawStudy} from '../../src/worker/raw_module';

const TOTAL = 1000;

// Counts, so that a test sees in which portions it was driven.
class CountingStudy implements RawStudy {
  evaluations = 0;
  steps: number[] = [];
  constructor(private readonly failAt = Infinity) {}

  step(most: number): string {
    this.steps.push(most);
    this.evaluations = Math.min(TOTAL, this.evaluations + most);
    if (this.evaluations >= this.failAt)
      return JSON.stringify({error: {code: 'internal', message: 'broken', where: 'here'}});
    const runs = this.evaluations === TOTAL ? 1 : 0;
    return JSON.stringify({evaluations: this.evaluations, evaluations_total: TOTAL, runs, runs_total: 1});
  }
  done = () => this.evaluations >= TOTAL;
  news = () => `news at ${this.evaluations}`;
  record = () => '{"runs":[]}';
  delete = () => {};
}

function driven(study: RawStudy): {loop: PartLoop; told: PartNews[]; ended: Promise<PartNews>} {
  const told: PartNews[] = [];
  let loop: PartLoop;
  const ended = new Promise<PartNews>((resolve) => {
    loop = new PartLoop(study, (news) => {
      told.push(news);
      if (news.failure || news.counts.runs === 1) resolve(news);
    });
  });
  return {loop: loop!, told, ended};
}

describe('answers of the engine', () => {
  it('are values, or errors with their place', () => {
    expect(readAnswer('"a"')).toBe('a');
    expect(readAnswer('null')).toBe(null);
    expect(() => readAnswer('{"error":{"code":"parse_error","message":"m","where":"w"}}')).toThrow(EngineError);
    expect(() => succeed({error: {code: 'c', message: 'm', where: 'w'}})).toThrow('m');
    expect(toFailure(new EngineError({code: 'c', message: 'm', where: 'w'}))).toEqual({
      code: 'c',
      message: 'm',
      where: 'w',
    });
    expect(toFailure(new TypeError('odd'))).toEqual({code: 'internal', message: 'odd', where: ''});
  });
});

describe('the loop of a part', () => {
  it('runs to the end and tells all', async () => {
    const {loop, ended} = driven(new CountingStudy());
    loop.run();
    expect(await ended).toEqual({
      counts: {evaluations: TOTAL, evaluations_total: TOTAL, runs: 1, runs_total: 1},
      news: `news at ${TOTAL}`,
      failure: undefined,
    });
    loop.dispose();
  });

  it('does single steps while paused, and tells after each', () => {
    const study = new CountingStudy();
    const {loop, told} = driven(study);
    loop.step(3);
    loop.step(4);
    expect(study.steps).toEqual([1, 1, 1, 1, 1, 1, 1]);
    expect(told.map(({news}) => news)).toEqual(['news at 3', 'news at 7']);
    loop.pause();
    expect(told).toHaveLength(2);
    loop.dispose();
  });

  it('tells an error of the engine', async () => {
    const {loop, ended} = driven(new CountingStudy(200));
    loop.run();
    expect(await ended).toMatchObject({failure: {message: 'broken', where: 'here'}});
    loop.dispose();
  });
});
