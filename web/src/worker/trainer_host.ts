// SPDX-License-Identifier: Apache-2.0
// Owns the trainer's module, the images, and what is being trained on them.
import type {CellRequest, CellTrainings, TrainerNews} from '../engine/one_shot_types';
import {EngineError} from '../engine/types';
import type {Telling} from './answer_requests';
import {compile, instantiate} from './instantiate';
import {modelOf} from './model_catalogue';
import {fetchModel} from './model_file';
import type {LoadProgress} from './messages';
import {OnceEach} from './once_each';
import {readAnswer, succeed} from './raw_module';
import type {RawTrainer, RawTrainerModule} from './raw_trainer';
import {CellLoop, SearchLoop} from './training_loops';
import {TRAINER} from './trainer_module';
import type {TrainerProtocol} from './trainer_protocol';

const IMAGES = 'fashion-images-v1.cellar';

type Report = (progress: LoadProgress) => void;

export class TrainerHost {
  private readonly modules = new OnceEach<'trainer', RawTrainerModule>();
  private readonly trainers = new OnceEach<'images', RawTrainer>();
  private readonly tables = new OnceEach<string, Uint8Array>();
  private current: SearchLoop | undefined;
  private training: CellLoop | undefined;

  async startSearch(
    {request, table}: TrainerProtocol['search.start']['data'],
    {loading, news}: Telling<TrainerNews>,
  ): Promise<null> {
    const [trainer, bytes] = await Promise.all([this.trainer(loading), this.table(table)]);
    const {search} = succeed(trainer.startSearch(bytes, JSON.stringify(request)));
    this.endSearch();
    this.current = new SearchLoop(search, news);
    return null;
  }

  search(): SearchLoop {
    if (!this.current) throw new EngineError({code: 'internal', message: 'no search was started', where: 'search'});
    return this.current;
  }

  endSearch(): null {
    this.current?.dispose();
    this.current = undefined;
    return null;
  }

  async startCell(request: CellRequest, {loading, news}: Telling<TrainerNews>): Promise<null> {
    const trainer = await this.trainer(loading);
    const {training} = succeed(trainer.startCell(JSON.stringify(request)));
    this.endCell();
    this.training = new CellLoop(training, news);
    this.training.loop.run();
    return null;
  }

  endCell(): null {
    this.training?.dispose();
    this.training = undefined;
    return null;
  }

  async trainings({request, table}: TrainerProtocol['trainings']['data']): Promise<CellTrainings> {
    const [module, bytes] = await Promise.all([this.module(), this.table(table)]);
    return readAnswer<CellTrainings>(module.trainings(bytes, JSON.stringify(request)));
  }

  private module(): Promise<RawTrainerModule> {
    return this.modules.get('trainer', async () => instantiate(TRAINER, await compile(TRAINER)));
  }

  private trainer(report: Report): Promise<RawTrainer> {
    return this.trainers.get('images', async () => {
      const [module, images] = await Promise.all([this.module(), fetchModel(modelOf(IMAGES), report)]);
      return succeed(module.openTrainer(images)).trainer;
    });
  }

  private table(file: string): Promise<Uint8Array> {
    return this.tables.get(file, () => fetchModel(modelOf(file), () => {}));
  }
}
