// SPDX-License-Identifier: Apache-2.0
// Starts the WebAssembly module that collect_assets.mjs put beside the sources.
import createCellar from '../generated/cellar.mjs';
import wasmUrl from '../generated/cellar.wasm?url';
import {EngineError} from '../engine/types';
import type {RawModule} from './raw_module';

export async function instantiate(): Promise<RawModule> {
  try {
    return await createCellar({locateFile: () => wasmUrl});
  } catch (error) {
    throw new EngineError({
      code: 'internal',
      where: 'cellar.wasm',
      message: `the WebAssembly module did not start (${String(error)}); reload the page, or use a newer browser`,
    });
  }
}
