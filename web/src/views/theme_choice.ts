// SPDX-License-Identifier: Apache-2.0
// Auto, light or dark. A preference of the reader, so it lives in this browser and not in links.
import {Choice} from '../dom/choice';
import {text} from '../i18n/text';

const THEMES = ['auto', 'light', 'dark'] as const;
type Theme = (typeof THEMES)[number];
const KEY = 'cellar.theme';

export function themeChoice(onChange: () => void): HTMLElement {
  const choice = new Choice<Theme>({label: text('theme.label'), onChoose: (theme) => apply(theme, true)});
  const apply = (theme: Theme, tell: boolean) => {
    if (theme === 'auto') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    remember(theme);
    choice.show(
      THEMES.map((value) => ({value, content: [text(`theme.${value}`)]})),
      theme,
    );
    if (tell) onChange();
  };
  apply(remembered(), false);
  return choice.node;
}

// Storage may be refused, for example in private windows; the choice then lasts as long as the page.
function remember(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    /* see above */
  }
}

function remembered(): Theme {
  try {
    return THEMES.find((theme) => theme === localStorage.getItem(KEY)) ?? 'auto';
  } catch {
    return 'auto';
  }
}
