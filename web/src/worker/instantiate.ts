// SPDX-License-Identifier: Apache-2.0
// Compiles a WebAssembly module, once for all workers that need it, and starts it.
import {EngineError} from '../engine/types';

/** The function that Emscripten's glue exports. */
export type CreateModule<Raw> = (options: {
  instantiateWasm: (imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void) => object;
}) => Promise<Raw>;

export interface ModuleSource<Raw> {
  /** As errors name it. */
  file: string;
  wasmUrl: string;
  create: CreateModule<Raw>;
}

export function compile<Raw>(source: ModuleSource<Raw>): Promise<WebAssembly.Module> {
  return started(source, async () => {
    const response = await fetch(source.wasmUrl);
    // Not compileStreaming: some static hosts give *.wasm another type, which it refuses.
    return WebAssembly.compile(await response.arrayBuffer());
  });
}

export function instantiate<Raw>(source: ModuleSource<Raw>, program: WebAssembly.Module): Promise<Raw> {
  return started(
    source,
    () =>
      new Promise((resolve, reject) => {
        source
          .create({
            instantiateWasm: (imports, done) => {
              WebAssembly.instantiate(program, imports).then(done, reject);
              return {};
            },
          })
          .then(resolve, reject);
      }),
  );
}

async function started<Raw, T>({file}: ModuleSource<Raw>, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new EngineError({
      code: 'internal',
      where: file,
      message: `the WebAssembly module did not start (${String(error)}); reload the page, or use a newer browser`,
    });
  }
}
