// SPDX-License-Identifier: Apache-2.0
// Builds DOM trees without markup strings, so that nothing needs escaping and no inline style exists.

export type Child = Node | string | null | undefined | false;
type Value = string | number | boolean | null | undefined | ((event: never) => void);
export type Properties = Record<string, Value>;

const SVG = 'http://www.w3.org/2000/svg';

export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Properties = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  return fill(document.createElement(tag), properties, children);
}

export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  properties: Properties = {},
  ...children: Child[]
): SVGElementTagNameMap[K] {
  return fill(document.createElementNS(SVG, tag), properties, children);
}

// A function becomes the listener of the event its name tells (onclick); true an empty attribute; false and null none.
function fill<E extends Element>(node: E, properties: Properties, children: Child[]): E {
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === 'function') node.addEventListener(name.slice(2), value as EventListener);
    else if (value === true) node.setAttribute(name, '');
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, String(value));
  }
  node.append(...present(children));
  return node;
}

/** Puts `children` in the place of what `node` holds. */
export function replace(node: Element, ...children: Child[]): void {
  node.replaceChildren(...present(children));
}

/** Like `disabled`, but the button keeps the focus; its listener has to ignore the click. */
export function setUnavailable(button: HTMLButtonElement, unavailable: boolean): void {
  button.setAttribute('aria-disabled', String(unavailable));
}

const present = (children: Child[]) =>
  children.filter((child) => child !== null && child !== undefined && child !== false);
