// SPDX-License-Identifier: Apache-2.0
// A live region that speaks at most every two seconds, so that a screen reader can follow a running study.
import {element} from './element';

const INTERVAL_MS = 2000;

export class Announcer {
  readonly node = element('p', {class: 'visually-hidden', role: 'status', 'aria-live': 'polite'});
  private lastSpoken = -Infinity;
  private waiting: string | undefined;
  private timer: number | undefined;

  say(message: string): void {
    this.waiting = message;
    const due = this.lastSpoken + INTERVAL_MS - performance.now();
    if (due <= 0) this.speak();
    else this.timer ??= window.setTimeout(() => this.speak(), due);
  }

  private speak(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.waiting === undefined || this.node.textContent === this.waiting) return;
    this.node.textContent = this.waiting;
    this.lastSpoken = performance.now();
  }
}
