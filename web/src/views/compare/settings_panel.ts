// SPDX-License-Identifier: Apache-2.0
// The study's settings; every change goes to the address at once.
import {element, replace, type Child} from '../../dom/element';
import {richText, sizeNumber} from '../../dom/rich_text';
import {SECONDS_PER_DAY, tick, whole} from '../../i18n/numbers';
import {text} from '../../i18n/text';
import type {PageState} from '../../state/properties';
import {searchCommand, studySpec} from '../../state/study_spec';
import {distinctCells} from '../../space/nb101';
import {benchmarkChoice} from '../benchmark_choice';
import {copyButton} from '../copy_button';
import {foldedSettings} from '../folded_settings';
import {benchmarkInfo, knownIdentity, type Page} from '../page';
import {provenanceBadge, provenanceSentence, provenancesOf} from '../provenance_badge';
import {BudgetFields} from './budget_fields';
import {OptimizerChips} from './optimizer_chips';
import {OptionFields} from './option_fields';

export class SettingsPanel {
  readonly node: HTMLElement;
  private readonly summary = element('span', {class: 'small muted'});
  private readonly note = element('div', {class: 'small muted group'});
  private readonly chips: OptimizerChips;
  private readonly options: OptionFields;
  private readonly budget: BudgetFields;
  private readonly command = element('span', {class: 'command', id: 'command'});

  constructor(private readonly page: Page) {
    const {store} = page;
    this.chips = new OptimizerChips(page);
    this.budget = new BudgetFields(page);
    this.options = new OptionFields(page);
    this.node = element(
      'form',
      {class: 'stack', 'aria-label': text('settings.label'), onsubmit: (event: Event) => event.preventDefault()},
      this.details(),
      element(
        'div',
        {class: 'group'},
        element('span', {class: 'small muted'}, text('settings.command')),
        element(
          'div',
          {class: 'code'},
          this.command,
          copyButton(text('page.copy'), () => this.command.textContent ?? ''),
        ),
      ),
    );
    store.subscribe((state) => this.show(state));
    // The note alone: somebody may be typing in the fields.
    page.loader.subscribe((_, {state}) => state === 'ready' && this.showNote(store.get().benchmark));
    this.show(store.get());
  }

  private details(): HTMLElement {
    return foldedSettings(
      this.summary,
      element('label', {}, text('settings.benchmark'), benchmarkChoice(this.page)),
      this.note,
      this.chips.node,
      this.options.node,
      this.budget.node,
    );
  }

  private show(state: PageState): void {
    const spec = studySpec(state, this.page.info.optimizers);
    this.showNote(state.benchmark);
    this.chips.show(state.optimizers);
    this.options.show(state.optimizers);
    this.budget.show(state);
    this.summary.textContent = summaryOf(state);
    // Each flag stays with its value where the command wraps.
    replace(
      this.command,
      ...searchCommand(spec).flatMap((part, i) => [i > 0 && ' ', element('span', {class: 'unbroken'}, part)]),
    );
  }

  private showNote(benchmark: string): void {
    replace(this.note, ...this.benchmarkNote(benchmark));
  }

  private benchmarkNote(name: string): Child[] {
    const info = benchmarkInfo(this.page, name);
    if (!info) return [];
    const best = knownIdentity(this.page, name)?.best_known;
    const shown = this.page.stored.find(({comparison}) => comparison.spec.benchmark === name);
    const size = sizeNumber(info.space.architectures);
    const cells = distinctCells(info.space.name);
    return [
      element(
        'p',
        {},
        ...(cells === undefined
          ? richText('settings.size_note', {size})
          : richText('settings.size_note_cells', {size, cells: whole(cells)})),
        ' ',
        best && text(best.is_optimum ? 'settings.optimum' : 'settings.no_optimum'),
      ),
      element(
        'p',
        {class: 'provenance-note'},
        ...(shown ? provenancesOf(shown.comparison).flatMap((kind) => [provenanceBadge(kind), ' ']) : []),
        provenanceSentence(this.page, name),
      ),
    ];
  }
}

function summaryOf({benchmark, optimizers, runs, evaluations, simulatedSeconds, seed}: PageState): string {
  const values = {benchmark, optimizers: whole(optimizers.length), runs: whole(runs), seed};
  return simulatedSeconds === undefined
    ? text('settings.summary', {...values, evaluations: whole(evaluations)})
    : text('settings.summary_timed', {...values, days: tick(simulatedSeconds / SECONDS_PER_DAY)});
}
