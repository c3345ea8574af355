// SPDX-License-Identifier: Apache-2.0
// Architectures to start from.
import {element} from '../../dom/element';
import {EngineError} from '../../engine/types';
import {text} from '../../i18n/text';
import {fromCompact, toCode} from '../../space/darts';
import {DARTS_V2} from '../../state/properties';
import type {Page} from '../page';

const PRESETS = ['darts_v2', 'best_known', 'random'] as const;
type Preset = (typeof PRESETS)[number];

export class Presets {
  readonly node: HTMLSelectElement;

  constructor(
    private readonly page: Page,
    private readonly onChoose: (code: string) => void,
  ) {
    this.node = element(
      'select',
      {'aria-label': text('architecture.preset'), id: 'preset', onchange: () => void this.choose()},
      element('option', {value: ''}, text('architecture.preset_choose')),
      ...PRESETS.map((preset) => element('option', {value: preset}, text(`architecture.preset.${preset}`))),
    );
  }

  private async choose(): Promise<void> {
    const preset = PRESETS.find((known) => known === this.node.value);
    this.node.value = '';
    if (!preset) return;
    try {
      this.onChoose(await this.code(preset));
    } catch (reason) {
      // A model that cannot be loaded is told by the prediction card.
      if (!(reason instanceof EngineError)) throw reason;
    }
  }

  private async code(preset: Preset): Promise<string> {
    if (preset === 'darts_v2') return DARTS_V2;
    const {benchmark} = this.page.store.get();
    const identity = await this.page.loader.load(benchmark);
    if (preset === 'best_known') return toCode(fromCompact(identity.best_known.architecture));
    const seed = crypto.getRandomValues(new Uint32Array(1))[0];
    const [compact] = await this.page.engine.sample(benchmark, seed, 1);
    return toCode(fromCompact(compact));
  }
}
