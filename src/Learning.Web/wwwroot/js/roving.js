// Tabs, and buttons that are radios: Tab stops once, at the one that is chosen; arrows, Home and End go on from there, Enter and Space choose. Choosing is not done in passing: it may read a database or write a grade.
const groups = '[role=tablist], [role=radiogroup]';
const single = '[role=tab], [role=radio]';
let due = false;

const itemsOf = group => [...group.querySelectorAll(single)].filter(item => !item.disabled && item.closest(groups) === group);
const isChosen = item => item.getAttribute('aria-selected') === 'true' || item.getAttribute('aria-checked') === 'true';

// Only where it changes something: a page redraws every second.
function settle() {
  due = false;
  for (const group of document.querySelectorAll(groups)) {
    const items = itemsOf(group);
    const stop = items.find(item => item === document.activeElement) ?? items.find(isChosen) ?? items[0];
    for (const item of items) {
      const tabIndex = item === stop ? 0 : -1;
      if (item.tabIndex !== tabIndex) item.tabIndex = tabIndex;
    }
  }
}

function soon() {
  if (due) return;
  due = true;
  requestAnimationFrame(settle);
}

new MutationObserver(soon).observe(document.documentElement, { subtree: true, childList: true, attributeFilter: ['role', 'aria-selected', 'aria-checked', 'disabled'] });
document.addEventListener('focusin', soon);
document.addEventListener('focusout', soon);
settle();

document.addEventListener('keydown', event => {
  const item = event.target.closest?.(single);
  const group = item?.closest(groups);
  if (!group || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  if (event.key === ' ' && item.matches('a')) { // a link hears Enter only
    event.preventDefault();
    item.click();
    return;
  }
  const items = itemsOf(group).filter(each => each.getClientRects().length > 0);
  const at = items.indexOf(item), across = group.matches('[role=radiogroup]');
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, ArrowDown: across ? at + 1 : undefined, ArrowUp: across ? at - 1 : undefined, Home: 0, End: items.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  items[(to + items.length) % items.length]?.focus();
  settle();
});
