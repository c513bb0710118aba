// Theme, reload and what is typed, delegated from the document: Blazor may replace anything at any time.
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

// What is typed into a field with data-typed is kept by this tab under that name, and is back when the field is. Sending forgets it (ReviewPage.razor.js), and Cancel.
const typed = 'll-typed:';
const filled = new WeakSet();
const stored = act => { try { return act(sessionStorage); } catch { return null; } }; // a full or forbidden store: the text lives as long as its field

document.addEventListener('input', event => {
  const { dataset, value } = event.target;
  if (dataset?.typed) stored(store => store.setItem(typed + dataset.typed, value));
});
document.addEventListener('click', event => {
  const field = event.target.closest('[data-cancel]')?.closest('[data-compose]')?.querySelector('[data-typed]');
  if (field) stored(store => store.removeItem(typed + field.dataset.typed));
});
// Nothing is left in the tab for whoever signs in next.
document.addEventListener('submit', event => {
  if (event.target.matches('[action$="/account/sign-out"]')) stored(store => Object.keys(store).filter(key => key.startsWith(typed)).forEach(key => store.removeItem(key)));
});

function refill() {
  for (const field of document.querySelectorAll('textarea[data-typed]')) {
    if (filled.has(field)) continue;
    filled.add(field);
    const text = stored(store => store.getItem(typed + field.dataset.typed));
    if (text !== null) field.value = text;
  }
}

// A heading that has the focus and is replaced, as a page's frame is by the page, hands the focus on.
let heading = null;
document.addEventListener('focusin', event => { heading = event.target.matches?.('h1') ? event.target : null; });

function follow() {
  const next = heading && !heading.isConnected && document.activeElement === document.body && document.querySelector('main h1');
  if (!next) return;
  next.tabIndex = -1;
  next.focus({ preventScroll: true });
}

new MutationObserver(() => { refill(); follow(); }).observe(document.documentElement, { childList: true, subtree: true });
refill();
