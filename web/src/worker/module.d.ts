// SPDX-License-Identifier: Apache-2.0
// Types of the collected build pieces, which exist only after `npm run assets`.
declare module '*/generated/cellar.mjs' {
  import type {CreateModule} from './instantiate';
  import type {RawModule} from './raw_module';
  const createCellar: CreateModule<RawModule>;
  export default createCellar;
}

declare module '*/generated/cellar_trainer.mjs' {
  import type {CreateModule} from './instantiate';
  import type {RawTrainerModule} from './raw_trainer';
  const createTrainer: CreateModule<RawTrainerModule>;
  export default createTrainer;
}

declare module '*/generated/one_shot_methods.json' {
  import type {OptimizerInfo} from '../engine/types';
  const methods: OptimizerInfo[];
  export default methods;
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
