// SPDX-License-Identifier: Apache-2.0
// Owns the WebAssembly module, the opened benchmarks and the one study in progress.
import {EngineError, type Evaluation, type Identity, type Info, type Neighbour, type StudySpec} from '../engine/types';
import {instantiate} from './instantiate';
import {fetchModel, type ModelFile} from './model_file';
import {modelOf} from './model_catalogue';
import type {LoadProgress, Protocol, StudyProgress} from './protocol';
import {readAnswer, type RawBenchmark, type RawModule} from './raw_module';
import {StudyLoop} from './study_loop';

interface OpenBenchmark {
  raw: RawBenchmark;
  identity: Identity;
}

export class Host {
  private module: Promise<RawModule> | undefined;
  private readonly benchmarks = new Map<string, Promise<OpenBenchmark>>();
  /** By file: several benchmarks may share one. */
  private readonly models = new Map<string, Promise<Uint8Array>>();
  private loop: StudyLoop | undefined;

  async info(): Promise<Info> {
    return readAnswer<Info>((await this.loadedModule()).info());
  }

  /** Loads the benchmark's model on the first call; a failed load may be tried again. */
  async open(benchmark: string, report: (progress: LoadProgress) => void): Promise<Identity> {
    return (await this.opened(benchmark, report)).identity;
  }

  async query({benchmark, architecture, epochs}: Protocol['query']['data']): Promise<Evaluation> {
    return readAnswer<Evaluation>((await this.opened(benchmark)).raw.query(architecture, epochs, undefined));
  }

  async neighbours({benchmark, architecture}: Protocol['neighbours']['data']): Promise<Neighbour[]> {
    return readAnswer<Neighbour[]>((await this.opened(benchmark)).raw.neighbours(architecture));
  }

  async convert({benchmark, architecture, form}: Protocol['convert']['data']): Promise<string> {
    return readAnswer<string>((await this.opened(benchmark)).raw.convert(architecture, form));
  }

  async sample({benchmark, seed, count}: Protocol['sample']['data']): Promise<string[]> {
    return readAnswer<string[]>((await this.opened(benchmark)).raw.sample(seed, count));
  }

  /** Replaces the study before; it waits, paused, for `run` or `step`. */
  async startStudy(spec: StudySpec, report: (progress: StudyProgress) => void): Promise<void> {
    const {raw} = await this.opened(spec.benchmark);
    const started = raw.startStudy(JSON.stringify(spec), '');
    if ('error' in started) throw new EngineError(started.error);
    this.loop?.dispose();
    this.loop = new StudyLoop(started.study, report);
  }

  study(): StudyLoop {
    if (!this.loop) throw new EngineError({code: 'internal', message: 'no study was started', where: 'study'});
    return this.loop;
  }

  private loadedModule(): Promise<RawModule> {
    this.module ??= instantiate().catch((error: unknown) => {
      this.module = undefined;
      throw error;
    });
    return this.module;
  }

  private opened(name: string, report: (progress: LoadProgress) => void = () => {}): Promise<OpenBenchmark> {
    let benchmark = this.benchmarks.get(name);
    if (!benchmark) {
      benchmark = this.load(name, report).catch((error: unknown) => {
        this.benchmarks.delete(name);
        throw error;
      });
      this.benchmarks.set(name, benchmark);
    }
    return benchmark;
  }

  private modelBytes(file: ModelFile, report: (progress: LoadProgress) => void): Promise<Uint8Array> {
    let bytes = this.models.get(file.name);
    if (!bytes) {
      bytes = fetchModel(file, report);
      this.models.set(file.name, bytes);
    }
    return bytes;
  }

  private async load(name: string, report: (progress: LoadProgress) => void): Promise<OpenBenchmark> {
    const info = await this.info();
    const benchmark = info.benchmarks.find((candidate) => candidate.name === name);
    if (!benchmark) {
      const known = info.benchmarks.map((candidate) => candidate.name).join(', ');
      throw new EngineError({
        code: 'unknown_name',
        message: `unknown benchmark '${name}'; known: ${known}`,
        where: 'benchmark',
      });
    }
    const file = modelOf(benchmark.model_file);
    try {
      return await this.openWith(file, name, report);
    } catch (error) {
      this.models.delete(file.name); // so that another attempt fetches it again
      throw error;
    }
  }

  private async openWith(
    file: ModelFile,
    name: string,
    report: (progress: LoadProgress) => void,
  ): Promise<OpenBenchmark> {
    const bytes = await this.modelBytes(file, report);
    const opened = (await this.loadedModule()).openBenchmark(name, bytes);
    if ('error' in opened) throw new EngineError(opened.error);
    const identity = readAnswer<Identity>(opened.benchmark.identity());
    if (identity.model.sha256 !== file.sha256) {
      opened.benchmark.delete();
      throw new EngineError({
        code: 'model_damaged',
        where: file.name,
        message: 'its SHA-256 is not the one in the manifest; it was not used. Reload the page',
      });
    }
    return {raw: opened.benchmark, identity};
  }
}
