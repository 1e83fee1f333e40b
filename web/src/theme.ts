// Light, dark or as the system: a cookie, so that the server writes it into the page and nothing flashes
import { all, on } from './page';

const YEAR_S = 31_536_000;

export function startTheme(): void {
  show();
  on<HTMLElement>('click', '[data-theme-set]', (button) => {
    const mode = button.dataset.themeSet ?? '';
    const secure = location.protocol === 'https:' ? '; Secure' : '';
    document.cookie = `theme=${mode}; Path=/; Max-Age=${mode ? YEAR_S : 0}; SameSite=Lax${secure}`;
    if (mode) document.documentElement.dataset.theme = mode;
    else delete document.documentElement.dataset.theme;
    show();
  });
}

function show(): void {
  const mode = document.documentElement.dataset.theme ?? '';
  for (const button of all('[data-theme-set]')) {
    button.setAttribute('aria-pressed', String(button.getAttribute('data-theme-set') === mode));
  }
}
