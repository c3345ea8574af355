// SPDX-License-Identifier: Apache-2.0
// Chooses the benchmark; its model is loaded from then on.
import {element} from '../dom/element';
import type {Page} from './page';

export function benchmarkChoice({info, store}: Page): HTMLSelectElement {
  const node: HTMLSelectElement = element(
    'select',
    {class: 'benchmark', onchange: () => store.set({benchmark: node.value})},
    ...info.benchmarks.map(({name, title}) => element('option', {value: name}, `${name}: ${title}`)),
  );
  const show = () => (node.value = store.get().benchmark);
  store.subscribe(show);
  show();
  return node;
}
