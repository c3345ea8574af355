// SPDX-License-Identifier: Apache-2.0
// Architecture: the drawing of one, what the benchmark answers for it, and all its neighbours one edit away.
import {element, replace, setUnavailable} from '../../dom/element';
import {EngineError, type Evaluation, type Identity, type Neighbour} from '../../engine/types';
import {text} from '../../i18n/text';
import {distinctCells, isFashion} from '../../space/nb101';
import {DARTS_SPACE} from '../../space/spelling';
import {benchmarkChoice} from '../benchmark_choice';
import {spaceOf, type Page, type View} from '../page';
import {ArchitectureText} from './architecture_text';
import {DartsSubject} from './darts_subject';
import {EffectsFold} from './effects_fold';
import {epochsOnOffer} from './fidelity_choice';
import {Nb101Subject} from './nb101_subject';
import {NeighbourList} from './neighbour_list';
import {PredictionCard} from './prediction_card';
import {Presets} from './presets';
import type {Subject} from './subject';

export class ArchitectureView implements View {
  readonly node: HTMLElement;
  private readonly subjects = new Map<string, Subject>();
  private readonly title = element('h1', {class: 'view-title'});
  private readonly drawing = element('div', {});
  private readonly prediction: PredictionCard;
  private readonly neighbours: NeighbourList;
  private readonly effects = new EffectsFold();
  private readonly text: ArchitectureText;
  private readonly presets: Presets;
  private readonly undo = element(
    'button',
    {type: 'button', id: 'undo', onclick: () => this.back()},
    text('architecture.undo'),
  );
  private readonly train = element(
    'button',
    {type: 'button', id: 'train-architecture', onclick: () => this.trainIt()},
    text('architecture.train'),
  );
  private readonly past: string[] = [];
  private asked = 0;
  private answeredFor = '';

  constructor(private readonly page: Page) {
    const {store} = page;
    const go = (compact: string) => this.go(compact);
    this.prediction = new PredictionCard(page);
    this.neighbours = new NeighbourList((neighbour) => this.follow(neighbour));
    this.text = new ArchitectureText(page, go);
    this.presets = new Presets(page, go);
    this.node = element(
      'section',
      {},
      element(
        'div',
        {class: 'row spread'},
        this.title,
        element(
          'div',
          {class: 'row choices'},
          element('label', {class: 'benchmark-label'}, text('settings.benchmark'), benchmarkChoice(page)),
          this.presets.node,
          this.undo,
          this.train,
          this.text.copy,
        ),
      ),
      element(
        'div',
        {class: 'bench bench-architecture'},
        element('div', {class: 'panel editor-panel stack'}, this.drawing, this.neighbours.node, this.effects.node),
        element('div', {class: 'panel prediction-panel'}, this.prediction.node),
        element('div', {class: 'panel genotype-panel'}, this.text.node),
      ),
    );
    store.subscribe((_, changed) => {
      if (changed.has('benchmark')) this.past.length = 0;
      if (changed.has('architecture') || changed.has('epochs') || changed.has('benchmark')) this.show();
    });
    page.loader.subscribe(() => void this.ask());
  }

  onShow(): void {
    this.show();
  }

  onThemeChange(): void {
    // Drawn in SVG with CSS colours, which follow the theme by themselves.
  }

  private subject(): Subject {
    const {benchmark} = this.page.store.get();
    const space = spaceOf(this.page, benchmark);
    let subject = this.subjects.get(benchmark);
    if (!subject) {
      subject =
        space === DARTS_SPACE
          ? new DartsSubject(
              (compact) => this.go(compact),
              () => this.back(),
            )
          : new Nb101Subject(benchmark, space);
      this.subjects.set(benchmark, subject);
    }
    return subject;
  }

  // An architecture of another space gives way to this one's standard.
  private compact({spelling} = this.subject()): string {
    return spelling.toCompact(this.page.store.get().architecture) ?? spelling.toCompact(spelling.standard)!;
  }

  private go(compact: string): void {
    const {toCode} = this.subject().spelling;
    const code = toCode(compact);
    if (code === toCode(this.compact())) return;
    this.past.push(this.page.store.get().architecture);
    this.page.store.set({architecture: code});
  }

  private back(): void {
    const code = this.past.pop();
    if (code !== undefined) this.page.store.set({architecture: code});
  }

  private trainIt(): void {
    const {benchmark} = this.page.store.get();
    const trainedCell = this.subject().spelling.toCode(this.compact());
    this.page.store.set({view: 'one-shot', lookup: benchmark, trainedCell});
  }

  private follow(neighbour: Neighbour): void {
    this.subject().follow(neighbour);
    this.go(neighbour.architecture);
  }

  private show(): void {
    setUnavailable(this.undo, this.past.length === 0);
    if (this.node.hidden) return;
    const {benchmark} = this.page.store.get();
    const subject = this.subject();
    this.train.hidden = !isTrainedHere(spaceOf(this.page, benchmark), benchmark);
    this.title.textContent = subject.words.title;
    if (subject.node.parentNode !== this.drawing) replace(this.drawing, subject.node);
    this.text.use(subject);
    this.presets.use(subject);
    subject.show(this.compact(subject));
    void this.ask();
  }

  // Answers may overtake each other while an architecture is edited quickly; only the last question counts.
  private async ask(): Promise<void> {
    if (this.node.hidden) return;
    const {benchmark, epochs} = this.page.store.get();
    const {loader, engine} = this.page;
    const model = loader.state(benchmark);
    if (model.state !== 'ready') {
      this.answeredFor = '';
      this.neighbours.hide();
      this.effects.hide();
      this.prediction.wait(
        model,
        () =>
          void loader.load(benchmark).catch(() => {
            /* told by the loader */
          }),
      );
      return;
    }
    const subject = this.subject();
    const compact = this.compact(subject);
    const key = `${benchmark} ${compact} ${epochs}`;
    if (key === this.answeredFor) return;
    this.answeredFor = key;
    const question = ++this.asked;
    try {
      const answers = await Promise.all([
        engine.query(benchmark, compact, epochsOnOffer(model.identity, epochs)),
        engine.neighbours(benchmark, compact),
        engine.convert(benchmark, compact, subject.spelling.form),
      ]);
      if (question === this.asked) this.answer(subject, compact, model.identity, ...answers);
    } catch (reason) {
      this.answeredFor = '';
      if (question === this.asked && reason instanceof EngineError) this.prediction.fail(reason);
      else if (!(reason instanceof EngineError)) throw reason;
    }
  }

  private answer(
    subject: Subject,
    compact: string,
    identity: Identity,
    evaluation: Evaluation,
    neighbours: Neighbour[],
    spelling: string,
  ): void {
    this.text.show(spelling);
    this.prediction.show(subject, compact, evaluation, identity, neighbours);
    this.neighbours.show(neighbours, evaluation, identity.fidelities.max, (neighbour) =>
      subject.describe(compact, neighbour),
    );
    if (subject instanceof DartsSubject) this.effects.show(compact, neighbours);
    else this.effects.hide();
  }
}

/** Whether the One-shot view trains the benchmark's cells as its table's were. */
const isTrainedHere = (space: string, benchmark: string): boolean =>
  distinctCells(space) !== undefined && isFashion(benchmark);
