// Ctrl K: a dialog over everything that can be found. Built here, because pages without a circuit have it too.
const wait = 120;
let dialog, field, list, note, timer, asked = 0, active = -1;

const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
};

const options = () => [...list.querySelectorAll('[role=option]')];

function build() {
  field = make('input', { type: 'text', role: 'combobox', 'aria-expanded': 'false', 'aria-controls': 'finder-list', 'aria-autocomplete': 'list', 'aria-label': 'Search lessons, exercises, incidents, error codes, your submissions', autocomplete: 'off', spellcheck: 'false', maxlength: '100', placeholder: 'Lessons, exercises, incidents, error codes' });
  list = make('div', { role: 'listbox', id: 'finder-list', 'aria-label': 'Found' });
  note = make('p', { class: 'note', role: 'status' });
  const close = make('button', { type: 'button', class: 'btn q sm' }, 'Close');
  close.addEventListener('click', () => dialog.close());
  dialog = make('dialog', { class: 'finder', 'aria-label': 'Search' }, make('div', { class: 'row' }, field, close), note, list);
  document.body.append(dialog);
  field.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(ask, wait); });
  field.addEventListener('keydown', onKey);
  dialog.addEventListener('click', event => { if (event.target === dialog) dialog.close(); });
  list.addEventListener('click', event => { if (event.target.closest('[role=option]')) dialog.close(); });
  list.addEventListener('mousemove', event => { const at = options().indexOf(event.target.closest('[role=option]')); if (at >= 0) choose(at); });
}

export function open() {
  if (!dialog?.isConnected) build();
  if (dialog.open) return;
  field.value = '';
  show([], '');
  dialog.showModal();
  field.focus();
}

function onKey(event) {
  const all = options();
  const to = { ArrowDown: active + 1, ArrowUp: active - 1 }[event.key];
  if (to !== undefined && all.length > 0) {
    event.preventDefault();
    choose((to + all.length) % all.length);
  } else if (event.key === 'Enter' && !event.isComposing) {
    event.preventDefault();
    all[Math.max(active, 0)]?.click();
  }
}

async function ask() {
  const typed = field.value.trim();
  const number = ++asked;
  if (!typed) return show([], '');
  try {
    const answer = await fetch(`/search.json?q=${encodeURIComponent(typed)}`, { headers: { accept: 'application/json' } });
    if (number !== asked) return;
    if (answer.status === 404) { // a page that was open before its browser took a seat
      show([], '');
      note.textContent = 'No search here: this browser is in an assessment, or takes no cookies. Reload the page to go on.';
      return;
    }
    if (!answer.ok) throw new Error(`${answer.status}`);
    show(await answer.json(), typed);
  } catch {
    if (number === asked) { show([], ''); note.textContent = 'Our fault: the search does not answer. Try again, or go by the links above.'; }
  }
}

function show(groups, typed) {
  active = -1;
  let at = 0;
  list.replaceChildren(...groups.map((group, index) => make('div', { role: 'group', 'aria-labelledby': `finder-${index}` },
    make('div', { class: 'over-l', id: `finder-${index}` }, group.name),
    ...group.hits.map(hit => make('a', { role: 'option', id: `finder-option-${at++}`, href: hit.href, tabindex: '-1', 'aria-selected': 'false' },
      make('b', {}, hit.title), make('span', { class: 'dim' }, hit.detail))))));
  field.setAttribute('aria-expanded', String(at > 0));
  list.hidden = at === 0;
  note.classList.toggle('sr', at > 0);
  note.textContent = at > 0 ? `${at} found` : typed ? `Nothing for “${typed}”. Try fewer words, or a part of one: index, 53300, over budget.` : 'Type a word, a part of it, or a code.';
  if (at > 0) choose(0);
  else field.removeAttribute('aria-activedescendant');
}

function choose(at) {
  active = at;
  options().forEach((option, index) => option.setAttribute('aria-selected', String(index === at)));
  const chosen = options()[at];
  field.setAttribute('aria-activedescendant', chosen.id);
  chosen.scrollIntoView({ block: 'nearest' });
}

// Only where the bar has its button: not in a candidate's assessment.
const here = () => document.querySelector('[data-search-open]') !== null;

document.addEventListener('click', event => { if (event.target.closest('[data-search-open]')) open(); });
document.addEventListener('keydown', event => {
  if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || !here()) return;
  event.preventDefault();
  event.stopPropagation();
  if (dialog?.open) dialog.close();
  else open();
}, true);
