// SPDX-License-Identifier: Apache-2.0
import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import {dealRuns, usualWorkers} from '../../src/engine/crew';
import {SpreadStudy, type StudyProgress} from '../../src/engine/spread_study';
import type {StudySpec} from '../../src/engine/types';
import {fakeCrew, SILENCE} from './fake_workers';

const spec: StudySpec = {
  benchmark: 'nb301',
  optimizers: [
    {name: 'rs', options: {}},
    {name: 're', options: {}},
  ],
  runs: 3,
  evaluations: 10,
  seed: 1,
  noise: false,
};
const counts = (evaluations: number, runs: number) => ({evaluations, evaluations_total: 30, runs, runs_total: 3});

async function startedOn(world: ReturnType<typeof fakeCrew>, workers = 2) {
  const reports: StudyProgress[] = [];
  const study = await SpreadStudy.start(world.port, world.crew, spec, workers, {
    onProgress: (progress) => reports.push(progress),
  });
  return {study, reports, last: () => reports[reports.length - 1]};
}

describe('runs dealt to workers', () => {
  it.each([1, 2, 3, 5, 6, 50])('%i parts hold every run once, and no part is empty', (parts) => {
    const deal = dealRuns(spec, parts);
    expect(deal.length).toBeLessThanOrEqual(parts);
    expect(deal.every((part) => part.length > 0)).toBe(true);
    const keys = deal.flat().map(({optimizer, run}) => `${optimizer} ${run}`);
    expect(keys.sort()).toEqual(['0 0', '0 1', '0 2', '1 0', '1 1', '1 2']);
  });

  it('give each of two workers half', () => {
    expect(dealRuns(spec, 2).map((part) => part.length)).toEqual([3, 3]);
    expect(dealRuns({...spec, runs: 1}, 2).map((part) => part.length)).toEqual([1, 1]);
  });

  it('take all cores of the device, within bounds', () => {
    expect([1, 2, 4, 64].map(usualWorkers)).toEqual([1, 2, 4, 8]);
  });
});

describe('a study on two workers', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is done when both are, with one record', async () => {
    const world = fakeCrew();
    const {study, last} = await startedOn(world);
    study.run();
    const [a, b] = world.workers;
    a.tell({counts: counts(30, 3), news: 'all of a'});
    await vi.advanceTimersByTimeAsync(1000);
    expect(last()).toMatchObject({phase: 'running', counts: {evaluations: 30, evaluations_total: 60, runs: 3}});
    b.tell({counts: counts(12, 1), news: 'some of b'});
    b.tell({counts: counts(30, 3), news: 'rest of b'});
    await vi.advanceTimersByTimeAsync(1000);
    expect(last()).toMatchObject({phase: 'done', counts: {evaluations: 60, runs: 6}, end: {sha256: 'digest'}});
    expect(world.news).toEqual(['all of a', 'some of b', 'rest of b']);
  });

  it('pauses at once and tells what came after', async () => {
    const world = fakeCrew();
    const {study, last, reports} = await startedOn(world);
    study.run();
    const paused = study.pause();
    expect(last().phase).toBe('paused');
    world.workers[0].tell({counts: counts(4, 0), news: 'late'});
    await vi.advanceTimersByTimeAsync(1000);
    await paused;
    expect(last()).toMatchObject({phase: 'paused', counts: {evaluations: 4}});
    expect(reports.map(({phase}) => phase)).not.toContain('done');
  });

  it('asks for as many steps as a worker has runs', async () => {
    const steps: number[] = [];
    const world = fakeCrew({'part.step': ({evaluations}) => (steps.push(evaluations), null)});
    const {study} = await startedOn(world);
    await study.step(2);
    expect(steps).toEqual([6, 6]);
  });

  it('does not wait for a worker that thinks when it is cancelled', async () => {
    let silent = true;
    const world = fakeCrew({'part.pause': () => (silent ? ((silent = false), SILENCE) : null)});
    const {study, last} = await startedOn(world);
    study.run();
    world.workers[0].tell({counts: counts(2, 0), news: 'told before'});
    await vi.advanceTimersByTimeAsync(100);
    const cancelled = study.cancel();
    expect(last().phase).toBe('cancelled');
    await vi.advanceTimersByTimeAsync(150);
    await cancelled;
    expect(world.workers.map(({terminated}) => terminated)).toEqual([true, false]);
    expect(last()).toMatchObject({phase: 'cancelled', counts: {evaluations: 2}, end: {trajectories: []}});
    expect(world.news).toEqual(['told before']);
    // The one that answered is hired again; another is started for the one that did not.
    await startedOn(world);
    expect(world.workers).toHaveLength(3);
  });

  it('fails with the part that failed, and ends the others', async () => {
    const world = fakeCrew();
    const {study, last} = await startedOn(world);
    study.run();
    const failure = {code: 'out_of_space', message: 'm', where: 'w'};
    world.workers[1].tell({counts: counts(3, 0), news: 'some', failure});
    await vi.advanceTimersByTimeAsync(1000);
    expect(last()).toMatchObject({phase: 'failed', failure});
    expect(world.workers[0].asked.at(-1)).toBe('part.pause');
  });

  it('says nothing more once abandoned', async () => {
    const world = fakeCrew();
    const {study, reports} = await startedOn(world);
    study.run();
    const before = reports.length;
    study.abandon();
    world.workers[0].tell({counts: counts(5, 0), news: 'nobody asks'});
    await vi.advanceTimersByTimeAsync(1000);
    expect(reports).toHaveLength(before);
    expect(world.news).toEqual([]);
    expect(world.desk.asked.at(-1)).toBe('record.drop');
  });
});

describe('equipment', () => {
  it('is given once to each worker', async () => {
    const world = fakeCrew();
    const [port] = await world.crew.hire(1, 'nb301');
    world.crew.giveBack(port);
    await world.crew.hire(1, 'nb301');
    expect(world.workers).toHaveLength(1);
    expect(world.workers[0].asked).toEqual(['equip']);
    expect(world.desk.asked).toEqual(['equipment']);
  });
});
