// SPDX-License-Identifier: Apache-2.0
// Compiles the WebAssembly module that collect_assets.mjs put beside the sources, once for all workers, and starts it.
import createCellar from '../generated/cellar.mjs';
import wasmUrl from '../generated/cellar.wasm?url';
import {EngineError} from '../engine/types';
import type {RawModule} from './raw_module';

export function compile(): Promise<WebAssembly.Module> {
  return started(async () => {
    const response = await fetch(wasmUrl);
    // Not compileStreaming: some static hosts give *.wasm another type, which it refuses.
    return WebAssembly.compile(await response.arrayBuffer());
  });
}

export function instantiate(program: WebAssembly.Module): Promise<RawModule> {
  return started(
    () =>
      new Promise((resolve, reject) => {
        createCellar({
          instantiateWasm: (imports, done) => {
            WebAssembly.instantiate(program, imports).then(done, reject);
            return {};
          },
        }).then(resolve, reject);
      }),
  );
}

async function started<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new EngineError({
      code: 'internal',
      where: 'cellar.wasm',
      message: `the WebAssembly module did not start (${String(error)}); reload the page, or use a newer browser`,
    });
  }
}
