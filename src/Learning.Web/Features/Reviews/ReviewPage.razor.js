// Single keys of the review pages, and the texts of their fields.
const typing = element => element?.closest?.('input:not([type=radio],[type=checkbox]), textarea, select, [contenteditable=true]');
const single = ['j', 'k', 'n', 'p', 'c', 'a', 'r', 'u', '1', '2', '3', '4', '?', 'ArrowUp', 'ArrowDown'];

// Without single keys only the fields' own: Ctrl+Enter and Escape.
export function listen(page, singles) {
  const onKey = event => {
    if (event.key === 'Enter' && event.ctrlKey && typing(event.target)) {
      event.target.closest('[data-compose]')?.querySelector('[data-send]')?.click();
      return;
    }
    if (event.key === 'Escape' && typing(event.target)) {
      event.target.closest('[data-compose]')?.querySelector('[data-cancel]')?.click();
      return;
    }
    if (!singles || event.ctrlKey || event.altKey || event.metaKey || typing(event.target) || document.documentElement.dataset.keys === 'off') return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (!single.includes(key) || event.defaultPrevented) return;
    if (event.target.closest?.('[data-own-keys]')) return; // what has the focus has keys of its own: the replay's timeline
    if (key.startsWith('Arrow') && !event.target.closest?.('[data-lines]')) return; // elsewhere they scroll
    event.preventDefault();
    page.invokeMethodAsync('PressAsync', key).catch(() => {});
  };
  const onSwitch = event => {
    if (!event.target.matches?.('[data-keys]')) return;
    keep(event.target.checked);
  };
  document.addEventListener('keydown', onKey);
  document.addEventListener('change', onSwitch);
  keep(localStorage.getItem('review-keys') !== 'off');
  return { stop() { document.removeEventListener('keydown', onKey); document.removeEventListener('change', onSwitch); } };
}

function keep(on) {
  document.documentElement.dataset.keys = on ? 'on' : 'off';
  localStorage.setItem('review-keys', on ? 'on' : 'off');
  for (const box of document.querySelectorAll('[data-keys]')) box.checked = on;
}

// What is too long stays here: it must not cross the circuit.
export function text(id, most) {
  const value = document.getElementById(id)?.value ?? '';
  return { text: value.length > most ? null : value };
}

export function fill(id, value, append) {
  const field = document.getElementById(id);
  if (!field) return;
  field.value = append ? `${field.value}${field.value && !field.value.endsWith(' ') ? ' ' : ''}${value}` : value;
  if (value) field.focus();
}

export function show(id) {
  const element = document.getElementById(id);
  element?.scrollIntoView({ block: 'nearest' });
  element?.focus({ preventScroll: true });
  for (const box of document.querySelectorAll('[data-keys]')) box.checked = document.documentElement.dataset.keys !== 'off';
}
