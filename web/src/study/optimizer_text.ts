// SPDX-License-Identifier: Apache-2.0
// Optimizers with options as text, spelled as on the command line: `re:population=50;tournament=5`. The engine names
// curves and results so, with the options that differ from their defaults.
import type {OptimizerInfo, OptimizerSpec, OptionValues} from '../engine/types';

const OPTION = '[a-z0-9_]+=[A-Za-z0-9_.+-]+';
const TEXT = new RegExp(`^[a-z0-9][a-z0-9-]*(:${OPTION}(;${OPTION})*)?$`);

export const isOptimizerText = (text: string): boolean => TEXT.test(text);

export const optimizerName = (text: string): string => text.split(':')[0];

export function formatOptimizer({name, options}: OptimizerSpec): string {
  const parts = Object.entries(options).map(([option, value]) => `${option}=${value}`);
  return parts.length ? `${name}:${parts.join(';')}` : name;
}

export function parseOptimizer(text: string): OptimizerSpec {
  const [name, list] = text.split(':');
  const options: OptionValues = {};
  for (const part of list?.split(';') ?? []) {
    const [option, value] = part.split('=');
    options[option] = Number.isFinite(Number(value)) ? Number(value) : value;
  }
  return {name, options};
}

/** Without the options that have their defaults, so that two spellings of one optimizer become one. */
export function withoutDefaults(spec: OptimizerSpec, known: OptimizerInfo[]): OptimizerSpec {
  const table = known.find(({name}) => name === spec.name)?.options ?? [];
  const differing = Object.entries(spec.options).filter(
    ([option, value]) => table.find(({name}) => name === option)?.default !== value,
  );
  return {name: spec.name, options: Object.fromEntries(differing)};
}
