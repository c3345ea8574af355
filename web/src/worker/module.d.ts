// SPDX-License-Identifier: Apache-2.0
// Types of the collected build pieces, which exist only after `npm run assets`.
declare module '*/generated/cellar.mjs' {
  import type {RawModule} from './raw_module';
  export default function createCellar(options?: {
    instantiateWasm?: (imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void) => object;
  }): Promise<RawModule>;
}

declare module '*/generated/models.json' {
  const catalogue: {
    name: string;
    file: string;
    asset: string;
    benchmarks: string[];
    bytes: number;
    compressed_bytes: number;
    sha256: string;
  }[];
  export default catalogue;
}
