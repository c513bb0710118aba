// Single keys of the review pages, and the texts of their fields.
const typing = element => element?.closest?.('input:not([type=radio],[type=checkbox]), textarea, select, [contenteditable=true]');
const single = ['j', 'k', 'n', 'p', 'c', 'a', 'r', 'u', '1', '2', '3', '4', '?', 'ArrowUp', 'ArrowDown'];
const keysOff = 'll-single-keys-off'; // keys.js switches them
const typed = 'll-typed:'; // shell.js writes it
const send = element => element.closest('[data-compose]')?.querySelector('[data-send]')?.click();

// Without single keys only the fields' own: Ctrl+Enter and Escape.
export function listen(page, singles) {
  const onKey = event => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && typing(event.target)) {
      send(event.target);
      return;
    }
    if (event.key === 'Escape' && typing(event.target)) {
      if (event.target.closest('[data-compose]')) event.target.blur(); // its text stays
      return;
    }
    if (!singles || event.ctrlKey || event.altKey || event.metaKey || typing(event.target) || off()) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (!single.includes(key) || event.defaultPrevented) return;
    if (event.target.closest?.('[data-own-keys]')) return; // what has the focus has keys of its own: the replay's timeline
    if (key.startsWith('Arrow') && !event.target.closest?.('[data-lines]')) return; // elsewhere they scroll
    event.preventDefault();
    page.invokeMethodAsync('PressAsync', key).catch(() => {});
  };
  const onChange = event => {
    if (event.target.matches?.('[data-send-left]')) send(event.target); // left with another text than it was entered with
  };
  document.addEventListener('keydown', onKey);
  document.addEventListener('change', onChange);
  return { stop() { document.removeEventListener('keydown', onKey); document.removeEventListener('change', onChange); } };
}

export function off() {
  try { return !!localStorage.getItem(keysOff); } catch { return false; }
}

const held = (value, most) => ({ text: value.length > most ? null : value });

// What is too long stays here: it must not cross the circuit.
export function text(id, most) {
  return held(document.getElementById(id)?.value ?? '', most);
}

// The same by the field's data-typed, from the tab's store when the field is not to be seen; null when nothing was typed.
export function kept(name, most) {
  const field = document.querySelector(`[data-typed="${CSS.escape(name)}"]`);
  const value = field ? field.value : (() => { try { return sessionStorage.getItem(typed + name); } catch { return null; } })();
  return value === null ? null : held(value, most);
}

export function forget(name) {
  try { sessionStorage.removeItem(typed + name); } catch { /* nothing was kept */ }
}

export function fill(id, value, append) {
  const field = document.getElementById(id);
  if (!field) return;
  field.value = append ? `${field.value}${field.value && !field.value.endsWith(' ') ? ' ' : ''}${value}` : value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  if (value) field.focus();
}

export function show(id) {
  const element = document.getElementById(id);
  element?.scrollIntoView({ block: 'nearest' });
  element?.focus({ preventScroll: true });
}
