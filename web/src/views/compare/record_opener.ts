// SPDX-License-Identifier: Apache-2.0
// Brings records back into the page: by a button, or dropped anywhere on the bench.
import {element} from '../../dom/element';
import {text} from '../../i18n/text';
import type {RecordFile} from '../../worker/protocol';

export class RecordOpener {
  readonly button: HTMLButtonElement;
  private readonly input: HTMLInputElement;
  private readonly hint = element('p', {class: 'drop-hint', hidden: true}, text('figure.drop'));

  constructor(private readonly onFiles: (files: RecordFile[]) => void) {
    this.input = element('input', {
      type: 'file',
      id: 'open-records',
      accept: 'application/json,.json',
      multiple: true,
      hidden: true,
      'aria-label': text('figure.open_label'),
      onchange: () => void this.read(this.input.files),
    });
    this.button = element(
      'button',
      {type: 'button', class: 'quiet', title: text('figure.open_label'), onclick: () => this.input.click()},
      text('figure.open'),
    );
  }

  /** Files may be dropped on `bench`. */
  watch(bench: HTMLElement): void {
    bench.append(this.input, this.hint);
    let depth = 0; // of dragenter over children
    const show = (change: number) => {
      depth = Math.max(0, depth + change);
      this.hint.hidden = depth === 0;
    };
    bench.addEventListener('dragenter', (event) => {
      if (hasFiles(event)) show(1);
    });
    bench.addEventListener('dragleave', (event) => {
      if (hasFiles(event)) show(-1);
    });
    bench.addEventListener('dragover', (event) => {
      if (hasFiles(event)) event.preventDefault();
    });
    bench.addEventListener('drop', (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      show(-depth);
      void this.read(event.dataTransfer!.files);
    });
  }

  private async read(list: FileList | null): Promise<void> {
    const files = await Promise.all(
      [...(list ?? [])].map(async (file) => ({name: file.name, text: await file.text()})),
    );
    this.input.value = ''; // so that the same file can be chosen again
    if (files.length > 0) this.onFiles(files);
  }
}

const hasFiles = ({dataTransfer}: DragEvent): boolean => dataTransfer?.types.includes('Files') ?? false;
