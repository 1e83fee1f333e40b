// A long drop-down becomes one to type into. <select data-combo>; with data-src="/path?q=" the server is asked for
// more <option>s while typing. Without this script it stays the select that it is.
import TomSelect from 'tom-select/base';
import removeButton from 'tom-select/dist/esm/plugins/remove_button/plugin.js';
import { all } from './page';

TomSelect.define('remove_button', removeButton);

// short lists are quicker as they are
const SHORT = 8;

export function enhance(part: ParentNode): void {
  for (const select of all<HTMLSelectElement>('select[data-combo]:not(.tomselected)', part)) {
    if (select.options.length > SHORT || select.multiple || select.dataset.src) make(select);
  }
}

function make(select: HTMLSelectElement): void {
  const source = select.dataset.src;
  const box: TomSelect = new TomSelect(select, {
    plugins: select.multiple ? { remove_button: { title: select.dataset.remove ?? '' } } : {},
    maxOptions: 200,
    // whoever types fast and presses Enter means what they typed
    refreshThrottle: 0,
    allowEmptyOption: !select.multiple,
    placeholder: select.dataset.placeholder ?? '',
    hidePlaceholder: true,
    // in a pop-over the list would lie over the button that comes next
    closeAfterSelect: !select.multiple || select.closest('.pop') !== null,
    // what was typed to find one finds no other
    onItemAdd: () => {
      if (!select.multiple) return;
      box.setTextboxValue('');
      box.refreshOptions();
    },
    selectOnTab: true,
    load: source ? (typed: string, done: (found?: object[]) => void) => void find(source, typed).then(done, () => done()) : undefined,
    shouldLoad: (typed: string) => typed.length > 0,
    render: { no_results: () => note(select.dataset.none ?? ''), loading: () => '<div class="loading">…</div>' },
  });
  // the select behind it is out of sight: readers are to meet the box alone
  select.setAttribute('aria-hidden', 'true');
  box.control_input.setAttribute('autocomplete', 'off');
  for (const name of ['aria-describedby', 'aria-invalid', 'aria-required']) {
    const value = select.getAttribute(name);
    if (value) box.control_input.setAttribute(name, value);
  }
  select.form?.addEventListener('reset', () => setTimeout(() => box.sync()));
  select.form?.addEventListener('draft:discarded', () => setTimeout(() => box.sync()));
}

async function find(source: string, typed: string): Promise<object[]> {
  const answer = await fetch(source + encodeURIComponent(typed), { headers: { 'HX-Request': 'true' } });
  if (!answer.ok) throw new Error(String(answer.status));
  const page = new DOMParser().parseFromString(`<select>${await answer.text()}</select>`, 'text/html');
  return all<HTMLOptionElement>('option', page).map((option) => ({ value: option.value, text: option.text, disabled: option.disabled }));
}

function note(text: string): string {
  const line = document.createElement('div');
  line.className = 'no-results';
  line.textContent = text;
  return line.outerHTML;
}
