// Theme and reload, delegated from the document: Blazor may replace the bar at any time.
const order = ['system', 'light', 'dark'];

document.addEventListener('click', event => {
  if (event.target.closest('[data-reload]')) location.reload();
  if (event.target.closest('[data-theme-switch]')) switchTheme();
  if (event.target.closest('[data-copy]')) copy(event.target.closest('[data-copy]'));
});

// The text of the field that the button names; what came of it is said beside the button.
async function copy(button) {
  const field = document.getElementById(button.dataset.copy);
  field.select();
  const done = await navigator.clipboard?.writeText(field.value).then(() => true, () => false) || document.execCommand('copy');
  button.nextElementSibling.textContent = done ? 'Copied' : 'Selected: copy it with the keyboard';
}

function switchTheme() {
  const root = document.documentElement;
  const theme = order[(order.indexOf(root.dataset.theme ?? 'system') + 1) % order.length];
  if (theme === 'system') delete root.dataset.theme;
  else root.dataset.theme = theme;
  document.cookie = `theme=${theme}; path=/; max-age=34560000; samesite=lax`;
  window.dispatchEvent(new CustomEvent('ll-theme'));
}

// A menu that is open closes by Escape, and by whatever happens outside of it.
const openMenus = except => [...document.querySelectorAll('[data-menu][open]')].filter(menu => !menu.contains(except));
document.addEventListener('click', event => openMenus(event.target).forEach(menu => menu.removeAttribute('open')));
document.addEventListener('focusin', event => openMenus(event.target).forEach(menu => menu.removeAttribute('open')));
document.addEventListener('keydown', event => {
  if (event.key === 'Escape') openMenus(null).forEach(menu => { menu.removeAttribute('open'); menu.querySelector('summary').focus(); });
});

document.addEventListener('click', event => { if (event.target.closest('[data-print]')) print(); });

// A field that takes only so much says so before anything is sent: the form stays as it is, with all that was typed.
const megabytes = bytes => `${(bytes / 1048576).toFixed(1).replace('.0', '')} MB`;
document.addEventListener('change', event => {
  const field = event.target.closest?.('[data-most-bytes]');
  if (!field) return;
  const most = Number(field.dataset.mostBytes);
  const file = field.files?.[0];
  const size = field.files ? file?.size ?? 0 : new Blob([field.value]).size;
  field.setCustomValidity(size > most ? `${file ? `“${file.name}”` : 'This'} is ${megabytes(size)}; at most ${megabytes(most)} are taken at once. Split it, and send the parts one after the other.` : '');
  field.reportValidity();
});
