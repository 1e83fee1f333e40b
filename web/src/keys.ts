// Fast hands: / searches, c creates, j and k move, x ticks, Enter opens (the focus is on the link), ? shows the keys
import { all, one } from './page';

const ROWS = '.list tbody tr, [data-rows] > li';

const actions: Record<string, () => void> = {
  '/': () => focusOn('[data-search], input[type="search"]'),
  c: () => one<HTMLElement>('[data-key="c"]')?.click(),
  j: () => move(1),
  k: () => move(-1),
  x: () => current()?.querySelector<HTMLElement>('input[type="checkbox"]')?.click(),
  '?': () => one<HTMLElement>('#keys')?.togglePopover(),
};

export function startKeys(): void {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
    const act = actions[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
}

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input:not([type="checkbox"]):not([type="radio"]), textarea, select'));
}

function focusOn(selector: string): void {
  const field = one<HTMLInputElement>(selector);
  field?.focus();
  field?.select();
}

/// The row that the keyboard stands on.
export function current(): HTMLElement | null {
  return document.activeElement?.closest<HTMLElement>(ROWS) ?? one<HTMLElement>('.here');
}

function move(by: 1 | -1): void {
  const rows = all<HTMLElement>(ROWS).filter((row) => one('a', row));
  const at = rows.indexOf(current() as HTMLElement);
  const next = rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))];
  if (next) stand(next);
}

/// Puts the keyboard on a row and shows it.
export function stand(row: HTMLElement): void {
  one('.here')?.classList.remove('here');
  row.classList.add('here');
  one<HTMLElement>('.w a, a', row)?.focus({ preventScroll: true });
  row.scrollIntoView({ block: 'nearest' });
}
