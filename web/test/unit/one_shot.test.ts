// SPDX-License-Identifier: Apache-2.0
import {describe, expect, it} from 'vitest';
import type {CellTrainings, SearchEpoch, SearchRequest, TrainerNews} from '../../src/engine/one_shot_types';
import type {ModelLoader} from '../../src/engine/model_loader';
import type {Trainer, TrainerCallbacks} from '../../src/engine/trainer';
import type {Identity} from '../../src/engine/types';
import {fromHash} from '../../src/state/address';
import {makeProperties} from '../../src/state/properties';
import {searchCommand, searchRequest} from '../../src/state/search_spec';
import {CellController} from '../../src/study/cell_controller';
import {SearchController, stepsOf} from '../../src/study/search_controller';
import {alternativesOf} from '../../src/study/supernet_rows';
import {accuracySpread, fullTrainings, sameDigits} from '../../src/study/table_agreement';
import type {RawSearch} from '../../src/worker/raw_trainer';
import {CellLoop, SearchLoop} from '../../src/worker/training_loops';

const STEPS_PER_EPOCH = 4;
const EPOCHS = 3;

const epochOf = (epoch: number): SearchEpoch => ({
  epoch,
  train_loss: 1 / epoch,
  train_accuracy: 0.5,
  one_shot_accuracy: 0.6,
  entropy: 1,
  operations: 1,
  simulated_seconds: 1,
  architecture: '[[0, 0, 0, 0], [[0], [0, 1], [1, 2], [2, 3], [3, 4]]]',
  val_accuracy: 0.8,
  runtime_seconds: 1,
  parameters: 1,
  macs: 1,
  fidelity: 8,
  flags: ['measured'],
  weights: {
    operations: [[0.2, 0.5, 0.3]],
    inputs: [[1], [1, 1], [0.2, 0.3, 0.5]],
  },
});

// Answers like the module's: an epoch is told once, in the answer of its last step.
class FakeSearch implements RawSearch {
  private steps = 0;
  deleted = false;
  constructor(private readonly failAt = Infinity) {}

  step(count: number): string {
    const before = Math.floor(this.steps / STEPS_PER_EPOCH);
    this.steps += count;
    const epoch = Math.floor(this.steps / STEPS_PER_EPOCH);
    const failure = this.steps >= this.failAt ? `step ${this.steps}: the loss is no longer a number` : '';
    return JSON.stringify({
      epoch,
      epochs: EPOCHS,
      step: this.steps % STEPS_PER_EPOCH,
      steps_per_epoch: STEPS_PER_EPOCH,
      loss: 0.5,
      done: epoch === EPOCHS || failure !== '',
      news: epoch > before ? [epochOf(epoch)] : [],
      failure,
    });
  }
  weights = () => JSON.stringify({architecture: epochOf(1).architecture, ...epochOf(1).weights});
  record = () => `record after ${this.steps}`;
  delete = () => {
    this.deleted = true;
  };
}

describe('the loop of a search', () => {
  it('tells every epoch once, whatever happens between two tellings', async () => {
    const told: TrainerNews[] = [];
    const loop = new SearchLoop(new FakeSearch(), (news) => told.push(news));
    loop.loop.step(2 * STEPS_PER_EPOCH + 1);
    loop.loop.step(1);
    expect(told.map(({search}) => search!.progress.news.map(({epoch}) => epoch))).toEqual([[1, 2], []]);
    expect(told[1].search!.choice.operations).toEqual([[0.2, 0.5, 0.3]]);
    expect(loop.record()).toBe('record after 10');
    loop.dispose();
  });

  it('runs to the end, and pauses with all told', async () => {
    const told: TrainerNews[] = [];
    const ended = new Promise<void>((resolve) => {
      const loop = new SearchLoop(new FakeSearch(), (news) => {
        told.push(news);
        if (news.search!.progress.done) resolve();
      });
      loop.loop.run();
    });
    await ended;
    expect(told.flatMap(({search}) => search!.progress.news.map(({epoch}) => epoch))).toEqual([1, 2, 3]);
  });

  it('tells an error of the engine', () => {
    const told: TrainerNews[] = [];
    const failing = {step: () => '{"error":{"code":"internal","message":"NaN","where":"step 7"}}', delete: () => {}};
    const loop = new CellLoop(failing, (news) => told.push(news));
    loop.loop.step(5);
    expect(told).toEqual([{failure: {code: 'internal', message: 'NaN', where: 'step 7'}}]);
    loop.dispose();
  });
});

const request: SearchRequest = {benchmark: 'fashion-1shot1-1', method: {name: 'darts', options: {}}, seed: 1};
const identity = {name: 'fashion-1shot1-1'} as Identity;

// A trainer whose search goes on when a test says so.
function fakeTrainer(search: RawSearch = new FakeSearch()) {
  const asked: string[] = [];
  let loop: SearchLoop | undefined;
  let cell: TrainerCallbacks | undefined;
  const note = (what: string) => async () => (asked.push(what), null);
  const trainer = {
    startSearch: async (_: SearchRequest, table: string, callbacks: TrainerCallbacks) => {
      asked.push(`start ${table}`);
      callbacks.onLoading({loaded: 1, total: 2});
      loop = new SearchLoop(search, (news) => callbacks.onNews(news));
      return null;
    },
    runSearch: note('run'),
    pauseSearch: note('pause'),
    endSearch: note('end'),
    searchRecord: async () => loop!.record(),
    trainings: async () => TABLE,
    startCell: async (_: unknown, callbacks: TrainerCallbacks) => ((cell = callbacks), null),
    endCell: note('end cell'),
  };
  return {trainer: trainer as unknown as Trainer, asked, loop: () => loop!.loop, cell: () => cell!};
}

const loader = {load: async () => identity} as unknown as ModelLoader;
const controllerOf = (trainer: Trainer) => new SearchController(trainer, loader, (name) => `${name}.cellar`, request);

describe('the search on show', () => {
  it('loads, runs, pauses, resumes, ends', async () => {
    const {trainer, asked, loop} = fakeTrainer();
    const controller = controllerOf(trainer);
    const phases: string[] = [];
    controller.subscribe(({phase}) => phases.at(-1) !== phase && phases.push(phase));
    await controller.toggle();
    expect(controller.state().loading).toEqual({loaded: 1, total: 2});
    loop().step(STEPS_PER_EPOCH + 1);
    await controller.toggle();
    await controller.toggle();
    loop().step(EPOCHS * STEPS_PER_EPOCH);
    expect(phases).toEqual(['loading', 'running', 'paused', 'running', 'done']);
    expect(asked).toEqual(['start fashion-1shot1-1.cellar', 'run', 'pause', 'run']);
    expect(controller.state().epochs.map(({epoch}) => epoch)).toEqual([1, 2, 3]);
    expect(stepsOf(controller.state().progress!)).toEqual({done: 12, total: 12});
  });

  it('keeps what was done when it is cancelled, also for the record', async () => {
    const {trainer, loop} = fakeTrainer();
    const controller = controllerOf(trainer);
    await controller.toggle();
    loop().step(STEPS_PER_EPOCH);
    await controller.cancel();
    expect(controller.state()).toMatchObject({phase: 'cancelled', epochs: [{epoch: 1}]});
    expect(await controller.record()).toBe('record after 4');
  });

  it('reports a loss that is no number with its step, and keeps the epochs before', async () => {
    const {trainer, loop} = fakeTrainer(new FakeSearch(6));
    const controller = controllerOf(trainer);
    await controller.toggle();
    loop().step(20);
    const {phase, epochs, error} = controller.state();
    expect([phase, epochs.length, error?.code]).toEqual(['failed', 1, 'diverged']);
    expect(error?.message).toContain('step 6');
  });

  it('is another one when another is asked for; late news of the old one are dropped', async () => {
    const {trainer, asked, loop} = fakeTrainer();
    const controller = controllerOf(trainer);
    await controller.toggle();
    controller.setRequest({...request, seed: 2});
    loop().step(STEPS_PER_EPOCH);
    expect(controller.state()).toMatchObject({phase: 'idle', epochs: []});
    expect(asked).toContain('end');
    controller.setRequest({...request, seed: 2});
    expect(asked.filter((what) => what === 'end')).toHaveLength(1);
  });
});

const counts = {training_correct: 7000, val_correct: 8300, test_correct: 8200, val_loss: 0.5, test_loss: 0.6};
const training = (seed: number, epochs: number, val_correct = counts.val_correct) => ({
  ...counts,
  val_correct,
  seed,
  epochs,
  diverged: false,
  val_accuracy: val_correct / 10_000,
  test_accuracy: 0.82,
});
const TABLE: CellTrainings = {
  cell: '',
  images: {training: 8000, validation: 10_000, test: 10_000},
  trainings: [training(1, 1, 7000), training(1, 8), training(2, 8, 8350)],
};

describe('a cell that is trained here', () => {
  it('is set beside the trainings of full length', () => {
    const all = fullTrainings(TABLE);
    expect(all.map(({seed}) => seed)).toEqual([1, 2]);
    expect(accuracySpread(all)).toEqual({low: 0.83, high: 0.835});
  });

  it('has the same digits where every count and loss agrees', () => {
    const here = {...counts, val_accuracy: 0.83, test_accuracy: 0.82};
    const [first, second] = fullTrainings(TABLE);
    expect(sameDigits(here, first)).toBe(true);
    expect(sameDigits(here, second)).toBe(false);
    expect(sameDigits({...here, test_loss: 0.6000001}, first)).toBe(false);
    expect(sameDigits({...here, training_correct: 6999}, first)).toBe(false);
  });

  it('goes from loading over running to done, and is forgotten with another seed', async () => {
    const {trainer, asked, cell} = fakeTrainer();
    const controller = new CellController(trainer);
    await controller.train({benchmark: 'fashion-1shot1-1', architecture: '', seed: 1}, 'table');
    expect(controller.state()).toMatchObject({phase: 'loading', table: TABLE});
    cell().onNews({cell: {step: 1, steps: 2, loss: 1, done: false}});
    expect(controller.state().phase).toBe('running');
    cell().onNews({cell: {step: 2, steps: 2, loss: 1, done: true}});
    expect(controller.state().phase).toBe('done');
    controller.reset();
    expect(controller.state()).toEqual({phase: 'idle', busySeconds: 0});
    await controller.train({benchmark: 'fashion-1shot1-1', architecture: '', seed: 2}, undefined);
    expect(controller.state().table).toBeUndefined();
    controller.cancel();
    expect(controller.state().phase).toBe('cancelled');
    expect(asked).toEqual(['end cell']);
  });
});

describe('weights of a supernet', () => {
  it('are rows over the epochs; nodes without a choice have none', () => {
    const rows = alternativesOf([epochOf(1), epochOf(2)], {architecture: '', ...epochOf(3).weights});
    expect(rows.map(({kind, chooser, option}) => `${kind} ${chooser}.${option}`)).toEqual([
      ...['operation 1.0', 'operation 1.1', 'operation 1.2'],
      ...['input 3.0', 'input 3.1', 'input 3.2'],
    ]);
    expect(rows[1]).toMatchObject({weights: [0.5, 0.5], running: 0.5});
    expect(alternativesOf([], undefined)).toEqual([]);
  });
});

describe('the search that the settings ask for', () => {
  const properties = makeProperties({
    benchmark: 'nb301',
    optimizers: [],
    runs: 1,
    evaluations: 1,
    seed: 1,
    noise: false,
  });
  const methods = [{name: 'gdas', title: '', citation: '', options: [{name: 'epochs', description: '', default: 50}]}];

  it('carries its length as an option of the method, where it is not the usual one', () => {
    const state = fromHash('#method=gdas:start_temperature=5&epochs=12&s=3', properties);
    expect(searchRequest(state, methods)).toEqual({
      benchmark: 'fashion-1shot1-1',
      method: {name: 'gdas', options: {start_temperature: 5, epochs: 12}},
      seed: 3,
    });
    expect(searchRequest({...state, searchEpochs: 50}, methods).method.options).toEqual({start_temperature: 5});
  });

  it('is a command', () => {
    const state = fromHash('#method=gdas:start_temperature=5;clip=3&lookup=nb1shot1-2&epochs=12&s=3', properties);
    expect(searchCommand(state, methods).join(' ')).toBe(
      "cellar oneshot -b nb1shot1-2 -m 'gdas:start_temperature=5;clip=3' --runs 1 --epochs 12 --seed 3 --json",
    );
  });
});
