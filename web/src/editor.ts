// The editor of a user type: counts what was changed, finds lines while typing, shows only some of them.
// Without this script the lines are found by the server, and saving works the same.
import { all, eachPart, on, one } from './page';

interface Bar {
  count: HTMLElement;
  discard: HTMLButtonElement | null;
}

export function startEditor(): void {
  eachPart((part) => all<HTMLFormElement>('form[data-editor]:not([data-live])', part).forEach(begin));
  on('input', '[data-perm-tools]', narrow);
  on<HTMLFormElement>('change', '[data-perm-tools]', (tools) => (narrowed() ? tools.requestSubmit() : narrow()));
  on('submit', '[data-perm-tools]', (_, event) => {
    if (narrowed()) return;
    event.preventDefault();
    narrow();
  });
}

function begin(form: HTMLFormElement): void {
  form.dataset.live = '';
  const count = one<HTMLElement>('[data-changes]', form);
  if (!count) return;
  const bar = { count, discard: one<HTMLButtonElement>('[data-discard]', form) };
  const again = () => {
    tell(form, bar);
    narrow();
  };
  form.addEventListener('input', again);
  form.addEventListener('change', again);
  form.addEventListener('reset', () => setTimeout(again));
  form.addEventListener('draft:discarded', () => setTimeout(again));
  tell(form, bar);
  one('.no-js', document)?.setAttribute('hidden', '');
}

/// The server has left lines out: only it can bring them back.
function narrowed(): boolean {
  return one('form[data-editor][data-narrowed]') !== null;
}

/// What the fields of a line say now, as the server wrote down what they said.
function now(line: HTMLElement): string {
  const said: string[] = [];
  for (const field of all<HTMLInputElement | HTMLSelectElement>('input[name], select[name]', line)) {
    if (field instanceof HTMLSelectElement) said.push(...[...field.selectedOptions].map((option) => option.value));
    else if (field.type === 'hidden') continue;
    else if (field.getAttribute('role') === 'switch') said.push(String(field.checked));
    else if (!['checkbox', 'radio'].includes(field.type) || field.checked) said.push(field.value);
  }
  return said.sort().join('|');
}

function tell(form: HTMLFormElement, { count, discard }: Bar): void {
  let changed = 0;
  for (const line of all('[data-perm]', form)) {
    const said = now(line as HTMLElement);
    const { was = '', nothing } = (line as HTMLElement).dataset;
    const differs = said !== was.split('|').sort().join('|');
    changed += Number(differs);
    line.classList.toggle('perm-changed', differs);
    if (nothing !== undefined) line.classList.toggle('perm-on', said !== nothing);
  }
  for (const group of all<HTMLElement>('[data-perm-group]', form)) {
    const granted = String(all('.perm-on', group).length);
    const word = one<HTMLElement>('[data-granted]', group);
    if (word) word.textContent = (word.dataset.granted ?? '').replace('#', granted);
    const beside = one(`[data-granted-of="${group.id}"]`);
    if (beside) beside.textContent = granted;
  }
  const { none, one: single, many } = count.dataset;
  const text = changed === 0 ? none : changed === 1 ? single : many?.replace('#', String(changed));
  if (count.textContent !== text) count.textContent = text ?? '';
  if (discard) discard.hidden = changed === 0;
}

function narrow(): void {
  const tools = one<HTMLFormElement>('[data-perm-tools]');
  const form = one<HTMLFormElement>('form[data-editor]');
  if (!tools || !form || narrowed()) return;
  const asked = new FormData(tools);
  const words = String(asked.get('q') ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const show = String(asked.get('show') ?? '');
  let found = 0;
  for (const group of all<HTMLDetailsElement>('[data-perm-group]', form)) {
    const title = one('h2', group)?.textContent ?? '';
    let shown = 0;
    for (const line of all<HTMLElement>('[data-perm]', group)) {
      // a line stays where it is while one works on it
      const fits = line.contains(document.activeElement) || (wanted(line, show) && has(line, title, words));
      line.hidden = !fits;
      shown += Number(fits);
    }
    group.hidden = shown === 0;
    if (words.length > 0 && shown > 0) group.open = true;
    one(`[data-granted-of="${group.id}"]`)?.parentElement?.toggleAttribute('hidden', shown === 0);
    found += shown;
  }
  one('[data-perm-none]', form)?.toggleAttribute('hidden', found > 0);
}

function wanted(line: HTMLElement, show: string): boolean {
  if (show === 'granted') return line.classList.contains('perm-on');
  if (show === 'changed') return line.classList.contains('perm-changed');
  return show !== 'shipped' || 'other' in line.dataset;
}

function has(line: HTMLElement, title: string, words: string[]): boolean {
  if (words.length === 0) return true;
  const about = one('.perm-t', line)?.textContent ?? '';
  const text = `${about} ${line.id} ${title}`.toLowerCase();
  return words.every((word) => text.includes(word));
}
