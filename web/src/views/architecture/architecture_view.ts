// SPDX-License-Identifier: Apache-2.0
// Architecture: two cells to edit, the engine's prediction for them, and all neighbours one edit away.
import {element, setUnavailable} from '../../dom/element';
import {EngineError, type Evaluation, type Neighbour} from '../../engine/types';
import {text} from '../../i18n/text';
import {fromCode, fromCompact, toCode, toCompact, type Genotype} from '../../space/darts';
import type {Page, View} from '../page';
import {CellEditor} from './cell_editor';
import {GenotypeBox} from './genotype_box';
import {NeighbourList} from './neighbour_list';
import {PredictionCard} from './prediction_card';
import {Presets} from './presets';

export class ArchitectureView implements View {
  readonly node: HTMLElement;
  private readonly editor: CellEditor;
  private readonly prediction: PredictionCard;
  private readonly neighbours: NeighbourList;
  private readonly box: GenotypeBox;
  private readonly undo = element(
    'button',
    {type: 'button', id: 'undo', onclick: () => this.back()},
    text('architecture.undo'),
  );
  private readonly past: string[] = [];
  private asked = 0;
  private answeredFor = '';

  constructor(private readonly page: Page) {
    const {store} = page;
    this.editor = new CellEditor({onEdit: (genotype) => this.go(toCode(genotype)), onUndo: () => this.back()});
    this.prediction = new PredictionCard(page);
    this.neighbours = new NeighbourList((neighbour) => this.follow(neighbour));
    this.box = new GenotypeBox(page, (genotype) => this.go(toCode(genotype)));
    const presets = new Presets(page, (code) => this.go(code));
    this.node = element(
      'section',
      {},
      element(
        'div',
        {class: 'row spread'},
        element('h1', {class: 'view-title'}, text('architecture.title')),
        element('div', {class: 'row'}, presets.node, this.undo, this.box.copy),
      ),
      element(
        'div',
        {class: 'bench bench-architecture'},
        element('div', {class: 'panel editor-panel stack'}, this.editor.node, this.neighbours.node),
        element('div', {class: 'panel prediction-panel'}, this.prediction.node),
        element('div', {class: 'panel genotype-panel'}, this.box.node),
      ),
    );
    store.subscribe((state, changed) => {
      if (changed.has('architecture') || changed.has('epochs') || changed.has('benchmark'))
        this.show(state.architecture);
    });
    page.loader.subscribe((_, {state}) => (state === 'ready' || state === 'failed') && this.ask());
  }

  onShow(): void {
    this.show(this.page.store.get().architecture);
  }

  onThemeChange(): void {
    // Drawn in SVG with CSS colours, which follow the theme by themselves.
  }

  private genotype(): Genotype | undefined {
    return fromCode(this.page.store.get().architecture);
  }

  private go(code: string): void {
    const {architecture} = this.page.store.get();
    if (code === architecture) return;
    this.past.push(architecture);
    this.page.store.set({architecture: code});
  }

  private back(): void {
    const code = this.past.pop();
    if (code !== undefined) this.page.store.set({architecture: code});
  }

  private follow(neighbour: Neighbour): void {
    this.editor.select(neighbour.cell, neighbour.edge);
    this.go(toCode(fromCompact(neighbour.architecture)));
  }

  private show(code: string): void {
    setUnavailable(this.undo, this.past.length === 0);
    const genotype = fromCode(code);
    if (!genotype || this.node.hidden) return;
    this.editor.show(genotype);
    void this.ask();
  }

  // Answers may overtake each other while an architecture is edited quickly; only the last question counts.
  private async ask(): Promise<void> {
    const genotype = this.genotype();
    const {benchmark, epochs, architecture} = this.page.store.get();
    const model = this.page.loader.state(benchmark);
    if (!genotype || this.node.hidden) return;
    if (model.state !== 'ready') {
      this.prediction.wait(
        model,
        () =>
          void this.page.loader.load(benchmark).catch(() => {
            /* told by the loader */
          }),
      );
      return;
    }
    const key = `${benchmark} ${architecture} ${epochs}`;
    if (key === this.answeredFor) return;
    this.answeredFor = key;
    const question = ++this.asked;
    try {
      const compact = toCompact(genotype);
      const {engine} = this.page;
      const answers = await Promise.all([
        engine.query(benchmark, compact, epochs ?? model.identity.fidelities.max),
        engine.neighbours(benchmark, compact),
        engine.convert(benchmark, compact, 'genotype'),
      ]);
      if (question === this.asked) this.answer(...answers, genotype);
    } catch (reason) {
      this.answeredFor = '';
      if (question === this.asked && reason instanceof EngineError) this.prediction.fail(reason);
      else if (!(reason instanceof EngineError)) throw reason;
    }
  }

  private answer(evaluation: Evaluation, neighbours: Neighbour[], spelling: string, genotype: Genotype): void {
    const model = this.page.loader.state(this.page.store.get().benchmark);
    if (model.state !== 'ready') return;
    this.box.show(spelling);
    this.prediction.show(evaluation, model.identity, neighbours, genotype);
    this.neighbours.show(neighbours, evaluation, model.identity.fidelities.max);
  }
}
