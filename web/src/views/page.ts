// SPDX-License-Identifier: Apache-2.0
// What every view is given.
import type {Engine} from '../engine/engine';
import type {ModelLoader} from '../engine/model_loader';
import type {BenchmarkInfo, Identity, Info} from '../engine/types';
import type {Store} from '../state/store';
import type {StoredComparison} from '../study/stored';
import {optimizerName} from '../study/optimizer_text';

export interface Page {
  store: Store;
  engine: Engine;
  loader: ModelLoader;
  stored: StoredComparison[];
  info: Info;
}

export interface View {
  node: HTMLElement;
  /** The view has just become visible: what depends on widths can be drawn now. */
  onShow(): void;
  onThemeChange(): void;
}

export function benchmarkInfo({info}: Page, name: string): BenchmarkInfo | undefined {
  return info.benchmarks.find((benchmark) => benchmark.name === name);
}

/** The name of a benchmark's space. */
export function spaceOf(page: Page, benchmark: string): string {
  return benchmarkInfo(page, benchmark)?.space.name ?? benchmark;
}

/** Known before the model is loaded: its file bears its name. */
export function modelName(page: Page, benchmark: string): string {
  return benchmarkInfo(page, benchmark)?.model_file.replace(/\.cellar$/, '') ?? benchmark;
}

/** Of a benchmark that has answered here or in a stored comparison. */
export function knownIdentity({loader, stored}: Page, benchmark: string): Identity | undefined {
  const model = loader.state(benchmark);
  if (model.state === 'ready') return model.identity;
  return stored.find(({comparison}) => comparison.identity.name === benchmark)?.comparison.identity;
}

/** "Regularized evolution", with its options where they are not the defaults. */
export function optimizerTitle({info}: Page, optimizer: string): string {
  const name = optimizerName(optimizer);
  const title = info.optimizers.find((known) => known.name === name)?.title ?? name;
  const options = optimizer.slice(name.length + 1);
  return options ? `${title} (${options.replaceAll(';', ', ')})` : title;
}

/** Within a sentence: "regularized evolution", but "BANANAS". */
export function optimizerInSentence(page: Page, optimizer: string): string {
  const title = optimizerTitle(page, optimizer);
  return /^[A-Z][a-z]/.test(title) ? title[0].toLowerCase() + title.slice(1) : title;
}
