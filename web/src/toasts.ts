// What just happened, in a live region. The server may already have put a line there (a flash, with an undo form).
import { all, one, on } from './page';

interface Options {
  bad?: boolean;
  action?: string;
  act?: () => void;
}

const SHOWN_MS = 6000;
const SHOWN_WITH_ACTION_MS = 12000;

export function startToasts(): void {
  all<HTMLElement>('#toasts > *').forEach(letGo);
  on<HTMLElement>('click', '[data-dismiss]', (button) => button.closest('.toast-line')?.remove());
  // an answer may carry HX-Trigger: {"toast": {"text": "…"}}
  document.addEventListener('toast', (event) => {
    const { text, bad } = (event as CustomEvent<{ text: string; bad?: boolean }>).detail;
    toast(text, { bad });
  });
  document.addEventListener('htmx:after:swap', () => all<HTMLElement>('#toasts > :not([data-seen])').forEach(letGo));
}

/// A word that scripts need, from the page (so that it is translated).
export function words(name: 'offline' | 'failed' | 'restored' | 'discard'): string {
  return one<HTMLElement>('#toasts')?.dataset[name] ?? '';
}

export function toast(text: string, options: Options = {}): void {
  const region = one('#toasts');
  if (!region || !text) return;
  const line = document.createElement('div');
  line.className = options.bad ? 'toast-line bad' : 'toast-line';
  line.append(text);
  if (options.action) line.append(button(options.action, () => (options.act?.(), line.remove())));
  region.append(line);
  letGo(line);
}

/// Says what takes so long, until the answer is there; without words it is there.
export function working(text: string): void {
  one('#toasts > .working')?.remove();
  const region = one('#toasts');
  if (!region || !text) return;
  const line = document.createElement('div');
  line.className = 'toast-line working';
  const progress = document.createElement('progress');
  progress.setAttribute('aria-label', text);
  line.append(text, progress);
  region.append(line);
  line.dataset.seen = '';
}

function button(text: string, act: () => void): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = text;
  button.addEventListener('click', act);
  return button;
}

// goes by itself, but not from under a pointer or the keyboard
function letGo(line: HTMLElement): void {
  line.dataset.seen = '';
  const time = one('button', line) ? SHOWN_WITH_ACTION_MS : SHOWN_MS;
  const end = () => (line.matches(':hover, :focus-within') ? setTimeout(end, 1000) : line.remove());
  setTimeout(end, time);
}
