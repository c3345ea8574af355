// SPDX-License-Identifier: Apache-2.0
// Owns a worker's WebAssembly module and the benchmarks opened in it: those that it fetched, or one it was equipped with.
import {EngineError, type Evaluation, type Identity, type Info, type Neighbour} from '../engine/types';
import {ENGINE} from './engine_module';
import {compile, instantiate} from './instantiate';
import type {LoadProgress} from './messages';
import {fetchModel, type ModelFile} from './model_file';
import {modelOf} from './model_catalogue';
import {OnceEach} from './once_each';
import type {Equipment, Protocol} from './protocol';
import {readAnswer, succeed, type RawBenchmark, type RawModule} from './raw_module';

interface OpenBenchmark {
  raw: RawBenchmark;
  identity: Identity;
}

interface Started {
  program: WebAssembly.Module;
  raw: RawModule;
}

export class Host {
  private readonly started = new OnceEach<'engine', Started>();
  private readonly benchmarks = new OnceEach<string, OpenBenchmark>();
  /** By file: several benchmarks may share one. */
  private readonly models = new OnceEach<string, Uint8Array>();

  async info(): Promise<Info> {
    return readAnswer<Info>((await this.module()).info());
  }

  /** Loads the benchmark's model on the first call; a failed load may be tried again. */
  async open(benchmark: string, report: (progress: LoadProgress) => void): Promise<Identity> {
    return (await this.opened(benchmark, report)).identity;
  }

  async query({benchmark, architecture, epochs}: Protocol['query']['data']): Promise<Evaluation> {
    return readAnswer<Evaluation>((await this.benchmark(benchmark)).query(architecture, epochs, undefined));
  }

  async neighbours({benchmark, architecture}: Protocol['neighbours']['data']): Promise<Neighbour[]> {
    return readAnswer<Neighbour[]>((await this.benchmark(benchmark)).neighbours(architecture));
  }

  async convert({benchmark, architecture, form}: Protocol['convert']['data']): Promise<string> {
    return readAnswer<string>((await this.benchmark(benchmark)).convert(architecture, form));
  }

  async sample({benchmark, seed, count}: Protocol['sample']['data']): Promise<string[]> {
    return readAnswer<string[]>((await this.benchmark(benchmark)).sample(seed, count));
  }

  async equipment(benchmark: string): Promise<Equipment> {
    const [file, {program}] = await Promise.all([this.fileOf(benchmark), this.start()]);
    return {benchmark, program, model: await this.models.get(file.name, () => fetchModel(file, () => {}))};
  }

  /** The benchmark's answers come from here from now on; nothing is fetched. */
  async equip({benchmark, program, model}: Equipment): Promise<null> {
    const {raw} = await this.started.get('engine', async () => ({program, raw: await instantiate(ENGINE, program)}));
    await this.benchmarks.get(benchmark, async () => openIn(raw, benchmark, model));
    return null;
  }

  async benchmark(name: string): Promise<RawBenchmark> {
    return (await this.opened(name)).raw;
  }

  async module(): Promise<RawModule> {
    return (await this.start()).raw;
  }

  private start(): Promise<Started> {
    return this.started.get('engine', async () => {
      const program = await compile(ENGINE);
      return {program, raw: await instantiate(ENGINE, program)};
    });
  }

  private opened(name: string, report: (progress: LoadProgress) => void = () => {}): Promise<OpenBenchmark> {
    return this.benchmarks.get(name, () => this.load(name, report));
  }

  private async load(name: string, report: (progress: LoadProgress) => void): Promise<OpenBenchmark> {
    const file = await this.fileOf(name);
    const model = await this.models.get(file.name, () => fetchModel(file, report));
    try {
      return checked(openIn(await this.module(), name, model), file);
    } catch (error) {
      this.models.forget(file.name); // so that another attempt fetches it again
      throw error;
    }
  }

  private async fileOf(benchmark: string): Promise<ModelFile> {
    const {benchmarks} = await this.info();
    const info = benchmarks.find(({name}) => name === benchmark);
    if (info) return modelOf(info.model_file);
    const known = benchmarks.map(({name}) => name).join(', ');
    throw new EngineError({
      code: 'unknown_name',
      message: `unknown benchmark '${benchmark}'; known: ${known}`,
      where: 'benchmark',
    });
  }
}

function openIn(module: RawModule, name: string, model: Uint8Array): OpenBenchmark {
  const {benchmark: raw} = succeed(module.openBenchmark(name, model));
  return {raw, identity: readAnswer<Identity>(raw.identity())};
}

function checked(benchmark: OpenBenchmark, file: ModelFile): OpenBenchmark {
  if (benchmark.identity.model.sha256 === file.sha256) return benchmark;
  benchmark.raw.delete();
  throw new EngineError({
    code: 'model_damaged',
    where: file.name,
    message: 'its SHA-256 is not the one in the manifest; it was not used. Reload the page',
  });
}
