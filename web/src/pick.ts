// Rows that somebody picks, by a tick or by x: counted, copied as lines with addresses, or printed without the others
import { all, eachPart, on, one } from './page';
import { toast } from './toasts';

const ROWS = '.list tbody tr[id]';

export function startPicks(): void {
  const bar = one<HTMLElement>('#picked');
  if (!bar) return;
  eachPart(() => all<HTMLElement>(`${ROWS}:not(:has(.pick))`).forEach((row) => offer(row, bar.dataset.pick ?? '')));
  on<HTMLInputElement>('change', '.pick', () => show(bar));
  on('click', '#picked [data-copy]', () => void copy(bar.dataset.copied ?? ''));
  on('click', '#picked [data-let-go]', () => letGo(bar));
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !one('details.pop[open], :popover-open')) letGo(bar);
  });
  // what was ticked before one went away and came back
  window.addEventListener('pageshow', () => show(bar));
}

// Where there is nothing to do with them but to copy and to print, only a script offers ticks
function offer(row: HTMLElement, word: string): void {
  const cell = one<HTMLElement>('td.n', row);
  if (!cell) return;
  const box = document.createElement('input');
  box.type = 'checkbox';
  box.className = 'form-check-input pick';
  box.setAttribute('aria-label', `${word} ${cell.textContent}`);
  const tick = document.createElement('label');
  tick.className = 'tick';
  tick.append(box);
  cell.prepend(tick);
}

function picked(): HTMLElement[] {
  return all(`${ROWS}:has(.pick:checked)`);
}

function show(bar: HTMLElement): void {
  const number = one('[data-count]', bar);
  if (number) number.textContent = String(picked().length);
}

function letGo(bar: HTMLElement): void {
  for (const box of all<HTMLInputElement>('.pick:checked')) box.checked = false;
  show(bar);
}

async function copy(done: string): Promise<void> {
  const lines = picked().map((row) => {
    const link = one<HTMLAnchorElement>('.w a', row);
    return `${one('td.n', row)?.textContent} ${link?.textContent} ${link?.href}`;
  });
  await navigator.clipboard.writeText(`${lines.join('\n')}\n`);
  toast(done);
}
