// Widths of the tools' panes: moved by pointer or keys, kept by this browser. They live in a style sheet of their own, which no rendering touches.
const place = 'pane-widths', least = 200, middle = 320, step = 16;
const sheet = new CSSStyleSheet();
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];

const read = () => {
  try {
    return Object.fromEntries(Object.entries(JSON.parse(localStorage.getItem(place) ?? '{}')).filter(([name, width]) => /^[a-z-]+$/.test(name) && width >= least && width < 4000));
  } catch {
    return {};
  }
};
const widths = read();
const paint = () => sheet.replaceSync(`:root{${Object.entries(widths).map(([name, width]) => `--split-${name}:${Math.round(width)}px`).join(';')}}`);
paint();

const paneOf = split => split.parentElement;
const isRight = split => split.classList.contains('right');
const now = split => paneOf(split).getBoundingClientRect().width;

// As wide as leaves the middle pane something to be.
function most(split) {
  const panes = [...paneOf(split).parentElement.children];
  const other = panes[isRight(split) ? 0 : panes.length - 1].getBoundingClientRect().width;
  return paneOf(split).parentElement.getBoundingClientRect().width - other - middle;
}

function move(split, width) {
  widths[split.dataset.split] = Math.max(least, Math.min(width, most(split)));
  paint();
  split.setAttribute('aria-valuenow', Math.round(now(split)));
}

function putBack(split) {
  delete widths[split.dataset.split];
  paint();
  split.setAttribute('aria-valuenow', split.dataset.width);
  keep();
}

const keep = () => localStorage.setItem(place, JSON.stringify(widths));

document.addEventListener('pointerdown', event => {
  const split = event.target.closest?.('[data-split]');
  if (!split || event.button !== 0) return;
  event.preventDefault();
  split.focus();
  split.setPointerCapture(event.pointerId);
  const [from, width] = [event.clientX, now(split)];
  const drag = moved => move(split, width + (moved.clientX - from) * (isRight(split) ? -1 : 1));
  split.addEventListener('pointermove', drag);
  split.addEventListener('lostpointercapture', () => { split.removeEventListener('pointermove', drag); keep(); }, { once: true });
});

document.addEventListener('focusin', event => {
  const split = event.target.closest?.('[data-split]');
  if (!split) return;
  split.setAttribute('aria-valuemax', Math.max(least, Math.round(most(split))));
  split.setAttribute('aria-valuenow', Math.round(now(split)));
});

document.addEventListener('dblclick', event => {
  const split = event.target.closest?.('[data-split]');
  if (split) putBack(split);
});

document.addEventListener('keydown', event => {
  const split = event.target.closest?.('[data-split]');
  if (!split || event.ctrlKey || event.altKey || event.metaKey) return;
  const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (by) move(split, now(split) + by * (isRight(split) ? -1 : 1) * (event.shiftKey ? 4 : 1) * step);
  else if (event.key === 'Home') putBack(split);
  else return;
  event.preventDefault();
  keep();
});
