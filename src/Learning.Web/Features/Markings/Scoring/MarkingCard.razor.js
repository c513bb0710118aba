// Single keys of the rubric, and notes that are kept while they are written.
const typing = element => element?.closest?.('input:not([type=radio],[type=checkbox]), textarea, select, [contenteditable=true]');
const single = ['j', 'k', '0', '1', '2', '3', '4'];

export function listen(card, root) {
  let waiting = 0;
  const onKey = event => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented || typing(event.target) || localStorage.getItem('ll-single-keys-off')) return;
    if (event.target.closest?.('[data-own-keys]')) return;
    const key = event.key.toLowerCase();
    if (!single.includes(key)) return;
    event.preventDefault();
    card.invokeMethodAsync('PressAsync', key).catch(() => {});
  };
  // A pause in the writing counts as the end of it.
  const onInput = event => {
    if (!event.target.matches?.('.rub textarea')) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => event.target.dispatchEvent(new Event('change', { bubbles: true })), 1500);
  };
  document.addEventListener('keydown', onKey);
  root.addEventListener('input', onInput);
  return { stop() { clearTimeout(waiting); document.removeEventListener('keydown', onKey); root.removeEventListener('input', onInput); } };
}
