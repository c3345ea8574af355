// SPDX-License-Identifier: Apache-2.0
// The module of benchmarks and optimizers, which collect_assets.mjs put beside the sources.
import createCellar from '../generated/cellar.mjs';
import wasmUrl from '../generated/cellar.wasm?url';
import type {ModuleSource} from './instantiate';
import type {RawModule} from './raw_module';

export const ENGINE: ModuleSource<RawModule> = {file: 'cellar.wasm', wasmUrl, create: createCellar};
