// Texts count as changed a moment after the last key, and not only when the field is left.
export function mount(root) {
  let timer;
  root.addEventListener('input', event => {
    const field = event.target;
    if (!field.matches('[data-soon]')) return;
    clearTimeout(timer);
    timer = setTimeout(() => field.dispatchEvent(new Event('change', { bubbles: true })), 700);
  });
}

// The browser's own time of a UTC time without its zone.
export function here(utc) {
  if (!utc) return null;
  const at = new Date(utc.endsWith('Z') ? utc : `${utc}Z`);
  return at.toLocaleString('en-GB', { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', timeZoneName: 'short' });
}

export const focus = id => document.getElementById(id)?.focus();
