// SPDX-License-Identifier: Apache-2.0
// Compare: the stored claim above, the bench below.
import {element} from '../../dom/element';
import {usualWorkers} from '../../engine/crew';
import type {StudySpec} from '../../engine/types';
import {settingsOf, STUDY_PROPERTIES, studySpec} from '../../state/study_spec';
import {StudyController} from '../../study/study_controller';
import type {Page, View} from '../page';
import {FigurePanel} from './figure_panel';
import {Hero} from './hero';
import {IncumbentPanel} from './incumbent_panel';
import {RecordOpener} from './record_opener';
import {ResultPanel} from './result_panel';
import {SettingsPanel} from './settings_panel';
import {StudyPanel} from './study_panel';

export class CompareView implements View {
  readonly node: HTMLElement;
  private readonly hero: Hero;
  private readonly figure: FigurePanel;
  private readonly incumbent: IncumbentPanel;

  constructor(page: Page) {
    const controller = new StudyController(
      page.engine,
      page.loader,
      page.stored,
      () => page.store.get().workers ?? usualWorkers(navigator.hardwareConcurrency),
      studySpec(page.store.get(), page.info.optimizers),
    );
    const settle = (spec: StudySpec) => {
      page.store.set(settingsOf(spec, page.info.optimizers));
      return studySpec(page.store.get(), page.info.optimizers);
    };
    const opener = new RecordOpener((files) => void controller.open(files, settle));
    this.hero = new Hero(page);
    this.figure = new FigurePanel(page, controller, opener.button);
    this.incumbent = new IncumbentPanel(page, controller);
    const study = new StudyPanel(page, controller);
    const settings = new SettingsPanel(page);
    const result = new ResultPanel(page, controller);
    const bench = element(
      'div',
      {class: 'bench bench-compare', id: 'bench'},
      element('div', {class: 'panel settings-panel stack'}, study.node, settings.node),
      this.figure.node,
      result.node,
      this.incumbent.node,
      result.details,
    );
    opener.watch(bench);
    this.node = element('section', {}, this.hero.node, bench);
    page.store.subscribe((state, changed) => {
      if (STUDY_PROPERTIES.some((property) => changed.has(property)))
        controller.setSpec(studySpec(state, page.info.optimizers));
    });
  }

  onShow(): void {
    this.hero.draw();
    this.figure.draw();
    this.incumbent.draw();
  }

  onThemeChange(): void {
    this.figure.redraw();
  }
}
