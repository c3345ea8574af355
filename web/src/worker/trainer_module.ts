// SPDX-License-Identifier: Apache-2.0
// The module that trains networks; collect_assets.mjs put it beside the sources.
import createTrainer from '../generated/cellar_trainer.mjs';
import wasmUrl from '../generated/cellar_trainer.wasm?url';
import type {ModuleSource} from './instantiate';
import type {RawTrainerModule} from './raw_trainer';

export const TRAINER: ModuleSource<RawTrainerModule> = {file: 'cellar_trainer.wasm', wasmUrl, create: createTrainer};
