// Keys that work on every page: G and a letter goes somewhere, T shows a chart's table, F6 goes to the next pane, ? shows all keys. Single letters never fire where one types, and can be switched off.
const places = { h: '/', e: '/exercises', i: '/incidents', r: '/reviews' };
const patience = 1500;
const own = 'input:not([type=radio],[type=checkbox]), textarea, select, [contenteditable=true], .monaco-editor';
let since = 0, sheet;

// One switch for the single keys of all pages.
const off = 'll-single-keys-off';
const on = () => { try { return !localStorage.getItem(off); } catch { return true; } };
const there = href => document.querySelector(`.bar a[href="${href}"], .bar a[href="${href.slice(1)}"]`);

document.addEventListener('keydown', event => {
  if (event.key === 'F6') {
    if (!event.ctrlKey && !event.altKey && !event.metaKey && !document.querySelector('dialog[open]') && stepPane(event.shiftKey ? -1 : 1)) event.preventDefault();
    return;
  }
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || !on() || event.target.closest?.(own) || document.querySelector('dialog[open]')) return;
  const key = event.key.toLowerCase();
  if (Date.now() - since < patience) {
    since = 0;
    // Where the bar has no such link, this reader has no such page.
    const link = places[key] && there(places[key]);
    if (!link) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    link.click();
  } else if (event.key === '[' || event.key === ']') {
    if (stepEvidence(event.key === ']' ? 1 : -1)) event.preventDefault();
  } else if (key === 'g' && there('/')) {
    since = Date.now();
  } else if (key === 't' && !event.repeat) {
    if (turnChart()) event.preventDefault();
  } else if (event.key === '?' && there('/') && !room() && !location.pathname.startsWith('/reviews/')) { // a war room and a review have a sheet of their own
    event.preventDefault();
    show();
  }
}, true);

// From one evidence mark to the next one that is to be seen; Enter opens it.
function stepEvidence(by) {
  const marks = [...document.querySelectorAll('main a.ev[href]')].filter(mark => mark.getClientRects().length > 0);
  if (marks.length === 0) return false;
  const at = marks.indexOf(document.activeElement);
  marks[at < 0 ? (by > 0 ? 0 : marks.length - 1) : (at + by + marks.length) % marks.length].focus();
  return true;
}

// Round the panes of a tool, from a field or the editor too.
function stepPane(by) {
  const panes = [...document.querySelectorAll('[data-pane]')].filter(pane => pane.getClientRects().length > 0);
  if (panes.length < 2) return false;
  const at = panes.findIndex(pane => pane.contains(document.activeElement));
  panes[at < 0 ? (by > 0 ? 0 : panes.length - 1) : (at + by + panes.length) % panes.length].focus();
  return true;
}

// Between a chart and its table: the one with the focus, else the one under the pointer.
function turnChart() {
  const button = (document.activeElement?.closest('figure.chart') ?? document.querySelector('figure.chart:hover'))?.querySelector('button[aria-pressed]');
  button?.click();
  return !!button;
}

const groups = [
  ['Everywhere', [['Ctrl K', 'Search'], ['G H', 'Home'], ['G E', 'Exercises'], ['G I', 'Incidents'], ['G R', 'Reviews, for mentors'], ['T', 'Table of the chart'], ['[ ]', 'Previous, next evidence'], ['← →', 'Move a pane’s edge that has the focus'], ['?', 'These keys']]],
  ['In an exercise', [['Ctrl ↵', 'Try it'], ['Ctrl ⇧ ↵', 'Submit'], ['Alt 1–3', 'Brief, code, result'], ['F6', 'Next pane'], ['Esc', 'Leave the editor']]],
  ['In a lab', [['Ctrl ↵', 'Run'], ['Ctrl .', 'Cancel'], ['E', 'Keep as evidence'], ['Alt A', 'First session'], ['Alt B', 'Second session'], ['.', 'Freeze the charts'], ['F6', 'Next pane']]],
];

function show() {
  sheet?.remove();
  const make = (tag, attributes, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };
  const box = make('input', { type: 'checkbox', 'data-single-keys': '' });
  box.checked = on();
  const close = make('button', { type: 'button', class: 'btn sm' }, 'Close');
  sheet = make('dialog', { class: 'finder keys', 'aria-labelledby': 'keys-title' },
    make('div', { class: 'row between' }, make('h2', { id: 'keys-title' }, 'Keys'), close),
    ...groups.map(([name, keys]) => make('section', {}, make('h3', { class: 'over-l' }, name),
      make('dl', {}, ...keys.map(([key, says]) => make('div', {}, make('dt', {}, ...key.split(' ').map(each => make('kbd', {}, each))), make('dd', {}, says)))))),
    make('label', { class: 'row' }, box, 'Single letters are keys. They never are where you type.'));
  close.addEventListener('click', () => sheet.close());
  sheet.addEventListener('click', event => { if (event.target === sheet) sheet.close(); });
  document.body.append(sheet);
  sheet.showModal();
  close.focus();
}

// The sheet can be opened without a key too: whoever switched them off has to find the switch.
const room = () => document.querySelector('.room');
document.addEventListener('click', event => {
  if (!event.target.closest('[data-keys-open]')) return;
  if (room()) room().querySelector('[data-room-keys]')?.click();
  else show();
});

// Whichever box it is, of the sheet or of a page.
document.addEventListener('change', event => {
  if (!event.target.matches?.('[data-single-keys]')) return;
  for (const box of document.querySelectorAll('[data-single-keys]')) box.checked = event.target.checked;
  localStorage.setItem(off, event.target.checked ? '' : '1');
});
