// Pop-overs are <details class="pop">: one at a time, closed by Escape, by a click elsewhere and by leaving with the keyboard
import { all, on, one } from './page';

// one that is, or stays, a plain list
const COMBO = 'details.pop[open] select[data-combo]:not(.tomselected)';

export function startPops(): void {
  document.addEventListener('toggle', opened, true);
  document.addEventListener('click', (event) => closeAll((pop) => !pop.contains(event.target as Node)));
  // a press on plain text inside gives the focus to the page around it: that is no leaving
  document.addEventListener('focusin', (event) => closeAll((pop) => !pop.contains(event.target as Node) && !(event.target as Node).contains(pop)));
  document.addEventListener('keydown', escape);
  on<HTMLElement>('click', '[data-close]', (button) => {
    button.closest('details')?.removeAttribute('open');
    button.closest<HTMLElement>('[popover]')?.hidePopover();
  });
  on<HTMLInputElement>('input', '[data-narrow]', narrow);
  document.addEventListener('htmx:after:swap', () => one(COMBO, document) || fetched());
}

function opened(event: Event): void {
  const pop = event.target as HTMLElement;
  if (pop instanceof HTMLDetailsElement && pop.open) {
    one<HTMLElement>('[data-narrow], [autofocus]', pop)?.focus();
  }
}

// what a pop-over fetched when it opened takes the keyboard, if that is still there; a drop-down once it can be typed into
export function fetched(): void {
  const pop = one<HTMLDetailsElement>('details.pop[open]');
  const field = pop && one<HTMLElement>(`[data-narrow], ${COMBO}, input:not([type="hidden"])`, pop);
  if (field && (document.activeElement === one('summary', pop) || document.activeElement === document.body)) field.focus();
}

function closeAll(which: (pop: HTMLDetailsElement) => boolean): void {
  for (const pop of all<HTMLDetailsElement>('details.pop[open]')) {
    if (which(pop)) pop.open = false;
  }
}

function escape(event: KeyboardEvent): void {
  if (event.key !== 'Escape') return;
  const pop = one<HTMLDetailsElement>('details.pop[open]');
  if (!pop) return;
  pop.open = false;
  one<HTMLElement>('summary', pop)?.focus();
}

// the search field above a long list of ticks
function narrow(field: HTMLInputElement): void {
  const wanted = field.value.trim().toLowerCase();
  for (const choice of all<HTMLElement>('label.check', field.closest('.pop-body') ?? document)) {
    choice.hidden = !choice.textContent?.toLowerCase().includes(wanted);
  }
}
