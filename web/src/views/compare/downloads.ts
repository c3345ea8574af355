// SPDX-License-Identifier: Apache-2.0
// The study as files, written by the engine: the same bytes as the command line's.
import {element} from '../../dom/element';
import {saveFile} from '../../dom/save_file';
import {EngineError} from '../../engine/types';
import {text} from '../../i18n/text';
import type {BenchPhase, StudyController} from '../../study/study_controller';
import type {ExportFormat} from '../../worker/protocol';
import {errorNote} from '../error_note';
import type {Page} from '../page';

const FORMATS: readonly {format: ExportFormat; type: string}[] = [
  {format: 'svg', type: 'image/svg+xml'},
  {format: 'csv', type: 'text/csv'},
  {format: 'json', type: 'application/json'},
];

const READY: ReadonlySet<BenchPhase> = new Set(['paused', 'done', 'cancelled', 'opened']);

export class Downloads {
  readonly node: HTMLElement;
  private readonly buttons: HTMLButtonElement[];
  private readonly note = element('span', {class: 'muted'});

  constructor(
    private readonly page: Page,
    private readonly controller: StudyController,
    opener: HTMLButtonElement,
  ) {
    this.buttons = FORMATS.map(({format, type}) =>
      element(
        'button',
        {
          type: 'button',
          class: 'quiet',
          id: `download-${format}`,
          onclick: () => void this.save(format, type),
        },
        text(`figure.download.${format}`),
      ),
    );
    this.node = element(
      'div',
      {class: 'row small', role: 'group', 'aria-label': text('figure.downloads')},
      ...this.buttons,
      opener,
      this.note,
    );
    controller.subscribe(() => this.show());
    this.show();
  }

  private show(): void {
    const {phase, counts} = this.controller.state();
    const ready = READY.has(phase) && (counts?.evaluations ?? 0) > 0;
    for (const button of this.buttons) button.disabled = !ready;
    this.note.textContent = ready ? '' : text('figure.download_note');
  }

  private async save(format: ExportFormat, type: string): Promise<void> {
    const {benchmark, seed} = this.controller.state().spec;
    try {
      const content = await this.controller.exported(format, this.page.store.get().axis);
      saveFile(`cellar-${benchmark}-seed${seed}.${format}`, type, content);
    } catch (reason) {
      if (!(reason instanceof EngineError)) throw reason;
      this.note.replaceChildren(errorNote(reason));
    }
  }
}
