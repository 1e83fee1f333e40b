// Photos: made smaller before they are sent, since reception is bad where pipes leak; shown, and taken out again, before that.
// <input type="file" data-shots="ID of a list" data-remove="Remove">. Without this script the originals are sent.
import { all, on, one } from './page';

const FIELDS = 'input[type="file"][data-shots]';
const LONGEST_SIDE = 2000;
const QUALITY = 0.85;
// What cameras write, and whether every browser shows it. Drawings and what moves stay as they are
const CAMERA: Record<string, boolean> = { 'image/jpeg': true, 'image/heic': false, 'image/heif': false };

// what a field holds, in the order in which it was chosen
const chosen = new WeakMap<HTMLInputElement, File[]>();
const inWork = new Set<File>();
const pictures = new WeakMap<File, HTMLImageElement>();
const formsAtWork = new Map<HTMLFormElement, Promise<unknown>>();

export function startPhotos(): void {
  on<HTMLInputElement>('change', FIELDS, take);
  on<HTMLButtonElement>('click', '[data-shot-out]', takeOut);
  document.addEventListener('submit', beforeSending, true);
  document.addEventListener('reset', (event) => setTimeout(() => fields(event.target as HTMLFormElement).forEach((input) => put(input, []))));
  // what a browser kept while one was away
  window.addEventListener('pageshow', () => fields(document).forEach((input) => put(input, [...(input.files ?? [])])));
}

function fields(part: ParentNode): HTMLInputElement[] {
  return all<HTMLInputElement>(FIELDS, part);
}

// a further choice comes to what was chosen: a camera takes one photo at a time
function take(input: HTMLInputElement): void {
  const before = chosen.get(input) ?? [];
  const added = [...(input.files ?? [])].filter((file) => !before.some((known) => same(known, file)));
  for (const file of added) if (file.type in CAMERA) inWork.add(file);
  put(input, [...before, ...added]);
  const { form } = input;
  if (!form || inWork.size === 0) return;
  const work = Promise.all([formsAtWork.get(form), ...added.map((file) => replace(input, file))]).then(() => {
    if (formsAtWork.get(form) === work) formsAtWork.delete(form);
  });
  formsAtWork.set(form, work);
}

function same(one: File, other: File): boolean {
  return stem(one) === stem(other) && one.lastModified === other.lastModified;
}

function stem(file: File): string {
  return file.name.replace(/\.[^.]*$/, '');
}

async function replace(input: HTMLInputElement, file: File): Promise<void> {
  if (!inWork.has(file)) return;
  const by = await smaller(file).catch(() => file);
  inWork.delete(file);
  put(input, (chosen.get(input) ?? []).map((known) => (known === file ? by : known)));
}

/// The photo as a JPEG of at most this many pixels a side, upright; the file itself where that is no gain.
async function smaller(file: File): Promise<File> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  const pen = canvas.getContext('2d');
  if (!pen) return file;
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const bytes = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', QUALITY));
  if (!bytes || (bytes.size >= file.size && CAMERA[file.type])) return file;
  return new File([bytes], `${stem(file)}.jpg`, { type: bytes.type, lastModified: file.lastModified });
}

// gives a field its files, and shows them
function put(input: HTMLInputElement, files: File[]): void {
  const transfer = new DataTransfer();
  for (const file of files) transfer.items.add(file);
  input.files = transfer.files;
  chosen.set(input, files);
  one(`#${input.dataset.shots}`)?.replaceChildren(...files.map((file, place) => shot(input, file, place)));
}

function shot(input: HTMLInputElement, file: File, place: number): HTMLLIElement {
  const item = document.createElement('li');
  item.append(file.type.startsWith('image/') && !inWork.has(file) ? picture(file) : file.name);
  const out = document.createElement('button');
  out.type = 'button';
  out.className = 'shot-out';
  out.dataset.shotOut = String(place);
  out.setAttribute('aria-label', `${input.dataset.remove} ${file.name}`);
  out.textContent = '×';
  item.append(out);
  return item;
}

function picture(file: File): HTMLImageElement {
  const known = pictures.get(file);
  if (known) return known;
  const image = document.createElement('img');
  image.alt = file.name;
  const reader = new FileReader();
  reader.addEventListener('load', () => (image.src = String(reader.result)));
  reader.readAsDataURL(file);
  pictures.set(file, image);
  return image;
}

function takeOut(button: HTMLButtonElement): void {
  const list = button.closest('ul');
  const input = list && one<HTMLInputElement>(`input[data-shots="${list.id}"]`);
  if (!input) return;
  put(input, (chosen.get(input) ?? []).filter((_, place) => String(place) !== button.dataset.shotOut));
  input.focus();
}

// Files do not come back with a form that is refused, and a photo may exist nowhere else: what is missing is asked for before.
// Whoever sends while photos are at work gets them sent once that is done.
function beforeSending(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  const work = formsAtWork.get(form);
  const files = fields(form).some((input) => input.files?.length);
  if (!work && (!files || form.reportValidity())) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!work || 'waits' in form.dataset) return;
  form.dataset.waits = '';
  const button = event.submitter;
  void work.then(() => {
    delete form.dataset.waits;
    form.requestSubmit(button);
  });
}
