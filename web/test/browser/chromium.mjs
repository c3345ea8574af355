// SPDX-License-Identifier: Apache-2.0
// Starts the machine's Chromium.
import {execFileSync} from 'node:child_process';
import {chromium} from 'playwright-core';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function launch() {
  const executablePath = process.env.CELLAR_CHROMIUM ?? execFileSync('which', ['chromium'], {encoding: 'utf8'}).trim();
  return chromium.launch({executablePath, headless: true, args: FLAGS});
}
