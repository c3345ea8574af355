// SPDX-License-Identifier: Apache-2.0
import {describe, expect, it, vi} from 'vitest';
import {EngineError} from '../../src/engine/types';
import {StudyHandle} from '../../src/engine/study_handle';
import type {StudyProgress} from '../../src/worker/protocol';
import {readAnswer, toFailure, type RawStudy} from '../../src/worker/raw_module';
import {StudyLoop} from '../../src/worker/study_loop';

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
    return JSON.stringify({evaluations: this.evaluations, evaluations_total: TOTAL, runs: 0, runs_total: 1});
  }
  done = () => this.evaluations >= TOTAL;
  curves = () => '[]';
  summary = () => '[]';
  record = () => '{"runs":[]}';
  csv = () => 'csv';
  svg = (axis: string) => `svg ${axis}`;
  delete = () => {};
}

function driven(study: RawStudy): {loop: StudyLoop; reports: StudyProgress[]; ended: Promise<StudyProgress>} {
  const reports: StudyProgress[] = [];
  let loop: StudyLoop;
  const ended = new Promise<StudyProgress>((resolve) => {
    loop = new StudyLoop(study, (progress) => {
      reports.push(progress);
      if (progress.phase !== 'running' && progress.phase !== 'paused') resolve(progress);
    });
  });
  return {loop: loop!, reports, ended};
}

describe('answers of the engine', () => {
  it('are values, or errors with their place', () => {
    expect(readAnswer('"a"')).toBe('a');
    expect(() => readAnswer('{"error":{"code":"parse_error","message":"m","where":"w"}}')).toThrow(EngineError);
    expect(toFailure(new EngineError({code: 'c', message: 'm', where: 'w'}))).toEqual({
      code: 'c',
      message: 'm',
      where: 'w',
    });
    expect(toFailure(new TypeError('odd'))).toEqual({code: 'internal', message: 'odd', where: ''});
  });
});

describe('the loop of a study', () => {
  it('runs to the end and reports the record', async () => {
    const study = new CountingStudy();
    const {loop, ended} = driven(study);
    loop.run();
    const last = await ended;
    expect(last).toMatchObject({phase: 'done', counts: {evaluations: TOTAL}, trajectories: []});
    expect(last.recordSha256).toMatch(/^[0-9a-f]{64}$/);
    loop.dispose();
  });

  it('does single steps while paused, and none once cancelled', () => {
    const study = new CountingStudy();
    const {loop} = driven(study);
    loop.step(3);
    loop.step(4);
    expect(study.steps).toEqual([1, 1, 1, 1, 1, 1, 1]);
    loop.cancel();
    loop.step(5);
    loop.run();
    expect(study.evaluations).toBe(7);
    expect(loop.exported('svg', 'evaluations')).toBe('svg evaluations');
    loop.dispose();
  });

  it('reports an error of the engine as failed', async () => {
    const {loop, ended} = driven(new CountingStudy(200));
    loop.run();
    expect(await ended).toMatchObject({phase: 'failed', failure: {message: 'broken', where: 'here'}});
    loop.dispose();
  });
});

describe('the remote control', () => {
  it('sends one request for each command', async () => {
    const send = vi.fn(async () => null);
    const handle = new StudyHandle(send as never);
    await handle.step(5);
    await handle.exported('csv', 'evaluations');
    expect(send.mock.calls).toEqual([
      ['study.step', {evaluations: 5}],
      ['study.export', {format: 'csv', axis: 'evaluations'}],
    ]);
  });
});
