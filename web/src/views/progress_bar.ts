// SPDX-License-Identifier: Apache-2.0
// An edge with a travelling node: how much of a piece of work is done, and what state it is in.
import {element} from '../dom/element';

export class ProgressBar {
  readonly node: HTMLElement;

  constructor(label: string) {
    this.node = element(
      'div',
      {class: 'progress', role: 'progressbar', 'aria-label': label, 'aria-valuemin': 0, 'aria-valuemax': 100},
      element('i', {}),
      element('b', {}),
    );
  }

  /** `phase`: one that controls.css knows; `share` is from 0 to 1. */
  show(phase: string, share: number): void {
    this.node.dataset.phase = phase;
    this.node.setAttribute('aria-valuenow', String(Math.round(share * 100)));
    this.node.style.setProperty('--share', String(share));
  }
}
