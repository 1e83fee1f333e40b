// Small words that the other parts share

export function all<E extends Element>(selector: string, within: ParentNode = document): E[] {
  return [...within.querySelectorAll<E>(selector)];
}

export function one<E extends Element>(selector: string, within: ParentNode = document): E | null {
  return within.querySelector<E>(selector);
}

/// Listens on the whole document for events from elements that match, also those that come later.
export function on<E extends Element>(kind: string, selector: string, act: (elt: E, event: Event) => void): void {
  document.addEventListener(kind, (event) => {
    const elt = event.target instanceof Element ? event.target.closest<E>(selector) : null;
    if (elt) act(elt, event);
  });
}

/// Runs now and again for every part that htmx puts into the page.
export function eachPart(act: (part: ParentNode) => void): void {
  act(document);
  document.addEventListener('htmx:after:swap', () => act(document));
}

/// Session storage that may be missing, full or forbidden; then nothing is remembered.
export const memory = {
  get<T>(key: string): T | null {
    try {
      return JSON.parse(sessionStorage.getItem(key) ?? 'null') as T | null;
    } catch {
      return null;
    }
  },
  set(key: string, value: unknown): void {
    try {
      sessionStorage.setItem(key, JSON.stringify(value));
    } catch {
      // nothing to be done: the page works without it
    }
  },
  drop(key: string): void {
    try {
      sessionStorage.removeItem(key);
    } catch {
      // as above
    }
  },
  keys(prefix: string): string[] {
    try {
      return Object.keys(sessionStorage).filter((key) => key.startsWith(prefix));
    } catch {
      return [];
    }
  },
};
