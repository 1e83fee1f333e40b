// A form never loses what was typed: not when the session ended, not on a stale version, not by a closed lid.
// <form data-keep="name"> is remembered in this tab, for the person who is signed in, until it has been sent.
import { all, memory, on, one } from './page';
import { toast, words } from './toasts';

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
type Draft = Record<string, string[]>;

const NEVER = new Set(['password', 'file', 'hidden', 'submit', 'button']);

export function startDrafts(): void {
  dropOthers();
  all<HTMLFormElement>('form[data-keep]').forEach(restore);
  on<HTMLElement>('input', 'form[data-keep]', (form) => save(form as HTMLFormElement));
  on<HTMLElement>('change', 'form[data-keep]', (form) => save(form as HTMLFormElement));
  on<HTMLFormElement>('submit', 'form[data-keep]', (form) => memory.set('draft-sent', key(form)));
  document.addEventListener('htmx:after:swap', () => settle());
  settle();
}

function me(): string {
  return document.body.dataset.me ?? '';
}

function key(form: HTMLFormElement): string {
  return `draft:${me()}:${location.pathname}:${form.dataset.keep}`;
}

// What somebody else typed in this tab is nobody's business; the sign-in page is nobody's, so drafts survive it
function dropOthers(): void {
  if (!me()) return;
  memory.keys('draft:').filter((name) => !name.startsWith(`draft:${me()}:`)).forEach(memory.drop);
}

// A sent form that does not come back with errors has arrived; where the sign-in page came instead, or a refusal, it has not
function settle(): void {
  const sent = memory.get<string>('draft-sent');
  if (!me()) memory.drop('draft-sent');
  if (!sent || !me() || one('form[data-keep] [aria-invalid="true"], form[data-keep] [data-stale]')) return;
  const back = all<HTMLFormElement>('form[data-keep]').find((form) => key(form) === sent);
  if (back && differs(back, memory.get<Draft>(sent) ?? {})) return;
  memory.drop(sent);
  memory.drop('draft-sent');
}

function fields(form: HTMLFormElement): Field[] {
  return [...form.elements].filter((elt): elt is Field => 'name' in elt && !!elt.name && !NEVER.has((elt as Field).type));
}

function read(form: HTMLFormElement): Draft {
  const draft: Draft = {};
  for (const field of fields(form)) {
    const list = (draft[field.name] ??= []);
    if (field instanceof HTMLSelectElement) list.push(...[...field.selectedOptions].map((option) => option.value));
    else if (!(field instanceof HTMLInputElement) || !['checkbox', 'radio'].includes(field.type) || field.checked) list.push(field.value);
  }
  return draft;
}

function save(form: HTMLFormElement): void {
  memory.set(key(form), read(form));
}

// fields that came since, such as people who were looked for, are no difference
function differs(form: HTMLFormElement, draft: Draft): boolean {
  const known = Object.entries(read(form)).filter(([name]) => name in draft);
  return known.some(([name, values]) => JSON.stringify(values) !== JSON.stringify(draft[name]));
}

function restore(form: HTMLFormElement): void {
  const draft = memory.get<Draft>(key(form));
  // with errors on it the form already shows what was typed
  if (!draft || one('[aria-invalid="true"], [data-stale]', form) || !differs(form, draft)) return;
  for (const field of fields(form)) if (field.name in draft) write(field, draft[field.name] ?? []);
  toast(words('restored'), {
    action: words('discard'),
    act: () => {
      memory.drop(key(form));
      form.reset();
      form.dispatchEvent(new Event('draft:discarded'));
    },
  });
}

function write(field: Field, values: string[]): void {
  if (field instanceof HTMLSelectElement) for (const option of field.options) option.selected = values.includes(option.value);
  else if (field instanceof HTMLInputElement && ['checkbox', 'radio'].includes(field.type)) field.checked = values.includes(field.value);
  else field.value = values[0] ?? '';
}
