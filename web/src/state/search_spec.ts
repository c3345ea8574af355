// SPDX-License-Identifier: Apache-2.0
// The one-shot search that the page's state asks for.
import type {SearchRequest} from '../engine/one_shot_types';
import type {OptimizerInfo} from '../engine/types';
import {formatOptimizer, parseOptimizer, withoutDefaults} from '../study/optimizer_text';
import type {PageState} from './properties';

/** The length of a search is a setting of its own here. */
export const EPOCHS_OPTION = 'epochs';

export function searchRequest(state: PageState, methods: OptimizerInfo[]): SearchRequest {
  const {name, options} = parseOptimizer(state.method);
  return {
    benchmark: state.lookup,
    method: withoutDefaults({name, options: {...options, [EPOCHS_OPTION]: state.searchEpochs}}, methods),
    seed: state.seed,
  };
}

/** The command that prints the same record. */
export function searchCommand({lookup, method, searchEpochs, seed}: PageState, methods: OptimizerInfo[]): string[] {
  const text = formatOptimizer(withoutDefaults(parseOptimizer(method), methods));
  return [
    'cellar oneshot',
    `-b ${lookup}`,
    `-m ${text.includes(';') ? `'${text}'` : text}`,
    '--runs 1',
    `--epochs ${searchEpochs}`,
    `--seed ${seed}`,
    '--json',
  ];
}
