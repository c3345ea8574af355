// SPDX-License-Identifier: Apache-2.0
// Architectures to start from.
import {element} from '../../dom/element';
import {EngineError} from '../../engine/types';
import {text} from '../../i18n/text';
import type {Page} from '../page';
import type {Subject} from './subject';

const PRESETS = ['standard', 'best_known', 'random'] as const;
type Preset = (typeof PRESETS)[number];

export class Presets {
  readonly node: HTMLSelectElement;
  private readonly standard = element('option', {value: 'standard'});
  private subject: Subject | undefined;

  constructor(
    private readonly page: Page,
    private readonly onChoose: (compact: string) => void,
  ) {
    this.node = element(
      'select',
      {'aria-label': text('architecture.preset'), id: 'preset', onchange: () => void this.choose()},
      element('option', {value: ''}, text('architecture.preset_choose')),
      this.standard,
      element('option', {value: 'best_known'}, text('architecture.preset.best_known')),
      element('option', {value: 'random'}, text('architecture.preset.random')),
    );
  }

  use(subject: Subject): void {
    this.subject = subject;
    this.standard.textContent = subject.words.standard;
  }

  private async choose(): Promise<void> {
    const preset = PRESETS.find((known) => known === this.node.value);
    this.node.value = '';
    if (!preset || !this.subject) return;
    try {
      this.onChoose(await this.compact(preset, this.subject));
    } catch (reason) {
      // A model that cannot be loaded is told by the prediction card.
      if (!(reason instanceof EngineError)) throw reason;
    }
  }

  private async compact(preset: Preset, {spelling}: Subject): Promise<string> {
    if (preset === 'standard') return spelling.toCompact(spelling.standard)!;
    const {benchmark} = this.page.store.get();
    const identity = await this.page.loader.load(benchmark);
    if (preset === 'best_known') return identity.best_known.architecture;
    const seed = crypto.getRandomValues(new Uint32Array(1))[0];
    const [compact] = await this.page.engine.sample(benchmark, seed, 1);
    return compact;
  }
}
